"""Late exceptions: one applicant may still submit, until its own end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regions.calendar import last_moment, local_day
from tests.factories.workflow import (
    a_test_draft,
    an_open_round,
    application_at,
    as_applicant,
    organisation_of,
)
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.choices import Action, Move, Stage
from workflow.models import Notification, Round
from workflow.permissions import round_takes
from workflow.services import (
    advance,
    close_round,
    grant_late_exception,
    revoke_late_exception,
    verify_chain,
)

pytestmark = pytest.mark.django_db
REASON = "因洪涝灾害未能按期提交。"


@pytest.fixture
def closed(user_as):
    """A national round that has closed, with a draft of the enterprise in it."""
    a_round = an_open_round()
    case = application_at(Stage.DRAFT, round=a_round)
    close_round(a_round, by=user_as("ndrc_lead"))
    return case


def grant(case, by, *, days=3, applicant=None, **given):
    until = local_day(timezone.now()) + timedelta(days=days)
    return grant_late_exception(
        case.round,
        applicant=applicant or case.applicant,
        by=by,
        **({"until": until, "reason": REASON} | given),
    )


def test_one_applicant_submits_after_the_end_and_nobody_else(closed, user_as):
    other = a_test_draft(organisation_of("enterprise_ningbo"), closed.round)
    exception = grant(closed, user_as("ndrc_lead"))
    with pytest.raises(NotAllowed, match="截止，不能再提交"):
        as_applicant(other, Move.SUBMIT, now=timezone.now())
    last = exception.until + timedelta(milliseconds=900)
    done = as_applicant(closed, Move.SUBMIT, now=last)
    assert done.stage == Stage.CITY_REVIEW
    assert not list(verify_chain())


def test_the_last_second_of_its_day_counts_and_the_next_does_not(closed, user_as):
    exception = grant(closed, user_as("ndrc_lead"), days=0)
    assert exception.until == last_moment(local_day(timezone.now()))
    over = exception.until + timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="截止，不能再提交"):
        as_applicant(closed, Move.SUBMIT, now=over)
    assert exception.state_at(exception.until) == "有效"
    assert exception.state_at(over) == "已届满"


def test_the_draft_says_so_and_the_applicant_is_told_once(closed, user_as):
    exception = grant(closed, user_as("ndrc_lead"))
    step = closed.steps.get()
    assert step.action == Action.EXCEPTION
    assert REASON in step.note
    assert step.post == "国家发展改革委（演示）负责人"
    told = Notification.objects.filter(key=f"exception:{exception.pk}:granted")
    assert list(told.values_list("user__username", flat=True)) == ["enterprise"]


def test_a_recall_works_until_the_exception_ends(closed, user_as):
    exception = grant(closed, user_as("ndrc_lead"))
    as_applicant(closed, Move.SUBMIT, now=timezone.now())
    over = exception.until + timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="将无法再次提交"):
        advance(closed, Move.RECALL, by=user_as("enterprise"), now=over)
    back = advance(closed, Move.RECALL, by=user_as("enterprise"), now=exception.until)
    assert back.stage == Stage.DRAFT
    again = as_applicant(back, Move.SUBMIT, now=exception.until)
    assert again.stage == Stage.CITY_REVIEW


def test_only_the_lead_of_the_round_grants_and_only_after_its_end(closed, user_as):
    for name in ("ndrc", "zhejiang_lead", "mof_lead", "enterprise", "sysadmin"):
        with pytest.raises(NotAllowed):
            grant(closed, user_as(name))
    open_one = application_at(Stage.DRAFT, round=an_open_round())
    with pytest.raises(Closed, match="尚未截止"):
        grant(open_one, user_as("ndrc_lead"))


def test_what_is_wrong_stands_at_its_field(closed, user_as):
    lead = user_as("ndrc_lead")

    def refused(field, words, **given):
        with pytest.raises(Invalid, match=words) as told:
            grant(closed, lead, **given)
        assert told.value.issues[0].field == field

    refused("reason", "请填写理由", reason=" ")
    refused("reason", "不能超过500", reason="长" * 501)
    refused("until", "不能早于今日", days=-1)
    refused("until", "不能晚于", days=181)
    grant(closed, lead)
    refused("applicant", "已有准予逾期申报的决定")


def test_a_unit_lets_only_its_own_applicants_be_late(user_as):
    lead = user_as("zhejiang_lead")
    unit = organisation_of("zhejiang").managing_unit
    a_round = an_open_round(by=lead, managing_unit=unit)
    case = application_at(Stage.DRAFT, round=a_round)
    close_round(a_round, by=lead)
    with pytest.raises(Invalid, match="不属于浙江省"):
        grant(case, lead, applicant=organisation_of("enterprise_ningbo"))
    with pytest.raises(NotAllowed):
        grant(case, user_as("ndrc_lead"))
    assert grant(case, lead).round == a_round


def test_a_revoked_exception_lets_nobody_through_and_can_be_granted_anew(
    closed, user_as
):
    lead = user_as("ndrc_lead")
    exception = grant(closed, lead)
    with pytest.raises(Invalid, match="请填写撤销理由"):
        revoke_late_exception(exception, reason="", by=lead)
    with pytest.raises(NotAllowed):
        revoke_late_exception(exception, reason="误批", by=user_as("zhejiang_lead"))
    revoke_late_exception(exception, reason="误批", by=lead)
    with pytest.raises(NotAllowed):
        as_applicant(closed, Move.SUBMIT, now=timezone.now())
    with pytest.raises(Closed, match="已经撤销"):
        revoke_late_exception(exception, reason="再次", by=lead)
    assert closed.steps.last().note.endswith("误批")
    again = grant(closed, lead)
    # And one that has run out makes room for the next.
    later = again.until + timedelta(days=1)
    until = local_day(later) + timedelta(days=1)
    assert grant(closed, lead, until=until, now=later)


def test_the_rounds_that_take_from_an_applicant_include_his_exception(closed, user_as):
    now = timezone.now()
    own, other = closed.applicant_id, organisation_of("school").pk
    assert not Round.objects.taking_from([own], now).exists()
    grant(closed, user_as("ndrc_lead"))
    assert Round.objects.taking_from([own], now).get() == closed.round
    assert not Round.objects.taking_from([other], now).exists()
    assert round_takes(closed.round, now, own)
    assert not round_takes(closed.round, now, other)
    assert not round_takes(closed.round, now)
