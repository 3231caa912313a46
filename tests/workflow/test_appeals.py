"""Appeals: grounds and documents, others decide, or the level above."""

import gc

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.choices import Role
from accounts.models import Post, User
from tests.documents.samples import pdf, upload
from tests.factories.workflow import (
    REASON,
    an_open_round,
    application_at,
    as_applicant,
    decide,
    organisation_of,
)
from ui.refusals import Invalid, NotAllowed
from workflow.choices import Action, AppealOutcome, Move, Stage
from workflow.mail import people_in_turn
from workflow.models import Appeal, Application
from workflow.services import (
    advance,
    file_appeal,
    hand_up_appeal,
    moves_open_to,
    verify_chain,
)

pytestmark = pytest.mark.django_db
GROUNDS = "原决定依据的数据有误，请予复核。"


def rejected_at(*path, **rules):
    """Rejected at the first stage of a path."""
    a_round = an_open_round(rules={"extra": {"path": list(path)}} | rules)
    return application_at(Stage.REJECTED, round=a_round)


def test_an_appeal_keeps_its_grounds_and_documents(user_as):
    case = rejected_at("national_review")
    files = [upload("审计报告.pdf", pdf())]
    made = file_appeal(case, by=user_as("enterprise"), grounds=GROUNDS, files=files)
    assert made.number.startswith("SS")
    assert (made.grounds, made.stage) == (GROUNDS, Stage.NATIONAL_REVIEW)
    held = made.files.get().attachment
    assert case.steps.get(about=f"appeal:{made.pk}").action == Action.APPEAL_FILES
    assert not list(verify_chain())
    seen = {"enterprise", "moe", "ndrc_lead", "zhejiang"}
    for name in (*seen, "sichuan", "school", "auditor"):
        rows = Appeal.objects.visible_to(user_as(name))
        assert rows.filter(pk=made.pk).exists() == (name in seen), name
    assert held.owner == organisation_of("enterprise")
    made.files.all().delete()
    assert "内容已被改动" in next(iter(verify_chain())).sentence


