"""What review in depth leaves behind, in bulk: opinions, closed panels, their steps.

Goes over nominations that were seeded before; every chain goes on where it ended, so
that `verify_audit` holds. Opinions are of invented departments of each unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Department, OrganisationKind
from accounts.models import Organisation, User
from cities.models import CityNomination
from cities.seed_ground import MARK
from regions.calendar import last_moment, local_day
from ui.text import pinyin_initials, pinyin_key
from workflow.chain import digest, link, plain
from workflow.choices import (
    REVIEW_STAGES,
    Action,
    OpinionState,
    PanelState,
    Stage,
    Stance,
)
from workflow.models import Application, Opinion, Panel, Step
from workflow.services.record import name_of, record_of

CHUNK = 1000
DEPARTMENTS = (
    Department.FINANCE,
    Department.HUMAN_RESOURCES,
    Department.INDUSTRY,
    Department.ECOLOGY,
    Department.MARKET,
    Department.NATURAL_RESOURCES,
)
# Of the departments asked while a case is in review, so many have answered.
ANSWERED = 3
HAND_OVERS = 4
STANCES = (Stance.AGREE, Stance.AGREE_WITH_REMARKS, Stance.NOT_CONCERNED)
WHO = "规模测试"
CENT = Decimal("0.01")


@dataclass
class Chain:
    """One case and the steps that are put behind its last."""

    case: Application
    at: datetime
    steps: list[Step] = field(default_factory=list)

    def add(self, action: Action, note: str, user: User, about: Any = None) -> None:
        """A step bound to the one before; `about` is saved already."""
        case = self.case
        self.at += timedelta(minutes=30)
        step = Step(
            application_id=case.pk,
            sequence=case.step_count + 1,
            action=action,
            move="",
            by=user,
            by_name=WHO,
            post=WHO,
            at=self.at,
            from_stage=case.stage,
            to_stage=case.stage,
            note=note,
            rule_set_id=case.rule_set_id,
            about=name_of(about) if about else "",
            about_digest=digest(plain(about.record())) if about else "",
            previous_hash=case.last_hash,
        )
        step.hash = case.last_hash = link(step.previous_hash, record_of(step))
        case.step_count = step.sequence
        self.steps.append(step)


@transaction.atomic
def seed_reviews(*, now: datetime | None = None) -> dict[str, int]:
    """Six opinions a submitted nomination, a closed panel where experts are asked.

    Gives how many rows of each were inserted. Cases that have opinions are left out,
    so that it may be repeated.
    """
    now = now or timezone.now()
    user = User.objects.order_by("pk").first()
    assert user is not None  # seeding nominations makes one
    cases = Application.objects.filter(
        kind=CityNomination.KIND, round__name__endswith=MARK, submitted_at__lte=now
    ).exclude(opinions__isnull=False)
    offices = _departments()
    made = {"opinions": 0, "panels": 0, "steps": 0}
    for chunk in _chunks(cases.select_related("rule_set").order_by("pk")):
        opinions = Opinion.objects.bulk_create(
            opinion for case in chunk for opinion in _opinions(case, offices, user)
        )
        panels = Panel.objects.bulk_create(_panels(chunk))
        steps = _write_chains(chunk, opinions, panels, user)
        for name, rows in (("opinions", opinions), ("panels", panels)):
            made[name] += len(rows)
        made["steps"] += steps
    return made


def _chunks(rows: Any) -> Iterator[list[Application]]:
    pks = list(rows.values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        yield list(rows.filter(pk__in=pks[start : start + CHUNK]))


def _departments() -> dict[str, list[Organisation]]:
    """The departments of each unit that has nominations."""
    units = CityNomination.objects.order_by().values_list("managing_unit_id", flat=True)
    found: dict[str, list[Organisation]] = {}
    for code in sorted(set(units.distinct())):
        found[code] = [_department(code, department) for department in DEPARTMENTS]
    return found


def _department(code: str, department: Department) -> Organisation:
    name = f"{code}{department.label}部门{MARK}"
    made, _new = Organisation.objects.get_or_create(
        name=name,
        defaults={
            "kind": OrganisationKind.UNIT_DEPARTMENT,
            "managing_unit_id": code,
            "department": department,
            "pinyin": pinyin_key(name).replace(" ", "")[:400],
            "initials": pinyin_initials(name)[:200],
        },
    )
    return made


def _opinions(
    case: Application, offices: dict[str, list[Organisation]], user: User
) -> Iterator[Opinion]:
    stage = case.stage if case.stage in REVIEW_STAGES else case.path[0]
    open_from = ANSWERED if case.stage in REVIEW_STAGES else len(DEPARTMENTS)
    due = last_moment(local_day(case.stage_since + timedelta(days=10)))
    for place, office in enumerate(offices[str(case.managing_unit_id)]):
        opinion = Opinion(
            application=case,
            submission_number=1,
            stage=stage,
            department=office.department,
            organisation=office,
            asked_by=user,
            asked_organisation=office,
            asked_at=case.stage_since,
            due_at=due,
        )
        if place < open_from:
            opinion.state = OpinionState.SIGNED
            opinion.stance = STANCES[(case.pk + place) % len(STANCES)]
            opinion.text = "经研究，提出以上意见。"
            opinion.signed_by, opinion.signed_post = user, WHO
            opinion.signed_at = case.stage_since + timedelta(days=3)
        yield opinion


def _panels(cases: Iterable[Application]) -> Iterator[Panel]:
    """Deterministic figures; every tenth mean meets another one."""
    for case in cases:
        if Stage.EXPERT_REVIEW not in case.path or case.stage == Stage.EXPERT_REVIEW:
            continue
        # With the places of the column: the chain binds the figure as it is kept.
        mean = Decimal(60 + case.pk * 37 % 400 // 10).quantize(CENT)
        yield Panel(
            application=case,
            submission_number=1,
            stage=Stage.EXPERT_REVIEW,
            rule_set_id=case.rule_set_id,
            state=PanelState.CLOSED,
            drawn_at=case.stage_since,
            closed_at=case.stage_since,
            sheets=5,
            mean=mean,
            spread=Decimal(case.pk % 9).quantize(CENT),
            lowest=mean - 8,
            highest=mean + 8,
        )


def _write_chains(
    cases: Sequence[Application],
    opinions: Iterable[Opinion],
    panels: Iterable[Panel],
    user: User,
) -> int:
    chains = {case.pk: Chain(case, case.stage_since) for case in cases}
    for chain in chains.values():
        chain.add(Action.ASK_OPINION, "征求有关部门意见。", user)
        for turn in range(HAND_OVERS):
            chain.add(Action.ASSIGN, f"第{turn + 1}次确定承办人。", user)
    for opinion in opinions:
        if opinion.state == OpinionState.SIGNED:
            label = str(opinion.get_stance_display())
            chain = chains[opinion.application_id]
            chain.add(Action.SIGN_OPINION, label, user, opinion)
    for panel in panels:
        # Without seats: the record need not ask for each panel's own.
        panel._prefetched_objects_cache = {"seats": []}  # type: ignore[attr-defined]
        chain = chains[panel.application_id]
        chain.add(Action.CLOSE_PANEL, "评分结束。", user, panel)
    steps = [step for chain in chains.values() for step in chain.steps]
    Step.objects.bulk_create(steps, batch_size=4000)
    Application.objects.bulk_update(cases, ["last_hash", "step_count"], batch_size=500)
    return len(steps)
