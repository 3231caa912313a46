"""Objections under a real name: taken in, investigated, decided, and never told of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.choices import Role
from accounts.models import AccessRecord, Post
from regions.calendar import last_moment
from tests.documents.samples import pdf, picture, upload
from tests.factories.workflow import (
    FINDING,
    OBJECTOR,
    TEXT,
    an_objection,
    an_open_round,
    application_at,
    as_applicant,
    organisation_of,
    upheld,
)
from ui.refusals import Closed, Invalid, NotAllowed, NotFound, Stale
from workflow.choices import (
    Action,
    LetterKind,
    MailState,
    Move,
    ObjectionState,
    ObjectorKind,
    Stage,
)
from workflow.models import Conflict, Notification, Objection, ObjectionLetter
from workflow.schedule import (
    close_notices_at,
    remind_objections_at,
    send_waiting_letters,
)
from workflow.services import (
    advance,
    confirm_objection,
    declare_conflict,
    decline_proposal,
    file_objection,
    find_objection,
    investigate,
    moves_open_to,
    return_objection,
    verify_chain,
)
from workflow.tasks import send_letter

pytestmark = pytest.mark.django_db

DISMISSED, UPHELD = ObjectionState.DISMISSED, ObjectionState.UPHELD
COMPANY = replace(
    OBJECTOR,
    kind=ObjectorKind.ORGANISATION,
    name="示例反映情况有限公司",
    contact_name="司马长风",
)


@pytest.fixture
def case():
    return application_at(Stage.PUBLIC_NOTICE)


def entry_of(case):
    return case.notice_entries.get(outcome="running")


def file(case, **changes):
    given = {"objector": OBJECTOR, "text": TEXT} | changes
    return file_objection(entry_of(case), **given)


def test_who_objects_gets_a_number_and_a_code_that_open_the_answer(case):
    filed = file(case)
    assert filed.objection.number.startswith(f"YY{timezone.localdate().year}-330000-")
    assert filed.code not in str(Objection.objects.values().get())
    number, typed = filed.objection.number, f" {filed.code.lower()} "
    assert find_objection(number=number, code=typed) == filed.objection
    for wrong in ((number, "WRONGCODE2"), ("YY2020-1", filed.code), ("", "")):
        with pytest.raises(NotFound, match="不正确"):
            find_objection(number=wrong[0], code=wrong[1])


def test_an_objection_is_taken_until_the_last_second_of_the_last_day(case):
    last = last_moment(entry_of(case).notice.ends_on)
    assert file(case, now=last + timedelta(milliseconds=900))
    with pytest.raises(Closed, match=r"公示期已于\d+年\d+月\d+日24时届满"):
        file(case, now=last + timedelta(seconds=1))


def test_a_case_that_left_the_notice_takes_no_objection(case):
    entry = entry_of(case)
    as_applicant(case, Move.WITHDRAW, now=timezone.now())
    with pytest.raises(Closed, match="已不在公示中"):
        file_objection(entry, objector=OBJECTOR, text=TEXT)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("objector_name", {"name": ""}),
        ("objector_name", {"name": "🙂🙂"}),
        ("objector_name", {"name": "长" * 201}),
        ("phone", {"phone": "电话没有"}),
        ("email", {"email": "not-an-address"}),
        ("objector_kind", {"kind": "ghost"}),
        ("contact_name", {"kind": ObjectorKind.ORGANISATION}),
        ("seal", {"kind": ObjectorKind.ORGANISATION, "contact_name": "司马"}),
    ],
)
def test_what_is_missing_of_the_objector_is_said_at_its_field(case, field, changes):
    with pytest.raises(Invalid) as refused:
        file(case, objector=replace(OBJECTOR, **changes))
    assert field in [issue.field for issue in refused.value.issues]
    assert all(issue.sentence.endswith("。") for issue in refused.value.issues)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("text", ["", "太短", "长" * 10_001])
def test_an_objection_tells_its_facts(case, text):
    with pytest.raises(Invalid) as refused:
        file(case, text=text)
    assert [issue.field for issue in refused.value.issues] == ["text"]


@pytest.mark.parametrize(
    "scan",
    [
        ("公章.png", b"#!/bin/sh\necho no picture"),
        ("公章.exe", b"MZ\x00\x00"),
        ("公章.jpg", picture("PNG")),
        ("公章.pdf", b""),
    ],
    ids=["script", "program", "other kind", "empty"],
)
def test_a_seal_scan_that_is_no_picture_is_refused(case, scan):
    with pytest.raises(Invalid, match="盖章扫描件须为图片或PDF") as refused:
        file(case, objector=COMPANY, seal=upload(*scan))
    assert [issue.field for issue in refused.value.issues] == ["seal"]


def test_files_lie_under_names_that_tell_nothing(case):
    files = [upload("司马长风的证词.pdf", pdf()), upload("照片.PNG", picture())]
    seal = upload("示例反映情况有限公司公章.pdf", pdf())
    made = file(case, objector=COMPANY, seal=seal, files=files).objection
    names = [str(row.attachment) for row in made.files.all()]
    assert names == ["盖章扫描件.pdf", "证明材料1.pdf", "证明材料2.png"]
    with pytest.raises(Invalid, match="最多5个文件"):
        file(case, files=[upload("a.pdf", pdf())] * 6)


def test_the_authority_of_the_notice_does_not_object_to_itself(case):
    office = entry_of(case).notice.issued_by
    own = replace(COMPANY, name=f" {office.name} ")
    with pytest.raises(Invalid, match="不能对自己的公示提出异议"):
        file(case, objector=own, seal=upload("a.pdf", pdf()))


def test_the_applicant_hears_that_the_case_is_held_and_not_by_whom(case):
    made = an_objection(case)
    told = Notification.objects.get(key=f"objection:{made.pk}:held")
    assert told.user.username == "enterprise"
    assert told.subject.startswith("收到异议，已暂缓")
    handlers = Notification.objects.filter(key=f"objection:{made.pk}:received")
    assert [row.user.username for row in handlers] == ["ndrc"]
    assert case.steps.last().action == Action.OBJECTION


def test_one_dismissed_is_answered_and_the_notice_goes_on(case):
    made = an_objection(case, DISMISSED, confirmed=True)
    assert (made.state, made.decided_by.username) == (DISMISSED, "ndrc_lead")
    assert case.stage == Stage.PUBLIC_NOTICE
    step = case.steps.last()
    assert (step.action, step.about) == (
        Action.ANSWER_OBJECTION,
        f"objection:{made.pk}",
    )
    told = Notification.objects.get(key=f"objection:{made.pk}:decided")
    assert told.user.username == "enterprise"
    assert FINDING["published_outcome"] in told.body
    assert close_notices_at(case.due_at + timedelta(seconds=1)) == 1
    assert not list(verify_chain())


def test_one_upheld_takes_the_case_back_and_ends_the_others_with_it(case):
    other = an_objection(case)
    dismissed = an_objection(case, DISMISSED)
    upheld(case, timezone.now())
    assert case.stage == Stage.NATIONAL_REVIEW
    states = dict(case.objections.values_list("pk", "state"))
    assert states.pop(other.pk) == states.pop(dismissed.pk) == ObjectionState.MERGED
    assert [*states.values()] == [UPHELD]
    dismissed.refresh_from_db()
    assert "一并办结" in dismissed.answer
    assert case.proposal is None
    move = case.steps.get(move=Move.UPHOLD_OBJECTION, action=Action.MOVE)
    assert move.note == FINDING["published_outcome"]
    bound = case.steps.filter(action=Action.ANSWER_OBJECTION)
    assert bound.exclude(about="").count() == 3
    assert not list(verify_chain())


def test_a_lead_who_confirms_on_the_page_of_the_case_ends_up_the_same(case, user_as):
    made = an_objection(case, UPHELD)
    offers = {o.move: o for o in moves_open_to(user_as("ndrc_lead"), case)}
    assert offers[Move.UPHOLD_OBJECTION].confirms
    done = advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"))
    made.refresh_from_db()
    assert (made.state, done.stage) == (UPHELD, Stage.NATIONAL_REVIEW)
    assert made.decided_by.username == "ndrc_lead"
    letter = ObjectionLetter.objects.filter(objection=made, kind=LetterKind.ANSWER)
    assert letter.exists()


def test_a_proposal_given_back_on_the_page_of_the_case_is_looked_at_again(
    case, user_as
):
    made = an_objection(case, UPHELD)
    with pytest.raises(Invalid, match="不得出现异议人"):
        decline_proposal(case, by=user_as("ndrc_lead"), note="请再问欧阳若谷")
    decline_proposal(case, by=user_as("ndrc_lead"), note="证据不足")
    made.refresh_from_db()
    assert (made.state, made.return_reason) == (ObjectionState.RECEIVED, "证据不足")


def test_a_finding_given_back_takes_its_proposal_with_it(case, user_as):
    first, second = an_objection(case, UPHELD), an_objection(case, UPHELD)
    lead = user_as("ndrc_lead")
    with pytest.raises(Invalid, match="请填写退回原因"):
        return_objection(first, by=lead, reason=" ")
    returned = return_objection(first, by=lead, reason="请补充审计报告")
    case.refresh_from_db()
    assert returned.state == ObjectionState.RECEIVED
    assert case.proposal is not None  # the second is still found right
    return_objection(second, by=lead, reason="请补充审计报告")
    case.refresh_from_db()
    assert case.proposal is None
    again = investigate(returned, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    assert again.return_reason == ""
    assert not list(verify_chain())


@pytest.mark.parametrize(
    "words",
    [
        "欧阳若谷反映的情况",
        "欧 阳 若 谷",
        "电话 139-1234-5678",
        "１３９１２３４５６７８",
        "Ruogu@Objector.example.com",
    ],
)
def test_what_is_published_names_nobody(case, user_as, words):
    made = an_objection(case)
    texts = FINDING | {"published_outcome": f"经核实，{words}不成立。"}
    with pytest.raises(Invalid) as refused:
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **texts)
    assert [issue.field for issue in refused.value.issues] == ["published_outcome"]
    found = an_objection(case, UPHELD)
    with pytest.raises(Invalid, match="1处"):
        advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"), note=words)
    with pytest.raises(Invalid, match="不得出现"):
        return_objection(found, by=user_as("ndrc_lead"), reason=words)


def test_a_finding_says_what_and_why(case, user_as):
    made = an_objection(case)
    empty = dict.fromkeys(FINDING, "")
    with pytest.raises(Invalid) as refused:
        investigate(made, by=user_as("ndrc"), finding="merged", **empty)
    assert {issue.field for issue in refused.value.issues} == {"finding", *FINDING}


def test_only_the_authority_of_the_notice_handles_and_never_one_alone(case, user_as):
    made = an_objection(case)
    for name in ("moe", "zhejiang", "enterprise", "hangzhou", "mof", "ndrc_lead"):
        with pytest.raises(NotAllowed, match="发布公示部门的经办人"):
            investigate(made, by=user_as(name), finding=DISMISSED, **FINDING)
    with pytest.raises(NotAllowed, match="须先由经办人"):
        confirm_objection(made, by=user_as("ndrc_lead"))
    Post.objects.create(
        user=user_as("ndrc"), organisation=organisation_of("ndrc"), role=Role.LEAD
    )
    made = investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    with pytest.raises(NotAllowed, match="须由本部门其他负责人确认"):
        confirm_objection(made, by=user_as("ndrc"))
    with pytest.raises(NotAllowed, match="等待负责人确认"):
        investigate(made, by=user_as("ndrc"), finding=UPHELD, **FINDING)
    with pytest.raises(NotAllowed, match="发布公示部门的负责人"):
        confirm_objection(made, by=user_as("moe_lead"))


def test_what_is_decided_or_was_changed_meanwhile_is_refused(case, user_as):
    made = an_objection(case, DISMISSED)
    with pytest.raises(Stale):
        confirm_objection(made, by=user_as("ndrc_lead"), version=made.version - 1)
    confirm_objection(made, by=user_as("ndrc_lead"), version=made.version)
    with pytest.raises(Closed, match="已经办结"):
        confirm_objection(made, by=user_as("ndrc_lead"))


def test_nobody_decides_on_what_he_or_his_organisation_raised(case, user_as):
    both = user_as("ndrc")
    office = organisation_of("school")
    Post.objects.create(user=both, organisation=office, role=Role.HANDLER)
    own = replace(COMPANY, name=office.name)
    made = an_objection(case, objector=own, seal=upload("a.png", picture()))
    with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    lead = user_as("ndrc_lead")
    lead.phone = OBJECTOR.phone
    lead.save(update_fields=["phone"])
    mine = replace(OBJECTOR, name=lead.name)
    for finding in (DISMISSED, UPHELD):
        found = an_objection(case, objector=mine)
        found = investigate(found, by=user_as("ndrc"), finding=finding, **FINDING)
        with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
            confirm_objection(found, by=user_as("ndrc_lead"))
    with pytest.raises(NotAllowed, match="本人或本单位提出的异议"):
        advance(case, Move.UPHOLD_OBJECTION, by=user_as("ndrc_lead"))


def test_who_declared_a_conflict_does_not_even_see_it(case, user_as):
    made = an_objection(case)
    assert Objection.objects.visible_to(user_as("ndrc")).get() == made
    Conflict.objects.create(application=case, user=user_as("ndrc"), reason="近亲属任职")
    assert not Objection.objects.visible_to(user_as("ndrc")).exists()
    with pytest.raises(NotAllowed, match="已声明回避"):
        investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)


def test_the_finding_of_who_then_declares_a_conflict_is_made_anew(case, user_as):
    made = an_objection(case, UPHELD)
    declare_conflict(case, by=user_as("ndrc"), reason="近亲属在申报单位任职。")
    made.refresh_from_db()
    case.refresh_from_db()
    assert (made.state, case.proposal) == (ObjectionState.RECEIVED, None)
    assert "声明回避" in made.return_reason


def test_an_applicant_that_handles_notices_itself_does_not_see_who_objected(user_as):
    own = organisation_of("ndrc")
    case = application_at(Stage.PUBLIC_NOTICE)
    made = an_objection(case)
    type(case).objects.filter(pk=case.pk).update(applicant=own)
    assert not Objection.objects.visible_to(user_as("ndrc")).filter(pk=made.pk).exists()


def test_each_waits_for_the_one_whose_turn_it_is(case, user_as):
    def waits_for(name):
        return Objection.objects.awaiting(user_as(name)).exists()

    made = an_objection(case)
    assert [n for n in ("ndrc", "ndrc_lead", "moe") if waits_for(n)] == ["ndrc"]
    investigate(made, by=user_as("ndrc"), finding=DISMISSED, **FINDING)
    assert [n for n in ("ndrc", "ndrc_lead", "moe_lead") if waits_for(n)] == [
        "ndrc_lead"
    ]


def test_the_round_may_want_one_pair_of_eyes_but_objections_keep_two(user_as):
    a_round = an_open_round(rules={"four_eyes": []})
    case = application_at(Stage.PUBLIC_NOTICE, round=a_round)
    issuer = entry_of(case).notice.issued_by
    made = file(case).objection
    handler, lead = user_as("ndrc"), user_as("ndrc_lead")
    assert issuer == organisation_of("ndrc")
    made = investigate(made, by=handler, finding=UPHELD, **FINDING)
    case.refresh_from_db()
    assert case.proposal is None
    assert case.stage == Stage.PUBLIC_NOTICE
    confirm_objection(made, by=lead)
    case.refresh_from_db()
    assert case.stage == Stage.NATIONAL_REVIEW


def test_a_withdrawal_ends_what_was_still_open(case):
    made = an_objection(case, UPHELD)
    as_applicant(case, Move.WITHDRAW, now=timezone.now())
    made.refresh_from_db()
    assert made.state == ObjectionState.MERGED
    assert "已撤回申报" in made.answer
    assert not list(verify_chain())


def test_a_letter_is_sent_once_though_its_task_runs_twice(case, monkeypatch):
    an_objection(case, DISMISSED, confirmed=True)
    letters = list(ObjectionLetter.objects.order_by("pk"))
    assert [row.kind for row in letters] == [LetterKind.RECEIPT, LetterKind.ANSWER]
    rung = []
    monkeypatch.setattr("workflow.schedule.send_letter.delay", rung.append)
    assert send_waiting_letters() == len(rung) == 2
    for pk in rung * 2:
        send_letter(pk)
    sent = [m for m in mail.outbox if m.to == [OBJECTOR.email]]
    assert len(sent) == 2
    assert FINDING["answer"] in sent[1].body
    assert send_waiting_letters() == 0


def test_a_letter_that_fails_is_given_up_in_the_end(case, monkeypatch):
    an_objection(case)
    row = ObjectionLetter.objects.get()

    def unreachable(*args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", unreachable)
    for _ in range(6):
        send_letter(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, 5)


def test_without_an_address_nothing_is_mailed(case):
    an_objection(case, objector=replace(OBJECTOR, email=""))
    assert not ObjectionLetter.objects.exists()


def test_handlers_are_reminded_once_before_and_once_after_the_day(case, people):
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))
    made = an_objection(case)
    later = made.due_at + timedelta(days=3)
    assert remind_objections_at(made.remind_at - timedelta(seconds=1)) == 0
    assert remind_objections_at(made.remind_at) == 1
    assert remind_objections_at(made.due_at) == 0
    assert remind_objections_at(later) == 1
    assert remind_objections_at(later + timedelta(days=9)) == 0
    told = Notification.objects.filter(key__startswith=f"objection:{made.pk}:")
    names = told.filter(subject__contains="逾期").values_list("user__username")
    assert sorted(name for (name,) in names) == ["ndrc", "ndrc_lead"]


def test_no_record_anywhere_tells_who_objected(case):
    an_objection(case, DISMISSED, confirmed=True, files=[upload("欧阳.pdf", pdf())])
    upheld(case, timezone.now())
    rows = [*case.steps.values(), *Notification.objects.values()]
    rows += [*case.proposals.values(), *AccessRecord.objects.values()]
    rows += [made.record() for made in case.objections.all()]
    for row in rows:
        for secret in (OBJECTOR.name, OBJECTOR.phone, OBJECTOR.email):
            assert secret not in str(row)
