"""Nominations in bulk, deterministic and consistent, for trials at national scale.

Rows go in by bulk insert with everything that the services would have left behind:
steps in a chain, frozen submissions with digests, letters, notices, pilot cities.
Three fifths lie in Zhejiang, so that a provincial reviewer meets many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from cities.checks import lane_of
from cities.models import (
    CityNomination,
    PilotCity,
    Recommendation,
)
from cities.models.sections import SECTIONS, sections_of
from cities.seed_ground import Ground, prepare_ground
from cities.seed_record import Trail, stages_to, trail_of
from cities.services.listing import pilot_city_of
from cities.services.snapshot import assemble
from regions.models import Division
from workflow.choices import EDITABLE_STAGES, Lane, Stage
from workflow.models import (
    Application,
    Evidence,
    NoticeEntry,
    Remark,
    SectionState,
    Step,
    Submission,
)
from workflow.services.content import file_values

CHUNK = 1000
PER_ROUND = 3  # of one city in one round: one alive, the others decided
# The stages that a city's living nominations take in turn.
ALIVE = (
    Stage.PROVINCIAL_REVIEW,
    Stage.NATIONAL_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.RETURNED,
    Stage.EXPERT_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.DRAFT,
    Stage.PROVINCIAL_REVIEW,
    Stage.PUBLIC_NOTICE,
)
DECIDED = (Stage.REJECTED, Stage.WITHDRAWN)
SLOTS = (
    "condition_economy",
    "condition_talent",
    "condition_will",
    "condition_measures",
    "commitment",
    "project_list",
)


# Rows of a table as plain objects: model instances by the hundred thousand are slow.
Rows = dict[str, list[SimpleNamespace]]


@dataclass
class Plan:
    """One nomination before it is written."""

    nomination: CityNomination
    stage: Stage
    rows: Rows
    trail: Trail


@transaction.atomic
def seed_nominations(n: int, *, now: datetime | None = None) -> int:
    """Insert `n` nominations; needs the reference data. Gives the number inserted."""
    now = now or timezone.now()
    ground = prepare_ground(rounds=max(1, -(-n * 3 // 5 // (10 * PER_ROUND))), now=now)
    plans: list[Plan] = []
    for plan in _plans(n, ground, now):
        plans.append(plan)
        if len(plans) == CHUNK:
            _insert(plans, ground, now)
            plans = []
    _insert(plans, ground, now)
    ground.close()
    return n


def _plans(n: int, ground: Ground, now: datetime) -> Iterator[Plan]:
    turn: Counter[str] = Counter()
    for i in range(n):
        group, turn_in = divmod(i, 5)
        if turn_in < 3:
            place = ground.crowded[(group * 3 + turn_in) % len(ground.crowded)]
        else:
            place = ground.others[(group * 2 + turn_in - 3) % len(ground.others)]
        k = turn[place.code]
        turn[place.code] += 1
        yield _plan(place, k, ground, now)


def _plan(place: Division, k: int, ground: Ground, now: datetime) -> Plan:
    a_round = ground.rounds[k // PER_ROUND % len(ground.rounds)]
    stage = _stage(place, k, ground)
    unit = place.managing_unit
    lane = lane_of(unit)
    core = ground.core_of(place) if lane == Lane.MUNICIPALITY else None
    nomination = CityNomination(
        kind=CityNomination.KIND,
        title=f"{place.name}{core.name if core else ''}产教融合型城市申报",
        applicant=ground.offices[place.code],
        managing_unit=unit,
        division=place,
        round=a_round,
        rule_set=ground.rules[a_round.pk],
        lane=lane,
        created_by=ground.user,
        core_district=core,
    )
    # The path is asked of the kind; a stage that it has not becomes the first one.
    if stage in (*nomination.path, *DECIDED, Stage.DRAFT, Stage.RETURNED, Stage.LISTED):
        reached = stage
    else:
        reached = nomination.path[0]
    moment = ground.moment(k, now)
    content = ground.content(place, a_round.year)
    rows: Rows = {}
    for section in sections_of(nomination):
        part = content[section.key]
        for name, value in part.values.items():
            setattr(nomination, name, value)
        if section.rows is not None:
            rows[section.key] = [SimpleNamespace(**r) for r in part.rows or ()]
    return Plan(nomination, reached, rows, stages_to(nomination, reached, moment))


def _stage(place: Division, k: int, ground: Ground) -> Stage:
    if k % PER_ROUND:
        return DECIDED[k % PER_ROUND - 1]
    if k == 0 and ground.may_list(place):
        return Stage.LISTED
    return ALIVE[(k // PER_ROUND + int(place.code) // 100) % len(ALIVE)]


def _insert(plans: list[Plan], ground: Ground, now: datetime) -> None:
    """Parents, children, files, submissions, steps, in the order of their keys."""
    parents = Application.objects.bulk_create(_parent(plan, ground) for plan in plans)
    for plan, parent in zip(plans, parents, strict=True):
        plan.nomination.pk = plan.nomination.application_ptr_id = parent.pk
        plan.nomination.id = parent.pk
    _insert_children([plan.nomination for plan in plans])
    _insert_rows(plans)
    _insert_states(plans, ground)
    submissions = _insert_submissions(plans, _insert_files(plans, ground), ground)
    _insert_steps(plans, submissions, ground)
    _insert_consequences(plans, ground)


def _parent(plan: Plan, ground: Ground) -> Application:
    nomination, trail = plan.nomination, plan.trail
    trail.number = ground.number(nomination, trail) if trail.submitted_at else None
    fields = {
        field.attname: getattr(nomination, field.attname)
        for field in Application._meta.local_concrete_fields
        if field.attname not in ("id", "stage", "updated_at")
    }
    fields |= ground.terms(plan.stage, nomination, trail)
    parent = Application(stage=plan.stage, **fields)
    for name in ("number", "submitted_at"):
        setattr(parent, name, getattr(trail, name))
        setattr(nomination, name, getattr(trail, name))
    # The chain's end is known when its steps are written: see _insert_steps.
    parent.step_count = len(trail.acts)
    parent.created_at = parent.stage_since = trail.started_at
    if trail.acts:
        parent.stage_since = trail.acts[-1].at
    parent.version = 1 + len(trail.acts)
    return parent


def _insert_children(nominations: list[CityNomination]) -> None:
    """Django does not insert children of a table inheritance in bulk."""
    fields = [f for f in CityNomination._meta.local_concrete_fields if f.column]
    values = [
        tuple(field.get_db_prep_save(_value(n, field), connection) for field in fields)
        for n in nominations
    ]
    columns = [field.column for field in fields]
    _insert_values(CityNomination._meta.db_table, columns, values)


def _value(nomination: CityNomination, field: models.Field[Any, Any]) -> Any:
    return getattr(nomination, field.attname)


def _insert_rows(plans: list[Plan]) -> None:
    for section in SECTIONS:
        if section.rows is None:
            continue
        columns = [section.rows._meta.get_field(n).column for n in section.row_fields]
        values = [
            (plan.nomination.pk, position, *_cells(row, section.row_fields))
            for plan in plans
            for position, row in enumerate(plan.rows.get(section.key, ()), 1)
        ]
        columns = ["nomination_id", "position", *columns]
        _insert_values(section.rows._meta.db_table, columns, values)


def _cells(row: SimpleNamespace, names: tuple[str, ...]) -> Iterator[Any]:
    for name in names:
        value = getattr(row, name)
        yield value.pk if isinstance(value, models.Model) else value


def _insert_values(
    table: str, columns: list[str], values: list[tuple[Any, ...]], returning: str = ""
) -> list[tuple[Any, ...]]:
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f'INSERT INTO "{table}" ({names}) VALUES %s {returning}'  # noqa: S608 - ours
    if not values:
        return []
    with connection.cursor() as cursor:
        found: list[tuple[Any, ...]] = execute_values(
            cursor.cursor, sql, values, page_size=1000, fetch=bool(returning)
        )
    return found


def _insert_states(plans: list[Plan], ground: Ground) -> None:
    """Only where something may still be written; the others are locked for good."""
    SectionState.objects.bulk_create(
        (
            SectionState(
                application_id=plan.nomination.pk,
                section=section.key,
                version=1,
                saved_at=plan.trail.started_at,
                saved_by=ground.user,
            )
            for plan in plans
            if plan.stage in EDITABLE_STAGES
            for section in sections_of(plan.nomination)
        ),
        batch_size=4000,
    )


def _insert_files(plans: list[Plan], ground: Ground) -> dict[int, dict[str, Any]]:
    """Every nomination names the one seeded file in each of its places."""
    file, user = ground.file.pk, ground.user.pk
    values = [
        (plan.nomination.pk, slot, str(file), "", user, plan.trail.started_at)
        for plan in plans
        for slot in SLOTS
    ]
    columns = ["application_id", "slot", "attachment_id", "note", "added_by_id"]
    made = _insert_values(
        Evidence._meta.db_table,
        [*columns, "added_at"],
        values,
        "RETURNING application_id, slot, id",
    )
    files: dict[int, dict[str, Any]] = defaultdict(dict)
    for application, slot, evidence in made:
        files[application][slot] = [file_values(evidence, ground.file)]
    return files


def _insert_submissions(
    plans: list[Plan], files: dict[int, dict[str, Any]], ground: Ground
) -> dict[int, Submission]:
    made = Submission.objects.bulk_create(
        ground.submission(
            plan.nomination,
            assemble(plan.nomination, rows=plan.rows, files=files[plan.nomination.pk]),
            plan.trail.submitted_at,
        )
        for plan in plans
        if plan.trail.submitted_at
    )
    return {submission.application_id: submission for submission in made}


def _insert_steps(
    plans: list[Plan], submissions: dict[int, Submission], ground: Ground
) -> None:
    steps: list[Step] = []
    ends = []
    for plan in plans:
        pk = plan.nomination.pk
        own = trail_of(plan.nomination, plan.trail, submissions.get(pk), ground.user)
        steps += own
        ends.append((pk, own[-1].hash if own else ""))
    Step.objects.bulk_create(steps, batch_size=4000)
    Remark.objects.bulk_create(
        remark for step in steps for remark in getattr(step, "given_remarks", ())
    )
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            "UPDATE workflow_application SET last_hash = given.hash FROM "
            "(VALUES %s) AS given (id, hash) WHERE workflow_application.id = given.id",
            ends,
            page_size=1000,
        )


def _insert_consequences(plans: list[Plan], ground: Ground) -> None:
    beyond = (Stage.EXPERT_REVIEW, Stage.NATIONAL_REVIEW, Stage.PUBLIC_NOTICE)
    serial = count(1)
    Recommendation.objects.bulk_create(
        Recommendation(
            nomination_id=plan.nomination.pk,
            authority=f"{plan.nomination.unit.name}人民政府",
            letter_number=f"规模测试函〔{plan.nomination.in_round.year}〕{next(serial)}号",
            letter_date=timezone.localdate(plan.trail.submitted_at),
            entered_by=ground.user,
            entered_at=plan.trail.submitted_at,
        )
        for plan in plans
        if plan.nomination.lane == Lane.ORDINARY
        and plan.stage in (*beyond, Stage.LISTED)
    )
    NoticeEntry.objects.bulk_create(
        ground.notice_entry(plan.nomination, plan.stage)
        for plan in plans
        if plan.stage in (Stage.PUBLIC_NOTICE, Stage.LISTED)
    )
    PilotCity.objects.bulk_create(
        pilot_city_of(plan.nomination, plan.trail.acts[-1].at)
        for plan in plans
        if plan.stage == Stage.LISTED
    )
