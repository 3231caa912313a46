"""Obstacles: raised, taken, handed up, solved; the clock tells once."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from incentives.choices.projects import ObstacleAct, ObstacleState
from incentives.models import Obstacle
from incentives.schedule import tell_of_obstacles_at
from incentives.services.obstacles import (
    answer_obstacle,
    hand_up_obstacle,
    levels_open,
    raise_obstacle,
    solve_obstacle,
    take_obstacle,
    withdraw_obstacle,
)
from regions.calendar import BEIJING
from tests.factories.projects import a_project, user
from ui.refusals import Invalid, NotAllowed, Stale
from workflow.models import Notification

pytestmark = pytest.mark.django_db
NOW = datetime(2099, 6, 1, 9, tzinfo=BEIJING)


def raised(project=None, level="city", **given):
    return raise_obstacle(
        project or a_project(),
        **{"kind": "land", "text": "用地指标不足。", "since": date(2099, 5, 20)}
        | given,
        level=level,
        by=user("enterprise"),
        now=NOW,
    )


def taken(by="hangzhou", **given):
    row = raised(**given)
    return take_obstacle(row, due_on=date(2099, 6, 20), by=user(by), now=NOW)


def told(name, row):
    keys = Notification.objects.filter(user=user(name)).values_list("key", flat=True)
    return [key for key in keys if key.startswith(f"obstacle:{row.pk}:")]


def test_an_obstacle_goes_up_and_is_solved_and_every_act_is_kept():
    row = taken()
    row = answer_obstacle(row, text="正在核查。", by=user("hangzhou"), now=NOW)
    row = hand_up_obstacle(row, text="需省级调剂指标。", by=user("hangzhou"), now=NOW)
    assert (row.level, row.state, row.taken_by) == ("unit", "raised", None)
    assert row.due_on == date(2099, 6, 16)
    with pytest.raises(NotAllowed):
        answer_obstacle(row, text="再答。", by=user("hangzhou"), now=NOW)
    row = take_obstacle(row, due_on=date(2099, 7, 1), by=user("zhejiang"), now=NOW)
    row = solve_obstacle(row, text="已调剂20亩。", by=user("zhejiang"), now=NOW)
    assert (row.state, row.closed_at) == (ObstacleState.SOLVED, NOW)
    assert [step.act for step in row.steps.all()] == [
        ObstacleAct.RAISE,
        ObstacleAct.TAKE,
        ObstacleAct.ANSWER,
        ObstacleAct.HAND_UP,
        ObstacleAct.TAKE,
        ObstacleAct.SOLVE,
    ]
    assert len(told("enterprise", row)) == 5
    assert len(told("zhejiang", row)) == 1


def test_it_must_be_taken_before_it_is_answered():
    with pytest.raises(NotAllowed):
        solve_obstacle(raised(), text="已解决。", by=user("hangzhou"), now=NOW)


@pytest.mark.parametrize("who", ["zhejiang", "wenzhou", "ndrc", "enterprise", "mof"])
def test_only_the_authority_asked_takes_it(who):
    with pytest.raises(NotAllowed):
        taken(who)


def test_only_the_owner_raises_and_takes_back():
    project = a_project()
    with pytest.raises(NotAllowed):
        raise_obstacle(
            project,
            kind="land",
            text="问题。",
            since=date(2099, 5, 1),
            level="unit",
            by=user("hangzhou"),
            now=NOW,
        )
    row = raised(project)
    with pytest.raises(NotAllowed):
        withdraw_obstacle(row, text="撤回。", by=user("hangzhou"), now=NOW)
    row = withdraw_obstacle(row, text="已自行解决。", by=user("enterprise"), now=NOW)
    assert not row.is_open


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"since": date(2099, 6, 2)}, "since"),
        ({"kind": "weather"}, "kind"),
        ({"level": "village"}, "level"),
        ({"text": " "}, "text"),
    ],
)
def test_bad_input_is_said_at_its_field(given, field):
    with pytest.raises(Invalid) as refused:
        raised(**given)
    assert {issue.field for issue in refused.value.issues} == {field}


def test_an_owner_does_not_ask_itself():
    assert levels_open(a_project("hangzhou")) == ["unit", "nation"]
    assert levels_open(a_project()) == ["city", "unit", "nation"]


def test_a_day_that_is_over_is_no_day_due():
    with pytest.raises(Invalid):
        take_obstacle(raised(), due_on=date(2099, 5, 31), by=user("hangzhou"), now=NOW)


def test_a_stale_page_is_refused():
    row = raised()
    taken_row = take_obstacle(
        row, due_on=date(2099, 6, 20), by=user("hangzhou"), version=1, now=NOW
    )
    with pytest.raises(Stale):
        take_obstacle(
            taken_row,
            due_on=date(2099, 6, 21),
            by=user("hangzhou"),
            version=1,
            now=NOW,
        )


def test_the_clock_tells_once_of_each_day_that_is_over():
    row = taken()
    assert tell_of_obstacles_at(datetime(2099, 6, 20, 23, tzinfo=BEIJING)) == 0
    after = datetime(2099, 6, 21, 0, 30, tzinfo=BEIJING)
    assert tell_of_obstacles_at(after) == 1
    assert tell_of_obstacles_at(after + timedelta(days=3)) == 0
    assert any("overdue" in key for key in told("hangzhou", row))
    take_obstacle(row, due_on=date(2099, 6, 25), by=user("hangzhou"), now=after)
    assert tell_of_obstacles_at(datetime(2099, 6, 26, 9, tzinfo=BEIJING)) == 1


def test_authorities_find_what_awaits_them():
    row = raised()
    waiting = {
        name: Obstacle.objects.awaiting(user(name)).filter(pk=row.pk).exists()
        for name in ("hangzhou", "zhejiang", "ndrc", "enterprise", "wenzhou")
    }
    assert waiting == {
        "hangzhou": True,
        "zhejiang": False,
        "ndrc": False,
        "enterprise": False,
        "wenzhou": False,
    }
    assert row.is_overdue_on(timezone.localdate(NOW) + timedelta(days=16))
    assert not row.is_overdue_on(timezone.localdate(NOW) + timedelta(days=15))
