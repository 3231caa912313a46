"""Objections under a real name are taken in, told of, and never by whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AccessRecord
from regions.calendar import last_moment
from tests.documents.samples import pdf, picture, upload
from tests.factories.workflow import (
    COMPANY,
    FINDING,
    OBJECTOR,
    TEXT,
    an_objection,
    application_at,
    as_applicant,
    upheld,
)
from ui.refusals import Closed, Invalid, NotFound
from workflow.checks.objections import Objector, objector_issues
from workflow.choices import (
    Action,
    LetterKind,
    MailState,
    Move,
    ObjectionState,
    ObjectorKind,
    Stage,
)
from workflow.models import Notification, Objection, ObjectionLetter
from workflow.schedule import (
    remind_objections_at,
    send_waiting_letters,
)
from workflow.services import (
    file_objection,
    find_objection,
)
from workflow.tasks import send_letter

pytestmark = pytest.mark.django_db

DISMISSED, UPHELD = ObjectionState.DISMISSED, ObjectionState.UPHELD


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


@pytest.mark.parametrize(
    ("phone", "taken"),
    [
        ("13900000000", True),
        ("（010）6850-0000", True),
        ("+86 139 0000 0000", True),
        ("0571-88000000转8001", True),
        ("０５７１－８８０００００１", True),
        ("12345", False),
        ("微信同号", False),
        ("1" * 31, False),
    ],
)
def test_a_telephone_is_taken_as_people_write_it(phone, taken):
    who = Objector.cleaned(kind="person", name="欧阳若谷", phone=phone)
    assert bool(objector_issues(who)) != taken
