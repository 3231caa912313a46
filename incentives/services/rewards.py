"""A reward scheme is written, reckoned, proposed, fixed under four eyes, published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role, Tier
from accounts.models import User
from incentives.checks.rewards import definition_issues
from incentives.choices.rewards import RewardLevel, SchemeState
from incentives.indicators import indicators_for, places_of
from incentives.models import (
    RewardScheme,
    SchemeExclusion,
    SchemeIndicator,
    Simulation,
)
from incentives.permissions.rewards import (
    can_change,
    can_fix,
    can_make,
    can_propose,
    can_publish,
    can_send_back,
    making_posts,
)
from incentives.rewarding import Definition, reckon
from incentives.rewarding.frozen import fault_of
from incentives.rewarding.reckoning import definition_said
from ui.refusals import Closed, Invalid, Issue, Stale, allow, refuse
from ui.text import clean_text, reason_in
from workflow.chain import digest, plain
from workflow.mail import people_of
from workflow.services import tell

CHANGED = "该方案刚刚被其他人更新，请刷新页面查看最新情况。"


def _lock(scheme: RewardScheme, version: int | None) -> RewardScheme:
    held: RewardScheme = (
        RewardScheme.objects.select_for_update(of=("self",))
        .select_related("managing_unit", "organisation", "fixed", "city_result__fixed")
        .get(pk=scheme.pk)
    )
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


def _keep(scheme: RewardScheme) -> None:
    scheme.version += 1
    scheme.save()


@transaction.atomic
def create_scheme(
    *, level: str, definition: Definition, by: User, now: datetime | None = None
) -> RewardScheme:
    """A draft of the person's office: the nation's, or a unit's for what is its own.

    Raises NotAllowed, and Invalid with every issue at its field.
    """
    allow(can_make(by, level))
    office = making_posts(by, level)[0].organisation
    unit = None if office.tier == Tier.NATION else office.managing_unit
    scheme = RewardScheme(
        level=level,
        managing_unit=unit,
        organisation=office,
        created_by=by,
        created_at=now or timezone.now(),
    )
    return _write(scheme, definition)


@transaction.atomic
def update_scheme(
    scheme: RewardScheme, *, definition: Definition, by: User, version: int | None
) -> RewardScheme:
    """Change an open scheme; what was reckoned before stays as it was."""
    held = _lock(scheme, version)
    allow(can_change(by, held))
    # What was reckoned by the former definition cannot be proposed any more.
    held.state = SchemeState.DRAFT
    held.version += 1
    return _write(held, definition)


def _write(scheme: RewardScheme, definition: Definition) -> RewardScheme:
    _refuse_wrong(scheme, definition)
    for name, value in definition.columns.items():
        text = isinstance(value, str)
        setattr(scheme, name, clean_text(value, multiline=False) if text else value)
    scheme.save()
    scheme.scheme_indicators.all().delete()
    scheme.scheme_exclusions.all().delete()
    SchemeIndicator.objects.bulk_create(
        SchemeIndicator(
            scheme=scheme,
            order=order,
            indicator=line.indicator,
            weight=line.weight,
            method=line.method,
            higher_is_better=line.higher_is_better,
            target=line.target,
        )
        for order, line in enumerate(definition.lines)
    )
    SchemeExclusion.objects.bulk_create(
        SchemeExclusion(scheme=scheme, place=row.place, reason=row.reason)
        for row in definition.left
    )
    return scheme


def _refuse_wrong(scheme: RewardScheme, definition: Definition) -> None:
    known = [row.key for row in indicators_for(scheme.level)]
    places = places_of(scheme.level, scheme.managing_unit_id)
    issues = definition_issues(definition, known, {place.code for place in places})
    if definition.city_result is not None and not _usable(scheme, definition):
        words = "请选择一个已确定的试点城市评价结果。"
        issues.append(Issue("city_result", words))
    refuse(issues)


def _usable(scheme: RewardScheme, definition: Definition) -> bool:
    """Whether the office may rank projects by this result."""
    unit = scheme.managing_unit_id
    rows = city_results(unit)
    is_project = scheme.level == RewardLevel.PROJECT
    return is_project and rows.filter(pk=definition.city_result).exists()


def city_results(unit: str | None) -> Any:
    """Settled city schemes that projects of a scope may be ranked by."""
    rows = RewardScheme.objects.settled().filter(level=RewardLevel.CITY)
    national = rows.filter(managing_unit=None)
    return national | rows.filter(managing_unit=unit) if unit else rows


@transaction.atomic
def simulate(
    scheme: RewardScheme,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Simulation:
    """Take the figures, rank, and keep it with all that went in, numbered."""
    now = now or timezone.now()
    held = _lock(scheme, version)
    allow(can_change(by, held))
    data = plain(reckon(held) | {"taken_at": now.isoformat()})
    if not data["rows"]:
        raise Invalid("没有可以排序的对象，请检查评价范围、缺少数据的处理和排除情况。")
    made = Simulation.objects.create(
        scheme=held,
        number=held.simulations.count() + 1,
        data=data,
        digest=digest(data),
        note=clean_text(note, multiline=False)[:200],
        taken_at=now,
        taken_by=by,
    )
    held.state = SchemeState.SIMULATED
    _keep(held)
    return made


@transaction.atomic
def propose(
    scheme: RewardScheme,
    *,
    number: int,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> RewardScheme:
    """Propose one reckoning to the lead: that one, not a newer, is what he fixes."""
    now = now or timezone.now()
    held = _lock(scheme, version)
    allow(can_propose(by, held))
    chosen = held.simulations.filter(number=number).first()
    if chosen is None:
        raise Invalid.at("number", "请选择一次测算。")
    if chosen.data["definition"] != plain(definition_said(held)):
        raise Invalid.at("number", "该次测算之后方案已经修改，请重新测算。")
    held.fixed, held.state = chosen, SchemeState.PROPOSED
    held.proposed_by, held.proposed_at, held.returned_note = by, now, ""
    _keep(held)
    tell(
        people_of(held.organisation_id, now, (Role.LEAD,)),
        key=f"reward:{held.pk}:proposed:{held.version}",
        subject=f"待确定：{held.name}",
        body=f"{by.name}提请确定第{chosen.number}次测算的结果，请确定或退回。",
        path=held.get_absolute_url(),
        now=now,
    )
    return held


@transaction.atomic
def send_back(
    scheme: RewardScheme,
    *,
    by: User,
    note: str,
    version: int | None = None,
    now: datetime | None = None,
) -> RewardScheme:
    """The lead does not follow, or who proposed takes it back; it is open again."""
    now = now or timezone.now()
    held = _lock(scheme, version)
    allow(can_send_back(by, held))
    words = reason_in(note, "note")
    proposer = held.proposed_by
    held.state, held.fixed, held.returned_note = SchemeState.SIMULATED, None, words
    held.proposed_by = held.proposed_at = None
    _keep(held)
    if proposer is not None and proposer.pk != by.pk:
        tell(
            [proposer],
            key=f"reward:{held.pk}:returned:{held.version}",
            subject=f"已退回：{held.name}",
            body=f"您提请确定的测算结果已退回。理由：{words}",
            path=held.get_absolute_url(),
            now=now,
        )
    return held


@transaction.atomic
def fix(
    scheme: RewardScheme,
    *,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> RewardScheme:
    """A lead fixes what was proposed; later changes of data do not touch it.

    Raises Closed where the frozen figures are not the ones that were taken.
    """
    now = now or timezone.now()
    held = _lock(scheme, version)
    allow(can_fix(by, held))
    assert held.fixed is not None  # a proposed scheme names its reckoning
    if fault := fault_of(held.fixed):
        raise Closed(f"不能确定：{fault}")
    held.state, held.fixed_by, held.fixed_at = SchemeState.FIXED, by, now
    _keep(held)
    return held


@transaction.atomic
def publish(
    scheme: RewardScheme,
    *,
    by: User,
    document: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> RewardScheme:
    """Everybody may read the result from now on."""
    now = now or timezone.now()
    held = _lock(scheme, version)
    allow(can_publish(by, held))
    held.document = clean_text(document, multiline=False)[:200]
    held.state, held.published_by, held.published_at = SchemeState.PUBLISHED, by, now
    _keep(held)
    return held
