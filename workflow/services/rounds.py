"""Rounds are opened, edited and published; their rules are kept in versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from regions.models import ManagingUnit
from ui.refusals import Closed, Invalid, Stale, allow, model_issues, refuse
from workflow.kinds import kind_choices, kind_named
from workflow.models import Application, Round, RuleSet
from workflow.permissions import can_manage_rounds, round_takes
from workflow.rules import Rules, merged, rule_issues, setting_issues, shape_issues


def current_rules(a_round: Round | None, unit_code: str | None) -> RuleSet | None:
    """The version in force for a unit: its own override, or the national one."""
    if a_round is None:
        return None
    versions = RuleSet.objects.filter(round=a_round).order_by("-version")
    own = versions.filter(managing_unit_id=unit_code).first() if unit_code else None
    return own or versions.filter(managing_unit__isnull=True).first()


def rules_in(a_round: Round | None, unit_code: str | None) -> Rules:
    """What a round asks in a unit now; the common rules without a round."""
    held = current_rules(a_round, unit_code)
    return held.rules if held else Rules()


def rules_of(application: Application) -> Rules:
    """Those it was handed in under; a draft will come under the present ones."""
    if application.rule_set_id is not None:
        return application.rules
    return rules_in(application.round, application.managing_unit_id)


def refuse_unless_taken(
    a_round: Round,
    *,
    kind: str,
    unit_code: str | None,
    applicant_id: int,
    now: datetime,
) -> None:
    """Let nobody begin in a round that is not his: kind, unit, days.

    `unit_code` is None for what the nation takes in itself. Raises `Invalid` for
    another kind or unit, `Closed` outside the round's days, both at `round`.
    """
    if a_round.kind != kind:
        what = kind_named(kind).name.removesuffix("申报")
        raise Invalid.at("round", f"“{a_round.name}”不是{what}的申报批次。")
    if a_round.managing_unit_id not in (None, unit_code):
        raise Invalid.at("round", f"“{a_round.name}”不受理贵单位所属管理单位的申报。")
    verdict = round_takes(a_round, now, applicant_id)
    if not verdict:
        raise Closed.at("round", verdict.reason)


def _allow(user: User, unit_code: str | None) -> None:
    allow(can_manage_rounds(user, unit_code))


@transaction.atomic
def create_round(
    *, by: User, changes: dict[str, Any] | None = None, **fields: Any
) -> Round:
    """Prepare a round with the first version of its rules; it is not yet public."""
    unit: ManagingUnit | None = fields.get("managing_unit")
    _allow(by, unit.code if unit else None)
    a_round = Round(created_by=by, **fields)
    _check(a_round)
    a_round.save()
    _write_version(a_round, None, changes or {}, by=by, note="初始规则")
    return a_round


@transaction.atomic
def update_round(
    a_round: Round, *, by: User, version: int | None = None, **fields: Any
) -> Round:
    """Change the dates and texts of a round; its kind and unit stay."""
    locked: Round = Round.objects.select_for_update().get(pk=a_round.pk)
    _allow(by, locked.managing_unit_id)
    if version is not None and version != locked.version:
        raise Stale("该批次刚刚被其他人修改，请刷新后再保存。")
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.version += 1
    _check(locked)
    locked.save()
    return locked


def _check(a_round: Round) -> None:
    """The model's own rules, as issues at their fields."""
    if a_round.kind not in dict(kind_choices()):
        raise Invalid.at("kind", "没有这种申报类别。")
    try:
        a_round.full_clean()
    except ValidationError as fault:
        refuse(model_issues(fault))


@transaction.atomic
def publish_round(a_round: Round, *, by: User, now: datetime | None = None) -> Round:
    """Make a round public; twice is the same as once."""
    locked: Round = Round.objects.select_for_update().get(pk=a_round.pk)
    _allow(by, locked.managing_unit_id)
    now = now or timezone.now()
    if locked.published_at:
        return locked
    if locked.closes_at <= now:
        raise Closed("截止时间已过，请先修改截止时间再发布。")
    locked.published_at = now
    locked.version += 1
    locked.save(update_fields=["published_at", "version"])
    return locked


@transaction.atomic
def close_round(a_round: Round, *, by: User, now: datetime | None = None) -> Round:
    """End a round before its day; what was submitted goes on."""
    now = now or timezone.now()
    locked: Round = Round.objects.select_for_update().get(pk=a_round.pk)
    _allow(by, locked.managing_unit_id)
    if not locked.is_open(now):
        raise Closed("该批次当前不在申报期内，无需提前截止。")
    locked.closes_at = now
    locked.version += 1
    locked.save(update_fields=["closes_at", "version"])
    return locked


@transaction.atomic
def set_rules(
    a_round: Round,
    *,
    by: User,
    changes: dict[str, Any],
    managing_unit: ManagingUnit | None = None,
    note: str = "",
) -> RuleSet:
    """Write a new version; applications already submitted keep theirs.

    A national change is carried into the units' own rule sets, so that each version
    is complete by itself.
    """
    locked: Round = Round.objects.select_for_update().get(pk=a_round.pk)
    _allow(by, managing_unit.code if managing_unit else locked.managing_unit_id)
    if managing_unit and locked.managing_unit_id:
        raise Invalid("地方批次只有一套规则，不能再为管理单位另设规则。")
    written = _write_version(locked, managing_unit, changes, by=by, note=note)
    if managing_unit is None:
        for override in _latest_overrides(locked):
            _carry_into(override, written, by=by)
    return written


def _carry_into(override: RuleSet, written: RuleSet, *, by: User) -> None:
    """The unit's own changes over the new national rules; together they must hold."""
    unit, note = override.managing_unit, f"随第{written.version}版规则更新"
    try:
        _write_version(written.round, unit, override.changes, by=by, note=note)
    except Invalid as fault:
        raise Invalid(f"与{unit}的本地规则不能并存：{fault.sentence}") from fault


def _latest_overrides(a_round: Round) -> list[RuleSet]:
    return list(
        RuleSet.objects.filter(round=a_round, managing_unit__isnull=False)
        .order_by("managing_unit_id", "-version")
        .distinct("managing_unit_id")
        .select_related("managing_unit")
    )


def _write_version(
    a_round: Round,
    unit: ManagingUnit | None,
    changes: dict[str, Any],
    *,
    by: User | None,
    note: str,
) -> RuleSet:
    refuse(shape_issues(changes))
    base = Rules().to_json()
    if unit is not None:
        national = current_rules(a_round, None)
        base = national.data if national else base
    rules = Rules.from_json(merged(base, changes))
    settings = kind_named(a_round.kind).settings
    refuse([*rule_issues(rules), *setting_issues(settings, rules.extra)])
    last = (
        RuleSet.objects.filter(round=a_round, managing_unit=unit)
        .values_list("version", flat=True)
        .first()
    )
    return RuleSet.objects.create(
        round=a_round,
        managing_unit=unit,
        version=(last or 0) + 1,
        changes=changes,
        data=rules.to_json(),
        note=note,
        created_by=by,
    )
