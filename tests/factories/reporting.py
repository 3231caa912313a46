"""Applications, pilot cities and reports in numbers, for figures and their rows.

`spread(90)` writes rows as they would stand after many moves: figures are about rows,
not about how each came to its stage. Single cases travel through the door in
tests/factories/workflow.py and tests/factories/cities.py.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from cities.choices import Provenance, TaskArea
from cities.models import CityNomination, MeasureRow, PilotCity
from regions.models import Division, ManagingUnit
from reporting.models import ProgressReport, Snapshot
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from reporting.services import prepare_report
from workflow.chain import GENESIS
from workflow.choices import REVIEW_STAGES, Action, Move, Stage
from workflow.models import Application, Step

STAGES = (
    Stage.NATIONAL_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.PUBLIC_NOTICE,
    Stage.LISTED,
    Stage.RETURNED,
    Stage.REJECTED,
    Stage.WITHDRAWN,
)


def spread(number: int, now: datetime | None = None) -> list[CityNomination]:
    """Nominations over all units and stages, with their two steps and measures."""
    now = now or timezone.now()
    places = _places()
    applicant = Organisation.objects.get(posts__user__username="hangzhou")
    first = Application.objects.count()
    made = [
        _nomination(n, places[n * 7 % len(places)], applicant, now)
        for n in range(first, first + number)
    ]
    Step.objects.bulk_create(step for case in made for step in _steps(case, now))
    MeasureRow.objects.bulk_create(
        MeasureRow(
            nomination=case,
            position=n,
            area=area.value,
            measure="建设产业学院（演示）",
            unit="市教育局（演示）",
            person="张三（演示）",
            deadline=date(now.year, 1, 1)
            + timedelta(days=(case.pk * 37 + n * 91) % 900),
        )
        for case in made
        for n, area in enumerate(TaskArea, 1)
    )
    return made


def _places() -> list[Division]:
    """Two divisions of each unit."""
    found = []
    for unit in ManagingUnit.objects.all():
        rows = Division.objects.of_unit(unit.code).filter(level="prefecture")
        found += rows[:2] or Division.objects.of_unit(unit.code)[:1]
    return found


def _nomination(
    n: int, place: Division, applicant: Organisation, now: datetime
) -> CityNomination:
    stage = STAGES[n % len(STAGES)]
    since = now - timedelta(days=3 + n % 60, hours=n % 7)
    waits = stage in REVIEW_STAGES or stage == Stage.RETURNED
    made = CityNomination(
        kind=CityNomination.KIND,
        number=f"CS{now.year}-{place.managing_unit_id}-{n:05d}",
        title=f"{place.full_name}产教融合型城市申报（演示）",
        applicant=applicant,
        managing_unit_id=place.managing_unit_id,
        division=place,
        stage=stage,
        stage_since=since,
        due_at=since + timedelta(days=30) if waits else None,
        submitted_at=since - timedelta(days=20),
        created_at=since - timedelta(days=40),
        step_count=1 if stage == Stage.PROVINCIAL_REVIEW else 2,
        last_hash=GENESIS,
    )
    made.waiting_tier = made.tier_in(stage) or ""
    made.save()
    return made


def _steps(case: CityNomination, now: datetime) -> list[Step]:
    first = case.path[0]
    common: dict[str, Any] = {
        "application_id": case.pk,
        "action": Action.MOVE,
        "by_name": "演示",
        "post": "演示",
        "previous_hash": GENESIS,
        "hash": GENESIS,
    }
    submit = Step(
        sequence=1,
        move=Move.SUBMIT,
        at=case.submitted_at,
        from_stage=Stage.DRAFT,
        to_stage=first,
        **common,
    )
    if case.stage == first:
        return [submit]
    moved = Step(
        sequence=2,
        move=Move.APPROVE,
        at=case.stage_since,
        from_stage=first,
        to_stage=case.stage,
        **common,
    )
    return [submit, moved]


def pilot_cities(number: int, first_year: int = 2021) -> list[PilotCity]:
    """Listed cities by import, over units and years."""
    places = _places()
    return [
        _pilot_city(n, places[n * 5 % len(places)], first_year) for n in range(number)
    ]


def _pilot_city(n: int, place: Division, first_year: int) -> PilotCity:
    unit: Any = place.managing_unit
    return PilotCity.objects.create(
        code=place.code,
        name=place.full_name,
        division=place,
        managing_unit=unit,
        economic_region=unit.economic_region,
        batch=1 + n % 2,
        document_name="关于公布试点名单的通知（演示）",
        document_number=f"演示社会〔{first_year + n % 5}〕{n + 1}号",
        document_date=date(first_year + n % 5, 1 + n % 12, 1 + n % 28),
        provenance=Provenance.IMPORT,
        source="演示数据",
    )


def report_of(
    scope: str, period: str, *, by: User | None = None, now: datetime | None = None
) -> tuple[ProgressReport, Snapshot]:
    """A report with its first snapshot."""
    return prepare_report(
        scope=parse_scope(scope), period=parse_period(period), by=by, now=now
    )


def status_of_file(client: Any, url: str) -> int:
    """The status of a download, read to its end so that the file is closed."""
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)
