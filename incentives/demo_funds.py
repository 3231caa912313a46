"""Three projects for the demonstration, with money and one obstacle; all invented.

One is in order, one pays late and is late itself, one has begun before all its money
was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from incentives.choices.projects import (
    FundSource,
    FundStep,
    HostKind,
    ObstacleKind,
    Participation,
    Phase,
    ProjectKind,
)
from incentives.models import Project
from incentives.services.funds import enter_funds
from incentives.services.obstacles import raise_obstacle, take_obstacle
from incentives.services.projects import register_project
from regions.models import Division
from ui.refusals import Invalid, Severity

People = Mapping[str, User]
DAY = timedelta(days=1)
C, L, E = FundSource.CENTRAL, FundSource.LOCAL, FundSource.ENTERPRISE
A, P, U = FundStep.ALLOCATION, FundStep.PAYMENT, FundStep.USE
PLATFORM = "集成电路产教融合创新平台（演示）"


@dataclass(frozen=True)
class Story:
    """A project, and its entries: who, source, step, 万元, days ago."""

    owner: str
    place: str
    facts: dict[str, Any]
    # How many days ago it began, and in how many it ends.
    begun: int
    ends: int
    planned: dict[str, int]
    entries: tuple[tuple[str, str, str, int, int], ...]
    reason: str = ""


STORIES = (
    Story(
        owner="hangzhou",
        place="330100",
        facts={
            "name": PLATFORM,
            "kind": ProjectKind.INNOVATION_PLATFORM,
            "priority": "new_generation_it",
            "summary": "建设集成电路设计、封装测试实训和共性技术研发平台。",
            "mode": Participation.JOINT,
            "partner": "示例之江职业技术学院（演示）",
            "contract_number": "演示合同-001",
            "on_national_plan": True,
        },
        begun=400,
        ends=300,
        planned={C: 3000, L: 2000, E: 1000},
        entries=(
            ("ndrc", C, A, 2000, 200),
            ("hangzhou", L, A, 1200, 190),
            ("zhejiang", C, P, 1100, 120),
            ("hangzhou", L, P, 500, 90),
            ("hangzhou", C, U, 900, 60),
            ("ndrc", C, A, 500, 20),
        ),
    ),
    Story(
        owner="enterprise",
        place="330108",
        facts={
            "name": "智能产线实训基地（演示）",
            "kind": ProjectKind.TRAINING_BASE,
            "priority": "intelligent_manufacturing",
            "summary": "随产线智能化改造建设实训车间，配备工业机器人实训工位。",
            "mode": Participation.OWN,
            "host_kind": HostKind.RENOVATION,
            "host_name": "装配产线智能化改造项目（演示）",
            "stations": 80,
            "facility_spend": Decimal("2600000.00"),
        },
        begun=500,
        ends=-30,
        planned={C: 400, L: 200, E: 600},
        entries=(
            ("ndrc", C, A, 400, 260),
            ("enterprise", E, A, 600, 250),
            ("hangzhou", L, A, 200, 240),
            ("enterprise", E, P, 420, 200),
            ("enterprise", E, U, 420, 190),
            ("zhejiang", C, P, 120, 210),
            ("enterprise", C, U, 100, 205),
        ),
    ),
    Story(
        owner="school",
        place="330106",
        facts={
            "name": "健康养老实训基地（演示）",
            "kind": ProjectKind.TRAINING_BASE,
            "priority": "elder_care",
            "summary": "改造教学楼两层，建设养老护理、康复实训室。",
            "mode": Participation.PURCHASE,
            "partner": "示例钱塘智造有限公司（演示）",
            "contract_number": "演示合同-002",
        },
        begun=90,
        ends=270,
        planned={L: 300, FundSource.BOND: 500},
        entries=(("zhejiang", FundSource.BOND, A, 500, 40),),
        reason="其余资金由学校在下一年度预算中安排。",
    ),
)
TOTALS = {"hangzhou": 6000, "enterprise": 1200, "school": 900}


def demo_funds(now: datetime, people: People) -> int:
    """The projects; the number made now (none the second time)."""
    made = 0
    for story in STORIES:
        if not Project.objects.filter(name=story.facts["name"]).exists():
            _tell(story, now, people)
            made += 1
    return made


def _tell(story: Story, now: datetime, people: People) -> None:
    today = timezone.localdate(now)
    project = confirming(
        register_project,
        given=story.facts
        | {
            "division": Division.objects.get(pk=story.place),
            "phase": Phase.BUILDING,
            "starts_on": today - story.begun * DAY,
            "finishes_on": today + story.ends * DAY,
            "total": _yuan(TOTALS[story.owner]),
        },
        planned={source: _yuan(wan) for source, wan in story.planned.items()},
        reason=story.reason,
        by=people[story.owner],
        now=now - story.begun * DAY,
    )
    for number, (who, source, step, wan, ago) in enumerate(story.entries, start=1):
        enter_funds(
            project,
            source=source,
            step=step,
            amount=_yuan(wan),
            day=today - ago * DAY,
            document_number=f"演示〔{today.year}〕{number}号" if step == A else "",
            voucher_number=f"演示-{project.pk}-{number}" if step in (P, U) else "",
            by=people[who],
            now=now - ago * DAY,
        )
    if story.owner == "enterprise":
        _obstacle(project, now, people)


def confirming(act: Callable[..., Any], *args: Any, **given: Any) -> Any:
    """Done by a person who gives a reason and ticks every warning he is shown."""
    try:
        return act(*args, **given)
    except Invalid as refused:
        asked = [i.sentence for i in refused.issues if i.severity == Severity.WARNING]
        if not asked or not given.get("reason") or "acknowledged" in given:
            raise
        return act(*args, **given, acknowledged=asked)


def _yuan(wan: int) -> Decimal:
    return Decimal(wan) * 10_000


def _obstacle(project: Project, now: datetime, people: People) -> None:
    asked = now - 12 * DAY
    raised = raise_obstacle(
        project,
        kind=ObstacleKind.APPROVAL,
        text="实训车间消防验收尚未办结，影响设备进场；请协调有关部门明确办理时间。",
        since=timezone.localdate(asked - 20 * DAY),
        level="city",
        by=people["enterprise"],
        now=asked,
    )
    take_obstacle(
        raised,
        due_on=timezone.localdate(now + 10 * DAY),
        text="已与住房城乡建设部门对接。",
        by=people["hangzhou"],
        now=now - 9 * DAY,
    )
