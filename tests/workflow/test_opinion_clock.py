"""The clock chases opinions: before the day due and after it, each once."""

from datetime import UTC, datetime

import pytest

from regions.calendar import BEIJING
from tests.factories.opinions import (
    a_drafted,
    a_round_demanding,
    a_signed,
    an_opinion,
    person,
)
from tests.factories.workflow import application_at
from workflow.choices import Stage
from workflow.models import Mail, Notification
from workflow.schedule import chase_opinions, chase_opinions_at
from workflow.services import cancel_opinion

pytestmark = pytest.mark.django_db


def beijing(*parts):
    return datetime(*parts, tzinfo=BEIJING)


@pytest.fixture
def case(people):
    """In the national review since Monday, 2 March 2026."""
    for user in people.values():
        user.posts.update(valid_from=datetime(2020, 1, 1, tzinfo=UTC))
    now = beijing(2026, 3, 2, 9)
    a_round = a_round_demanding("finance", now=now)
    return application_at(Stage.NATIONAL_REVIEW, round=a_round, now=now)


def asked(case, who="mof", **fields):
    """Due on Friday, 13 March; the first chaser goes out on the 10th."""
    return an_opinion(case, who, now=beijing(2026, 3, 4, 15), **fields)


def chased(moment):
    """How many were chased; a second run of the clock finds none."""
    told = chase_opinions_at(moment)
    assert chase_opinions_at(moment) == 0
    return told


def told(words):
    lines = Notification.objects.filter(key__endswith=f":{words}")
    return sorted(lines.values_list("user__username", flat=True))


def test_a_department_is_chased_once_before_and_once_after_the_day(case):
    opinion = asked(case)
    assert opinion.due_at == beijing(2026, 3, 13, 23, 59, 59)
    assert chased(beijing(2026, 3, 10, 7)) == 0
    assert chased(beijing(2026, 3, 10, 8)) == 1
    assert told("即将到期") == ["mof"]
    assert chased(beijing(2026, 3, 13, 23, 59, 59)) == 0
    assert chased(beijing(2026, 3, 14, 0)) == 1
    assert told("已逾期") == ["mof", "mof_lead", "ndrc"]
    assert chased(beijing(2026, 6, 1, 0)) == 0
    mails = Mail.objects.filter(notification__key__startswith="opinion:")
    assert mails.count() == 1 + 1 + 3


def test_a_draft_before_the_lead_is_chased_at_the_lead_too(case):
    a_drafted(asked(case))
    assert chased(beijing(2026, 3, 10, 8)) == 1
    assert told("即将到期") == ["mof", "mof_lead"]


def test_what_is_signed_or_cancelled_is_not_chased(case):
    a_signed(asked(case))
    cancel_opinion(asked(case, "miit"), by=person("ndrc"), reason="不再需要。")
    assert chased(beijing(2026, 6, 1)) == 0


def test_after_a_standstill_of_the_clock_only_the_late_chaser_goes_out(case):
    asked(case)
    assert chased(beijing(2026, 3, 20, 9)) == 1
    assert told("即将到期") == []
    assert told("已逾期") == ["mof", "mof_lead", "ndrc"]


def test_a_term_within_the_reminder_is_not_chased_as_soon_as_it_is_asked(case):
    asked(case, days=2)
    assert chased(beijing(2026, 3, 4, 16)) == 0
    assert chased(beijing(2026, 3, 7)) == 1
    assert told("已逾期") == ["mof", "mof_lead", "ndrc"]


def test_where_the_asker_has_left_his_office_hears_of_the_delay(case):
    asked(case)
    person("ndrc").posts.update(valid_until=beijing(2026, 3, 5))
    moe = person("moe").posts.get()
    person("ndrc_lead").posts.create(
        organisation=person("ndrc").posts.get().organisation, role="handler"
    )
    chased(beijing(2026, 3, 16))
    assert moe.user.username not in told("已逾期")
    assert "ndrc" not in told("已逾期")


def test_long_late_opinions_cost_one_query_an_hour(case, django_assert_num_queries):
    asked(case)
    chase_opinions_at(beijing(2026, 3, 16))
    with django_assert_num_queries(1):
        assert chase_opinions_at(beijing(2026, 3, 16, 1)) == 0


def test_the_beat_calls_it(case, clock):
    asked(case)
    clock.move_to(beijing(2026, 3, 16))
    assert chase_opinions() == 1
