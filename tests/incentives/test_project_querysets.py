"""Reads of projects: who sees them, what they come to, which are warned of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Organisation
from incentives.choices.projects import FundWarning, ObstacleState, Phase, ProjectKind
from incentives.models import Obstacle, Project, ProjectSource
from incentives.services.warnings import keep_warned, warnings_on
from tests.factories.projects import user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
HANGZHOU = {"division_id": "330100", "managing_unit_id": "330000"}


def row(name, owner="enterprise", **fields):
    """A row as it is kept."""
    return Project.objects.create(
        **{
            "name": name,
            "kind": ProjectKind.TRAINING_BASE,
            "owner": Organisation.objects.get(posts__user__username=owner),
            "created_by": user(owner),
            "starts_on": date(2025, 1, 1),
            "finishes_on": date(2026, 12, 31),
            "total": Decimal(1000),
            **HANGZHOU,
            **fields,
        }
    )


def money(project, source="central", **sums):
    return ProjectSource.objects.create(project=project, source=source, **sums)


def obstacle(project, due_on, state=ObstacleState.RAISED):
    return Obstacle.objects.create(
        project=project,
        kind="land",
        text="用地指标不足。",
        since=date(2026, 1, 1),
        level="unit",
        due_on=due_on,
        state=state,
        raised_by=project.created_by,
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("enterprise", True),
        ("hangzhou", True),
        ("zhejiang", True),
        ("ndrc", True),
        ("mof", True),
        ("enterprise_ningbo", False),
        ("ningbo", False),
        ("wenzhou", False),
        ("sichuan", False),
        ("expert1", False),
        ("sysadmin", False),
    ],
)
def test_owner_city_unit_and_nation_see_a_project(who, sees):
    project = row("实训基地", division_id="330106")
    assert Project.objects.visible_to(user(who)).filter(pk=project.pk).exists() is sees


def test_figures_are_summed_by_the_sources_asked_for():
    project = row("实训基地")
    money(project, planned=600, allocated=300, paid=100, used=50)
    money(project, "enterprise", planned=400, allocated=100, paid=100)
    held = Project.objects.figures().get()
    found = (held.planned, held.allocated, held.paid, held.used)
    assert found == (1000, 400, 200, 50)
    assert held.execution_rate == Decimal("0.5000")
    central = Project.objects.figures("central").get()
    assert (central.paid, central.execution_rate) == (100, Decimal("0.3333"))


def test_a_project_without_money_has_figures_but_no_rate():
    row("实训基地")
    held = Project.objects.figures().get()
    assert (held.planned, held.paid, held.execution_rate) == (0, 0, None)


def test_platforms_come_first():
    base = row("实训基地")
    platform = row("创新平台", kind=ProjectKind.INNOVATION_PLATFORM)
    later = row("另一基地")
    assert list(Project.objects.platforms_first()) == [platform, later, base]


def test_the_filter_finds_what_the_rules_warn_of():
    old, edge = date(2025, 12, 29), date(2025, 12, 30)
    money(row("正常"), planned=1000, allocated=500, paid=300, waits_since=edge)
    money(row("超拨"), planned=1000, allocated=500, paid=501, waits_since=old)
    money(row("超用"), planned=1000, allocated=500, paid=300, used=301)
    row("无来源")
    money(row("未付"), planned=1000, allocated=500, waits_since=old)
    closed = row("终止", phase=Phase.CLOSED, finishes_on=date(2026, 1, 1))
    money(closed, planned=1000, allocated=500, waits_since=old)
    late = row("逾期", finishes_on=TODAY - timedelta(days=1))
    money(late, planned=1000)
    ready = row("建成", finishes_on=date(2026, 1, 1), phase=Phase.IN_USE)
    money(ready, planned=1000)
    obstacle(ready, TODAY - timedelta(days=1))
    obstacle(late, TODAY)
    obstacle(closed, date(2026, 1, 1), ObstacleState.SOLVED)
    found = {
        project.name: {issue.field for issue in warnings_on(project, TODAY)}
        for project in Project.objects.for_warnings()
    }
    terms = {"day": TODAY, "idle_months": 6}
    for warning in FundWarning:
        rows = Project.objects.with_warning(warning, **terms)
        names = {name for name, warned in found.items() if warning in warned}
        assert names == {project.name for project in rows}, warning
        assert names, warning
    for project in Project.objects.all():
        keep_warned(project.pk)
    odd = {project.name for project in Project.objects.with_any_warning(**terms)}
    assert odd == {name for name, warned in found.items() if warned}
    assert "正常" not in odd
