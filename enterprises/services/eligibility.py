"""The self-check: who handles a firm, by which thresholds, in which rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.choices import Tier
from accounts.models import Organisation
from enterprises.answers import Answers
from enterprises.checks.eligibility import answered_findings, answered_issues
from enterprises.checks.findings import Finding
from enterprises.choices import CULTIVATION
from enterprises.places import city_of
from enterprises.thresholds import Thresholds, thresholds_of
from regions.calendar import local_day
from regions.choices import UnitKind
from regions.models import Division, ManagingUnit
from ui.refusals import Invalid, Issue
from ui.text import half_width
from workflow.models import Round, RuleSet
from workflow.services import current_rules

MOST_ROUNDS = 20
MOST_PLACES = 6
NATIONAL_RULES = "国家标准（发改社会〔2019〕590号第五条）"


@dataclass(frozen=True)
class Assessment:
    """What the answers come to."""

    answers: Answers
    # None where the nation handles it.
    unit: ManagingUnit | None
    handler: str
    offices: tuple[str, ...]
    thresholds: Thresholds
    source: str
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    open_rounds: tuple[Round, ...]
    coming_rounds: tuple[Round, ...]

    @property
    def conditions_met(self) -> int:
        """For how many conditions the answers stand."""
        return sum(finding.counts_for for finding in self.findings)

    @property
    def is_eligible(self) -> bool:
        """Whether nothing in the answers speaks against an application."""
        return not self.issues


def assess(answers: Answers, *, now: datetime) -> Assessment:
    """Compare answers with the thresholds that hold for the firm; nothing is kept."""
    place = Division.objects.select_related("managing_unit", "parent__parent").get(
        pk=answers.division
    )
    unit = None if answers.is_national else place.managing_unit
    rounds = _rounds_of(unit, now)
    opened = tuple(one for one in rounds if one.is_open(now))
    coming = tuple(one for one in rounds if now < one.opens_at)
    rule_set = _rule_set(opened or coming or rounds, unit)
    thresholds = thresholds_of(rule_set.rules) if rule_set else Thresholds()
    return Assessment(
        answers=answers,
        unit=unit,
        handler=handler_words(place, unit),
        offices=_offices(unit),
        thresholds=thresholds,
        source=source_words(rule_set) if rule_set else NATIONAL_RULES,
        findings=answered_findings(answers, thresholds),
        issues=tuple(answered_issues(answers, thresholds, today=local_day(now))),
        open_rounds=opened,
        coming_rounds=coming,
    )


def _rounds_of(unit: ManagingUnit | None, now: datetime) -> list[Round]:
    """Published rounds that concern a unit, its own before the nation's."""
    rows = Round.objects.published().filter(kind=CULTIVATION)
    rows = rows.for_unit(unit.code if unit else None).select_related("managing_unit")
    found = list(rows.order_by("-opens_at", "-pk")[:MOST_ROUNDS])
    return sorted(found, key=lambda one: one.managing_unit_id is None)


def _rule_set(rounds: Sequence[Round], unit: ManagingUnit | None) -> RuleSet | None:
    if not rounds:
        return None
    return current_rules(rounds[0], unit.code if unit else None)


def source_words(rule_set: RuleSet) -> str:
    """Of which round and version the thresholds are, and on what they rest."""
    a_round, unit = rule_set.round, rule_set.managing_unit
    own = f"（{unit.name}本地规则）" if unit else ""
    basis = f"，依据：{a_round.basis}" if a_round.basis else ""
    return f"{a_round.name}第{rule_set.version}版规则{own}{basis}"


def handler_words(place: Division, unit: ManagingUnit | None) -> str:
    """Who takes the application in, and who decides, in a sentence."""
    if unit is None:
        return (
            "由国家发展改革委、教育部会同有关部门直接办理：中央企业集团和全国性特大型"
            "民营企业集团整体申报，不经省级办理。"
        )
    kind = UnitKind(unit.kind)
    if kind == UnitKind.SEPARATELY_PLANNED:
        return f"由{unit.name}办理：计划单列市的企业由该市自行审核，不经所在省份。"
    city = city_of(place)
    if kind == UnitKind.PROVINCE and city is not None:
        return f"由{city.name}主管部门初审，{unit.name}审核、公示并纳入建设培育库。"
    return f"由{unit.name}审核、公示并纳入建设培育库。"


def _offices(unit: ManagingUnit | None) -> tuple[str, ...]:
    """The lead departments, as far as they are on the portal."""
    tier = Tier.UNIT if unit else Tier.NATION
    rows = Organisation.objects.active().departments_at(
        tier, unit=unit.code if unit else None, division=None
    )
    leading = rows.filter(is_lead_authority=True).order_by("pk")
    return tuple(leading.values_list("name", flat=True)[:MOST_PLACES])


def find_place(text: str) -> Division:
    """The one place that a text names: code, full name, name or a part of it.

    Raises `Invalid` at `division`, with the places it may mean.
    """
    code, managed = half_width(text).strip(), Division.objects.managed()
    exact = Q(full_name=text) | Q(name=text)
    wanted = Q(code=code) if code.isdecimal() else exact
    found = list(managed.filter(wanted)[: MOST_PLACES + 1])
    found = found or list(managed.search(text)[: MOST_PLACES + 1])
    if len(found) == 1:
        return found[0]
    raise Invalid.at("division", _unclear(text, found))


def _unclear(text: str, found: Sequence[Division]) -> str:
    shown = text[:40]
    if not found:
        return (
            f"没有找到“{shown}”，请填写注册地的全称或6位代码"
            "（香港、澳门、台湾地区不在试点申报范围内）。"
        )
    names = "、".join(place.full_name for place in found[:MOST_PLACES])
    more = "等" if len(found) > MOST_PLACES else ""
    return f"“{shown}”可能指：{names}{more}，请填写全称或6位代码。"