def test_without_a_queue_the_appeal_and_its_documents_stay(
    user_as, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(_pk):
        raise OperationalError("no queue")

    monkeypatch.setattr("workflow.tasks.send_mail.delay", broken)
    case = rejected_at("national_review")
    with django_capture_on_commit_callbacks(execute=True):
        files = [upload("审计报告.pdf", pdf())]
        made = file_appeal(case, by=user_as("enterprise"), grounds=GROUNDS, files=files)
    gc.collect()
    held = made.files.get().attachment.file
    assert held.storage.exists(held.name)


def test_grounds_are_wanted_and_documents_are_looked_into(user_as):
    case, by = rejected_at("national_review"), user_as("enterprise")
    with pytest.raises(Invalid) as refused:
        file_appeal(case, by=by, grounds=" ")
    assert [issue.field for issue in refused.value.issues] == ["grounds"]
    with pytest.raises(Invalid) as refused:
        file_appeal(case, by=by, grounds=GROUNDS, files=[upload("a.pdf", b"MZ\0")])
    assert [issue.field for issue in refused.value.issues] == ["files"]
    with pytest.raises(Invalid, match="最多10个文件"):
        file_appeal(case, by=by, grounds=GROUNDS, files=[upload("a.pdf", pdf())] * 11)
    case.refresh_from_db()
    assert case.stage == Stage.REJECTED


def test_a_granted_appeal_resumes_the_review_and_is_answered(user_as, api_as):
    case = rejected_at("national_review")
    rejecter = case.steps.filter(move=Move.REJECT).last().organisation
    made = file_appeal(case, by=user_as("enterprise"), grounds=GROUNDS)
    other = "moe" if rejecter == organisation_of("ndrc") else "ndrc"
    advance(case, Move.GRANT_APPEAL, by=user_as(other), note="数据确有出入。")
    done = advance(case, Move.GRANT_APPEAL, by=user_as(f"{other}_lead"))
    made.refresh_from_db()
    assert (done.stage, made.outcome) == (Stage.NATIONAL_REVIEW, AppealOutcome.GRANTED)
    assert made.answer == "数据确有出入。"
    url = reverse("api:appeal-detail", args=[made.pk])
    assert api_as("enterprise").get(url).json()["answer"] == made.answer
    assert not list(verify_chain())


def test_the_round_may_send_appeals_to_the_level_above(user_as):
    case = rejected_at("provincial_review", appeal_above=True)
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    with pytest.raises(NotAllowed, match="由国家牵头部门办理"):
        advance(case, Move.GRANT_APPEAL, by=user_as("zhejiang"), note=REASON)
    case = decide(case, Move.GRANT_APPEAL, now=timezone.now())
    assert case.stage == Stage.PROVINCIAL_REVIEW


def test_an_authority_without_others_is_told_of_the_level_above(user_as):
    case = rejected_at("provincial_review")
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    offers = {o.move: o for o in moves_open_to(user_as("zhejiang"), case)}
    assert offers[Move.GRANT_APPEAL].reason == (
        "作出原决定的人员不能办理该申诉，本部门没有其他可以办理的人员，"
        "请提请上一级（国家牵头部门）复核。"
    )
    with pytest.raises(NotAllowed, match="只有正在复核申诉的部门"):
        hand_up_appeal(case, by=user_as("enterprise"))
    case = hand_up_appeal(case, by=user_as("zhejiang"), version=case.version)
    step = case.steps.last()
    assert (step.action, step.to_stage) == (Action.HAND_UP, Stage.UNDER_APPEAL)
    assert {u.username for u in people_in_turn(case, step.at)} == {"ndrc", "moe"}
    assert Application.objects.awaiting(user_as("moe")).filter(pk=case.pk).exists()
    assert not Application.objects.awaiting(user_as("zhejiang")).exists()
    with pytest.raises(NotAllowed, match="没有上一级"):
        hand_up_appeal(case, by=user_as("ndrc"))
    case = decide(case, Move.DISMISS_APPEAL, now=timezone.now())
    assert case.stage == Stage.REJECTED
    assert not list(verify_chain())


def test_an_authority_with_others_decides_itself(user_as):
    case = rejected_at("provincial_review")
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    office = organisation_of("zhejiang")
    others = [
        User.objects.create_user(username=name, name=name)
        for name in ("second", "second_lead")
    ]
    for user, role in zip(others, (Role.HANDLER, Role.LEAD), strict=True):
        Post.objects.create(user=user, organisation=office, role=role)
    with pytest.raises(NotAllowed, match="本部门有其他人员"):
        hand_up_appeal(case, by=user_as("zhejiang"))
    offers = {o.move: o for o in moves_open_to(user_as("zhejiang"), case)}
    assert offers[Move.GRANT_APPEAL].reason == "作出原决定的人员不能办理该申诉。"
    advance(case, Move.GRANT_APPEAL, by=others[0], note=REASON)
    done = advance(case, Move.GRANT_APPEAL, by=others[1])
    assert done.stage == Stage.PROVINCIAL_REVIEW


def test_at_the_top_somebody_has_to_be_appointed(user_as):
    Post.objects.filter(user__username__in=("moe", "moe_lead")).delete()
    case = rejected_at("national_review")
    case = as_applicant(case, Move.APPEAL, now=timezone.now())
    offers = {o.move: o for o in moves_open_to(user_as("ndrc_lead"), case)}
    assert "增设经办人和负责人" in offers[Move.DISMISS_APPEAL].reason


def test_the_page_of_the_case_leads_to_the_page_of_the_appeal(client_as):
    case = rejected_at("national_review")
    page = reverse("workflow:appeal-new", args=[case.pk])
    client = client_as("enterprise")
    assert page in client.get(case.get_absolute_url()).content.decode()
    assert REASON in client.get(page).content.decode()
    empty = client.post(page, {"grounds": "", "version": case.version})
    assert empty.status_code == 422
    data = {"grounds": GROUNDS, "version": case.version}
    sent = client.post(page, data | {"files": upload("审计报告.pdf", pdf())})
    assert sent.url == case.get_absolute_url()
    for name in ("enterprise", "moe_lead"):
        shown = client_as(name).get(case.get_absolute_url()).content.decode()
        assert GROUNDS in shown, name
        assert "审计报告.pdf" in shown, name
    again = client.get(page)
    assert again.status_code == 409


def test_the_answer_stands_on_the_page_of_the_case(client_as):
    case = rejected_at("national_review")
    case = as_applicant(case, Move.APPEAL, note=GROUNDS, now=timezone.now())
    rejecters = case.proposals.filter(move=Move.REJECT).values_list("by", flat=True)
    handler = next(
        u for u in people_in_turn(case, timezone.now()) if u.pk not in rejecters
    )
    case = advance(case, Move.DISMISS_APPEAL, by=handler, note="维持原决定。")
    office = case.proposal.organisation_id
    lead = people_in_turn(case, timezone.now(), Role.LEAD, office)[0]
    advance(case, Move.DISMISS_APPEAL, by=lead)
    page = client_as("enterprise").get(case.get_absolute_url()).content.decode()
    assert "申诉驳回" in page
    assert "维持原决定。" in page
