"""Which benefits fit an enterprise or a city: facts gathered once, judged in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear

from cities.choices import PilotStatus
from cities.models import PilotCity
from enterprises.models import Enterprise
from enterprises.models.rows import ProgrammeRow
from incentives.choices import INVESTMENTS
from incentives.choices.policies import PolicySubject
from incentives.conditions import TESTS, Judgement, Names, demands_in, judge
from incentives.models import CreditLine, PolicyBenefit
from incentives.naming import names_for
from workflow.choices import Stage


@dataclass(frozen=True)
class Match:
    """A benefit and how it stands for one enterprise or city."""

    benefit: PolicyBenefit
    judgement: Judgement


@dataclass(frozen=True)
class Matching:
    """All benefits that reach a place, the best fitting first."""

    matches: tuple[Match, ...]

    @property
    def fitting(self) -> list[Match]:
        return [match for match in self.matches if match.judgement.fits]

    @property
    def partly(self) -> list[Match]:
        """Some conditions are open or not met."""
        return [m for m in self.matches if m.judgement.total and not m.judgement.fits]

    @property
    def to_read(self) -> list[Match]:
        """Those about which no fact of the portal decides."""
        return [match for match in self.matches if not match.judgement.total]


def matching_of_enterprise(
    enterprise: Enterprise, *, day: date, inside: bool
) -> Matching:
    """Benefits for an enterprise; without `inside` only public facts decide.

    A query for the benefits, three at most for names, and one for each further fact:
    however many benefits there are.
    """
    unit, place = enterprise.managing_unit_id, place_codes_of(enterprise)
    rows = _reaching(PolicySubject.ENTERPRISE, unit, place, day)
    if not rows:
        return Matching(())
    facts = public_facts_of(enterprise, day)
    if inside:
        facts |= inside_facts_of(enterprise, day)
    return _matched(rows, facts)


def matching_of_city(city: PilotCity, *, day: date) -> Matching:
    """Benefits for a pilot city; all its facts are public."""
    place = [city.division_id] if city.division_id else []
    rows = _reaching(PolicySubject.CITY, city.managing_unit_id, place, day)
    return _matched(rows, facts_of_city(city))


def _reaching(
    subject: str, unit: str | None, divisions: list[str], day: date
) -> Sequence[PolicyBenefit]:
    rows = PolicyBenefit.objects.published().in_force_on(day)
    return list(rows.reaching(unit, divisions).filter(subject=subject).for_list())


def _matched(rows: Sequence[PolicyBenefit], facts: Mapping[str, Any]) -> Matching:
    names = names_of_facts(chain.from_iterable(row.conditions for row in rows), facts)
    found = [Match(row, judge(row.conditions, facts, names)) for row in rows]
    return Matching(tuple(sorted(found, key=_nearness)))


def _nearness(match: Match) -> tuple[int, float]:
    """Fitting ones, then the nearer the earlier; what is only to read stands last."""
    judged = match.judgement
    if not judged.total:
        return (2, 0.0)
    return (0 if judged.fits else 1, -judged.met / judged.total)


def names_of_facts(
    conditions: Iterable[Mapping[str, Any]], facts: Mapping[str, Any]
) -> Names:
    """Names for the conditions and for the codes among the facts they ask about."""
    asked = list(conditions)
    wanted = {demand["test"] for demand in demands_in(asked)}
    held = [
        {
            "test": key,
            "operator": "in",
            "value": [fact] if isinstance(fact, str) else fact,
        }
        for key, fact in facts.items()
        if fact is not None and key in wanted and TESTS[key].listed_in
    ]
    return names_for([*asked, *held])


def public_facts_of(enterprise: Enterprise, day: date) -> dict[str, Any]:
    """What everybody may know; a fact that is not known is None."""
    pooled = enterprise.pooled_on if enterprise.is_in_pilot else None
    states = [c.state_on(day).value for c in enterprise.certificates.all()]
    industry = enterprise.industry
    return {
        "in_pool": enterprise.is_in_pilot,
        "standing": enterprise.standing,
        "certified": "valid" in states,
        "managing_unit": enterprise.managing_unit_id,
        "division": place_codes_of(enterprise) or None,
        "industry": industry and [industry.code, industry.section_id],
        "tags": list(enterprise.tags),
        "pooled_on": pooled,
        "pooled_months": pooled and _months_between(pooled, day),
    }


def place_codes_of(enterprise: Enterprise) -> list[str]:
    """The division, its city and its province."""
    place = enterprise.division
    if place is None:
        return []
    codes = (place.code, place.parent_id, place.province_code)
    return list(dict.fromkeys(code for code in codes if code))


def _months_between(first: date, last: date) -> int:
    """Full months from one day to another; never negative."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(months - (last.day < first.day), 0)


def inside_facts_of(enterprise: Enterprise, day: date) -> dict[str, Any]:
    """What the enterprise and its authorities know besides."""
    plan = getattr(enterprise, "plan", None)
    reports = enterprise.reports.filter(year=day.year - 1)
    return {
        "in_good_standing": _in_good_standing(enterprise, day),
        "ownership": enterprise.ownership or None,
        "size": enterprise.size or None,
        "above_scale": enterprise.is_above_scale,
        "stock_listed": enterprise.is_stock_listed,
        "group_kind": enterprise.group_kind,
        "staff": enterprise.staff,
        "plan_filed": _filed([plan] if plan else []),
        "report_filed": _filed(reports),
        **_invested(enterprise, day),
        "partner_school": _has_partner(enterprise),
    }


def _in_good_standing(enterprise: Enterprise, day: date) -> bool:
    if enterprise.suspended_since is not None or enterprise.is_banned_on(day):
        return False
    return not any(row.holds_on(day) for row in enterprise.exclusions.all())


def _filed(filings: Iterable[Any]) -> bool | None:
    """Filed or excused; None where no such paper is asked for yet."""
    found = [not filing.is_open for filing in filings]
    return all(found) if found else None


def _invested(enterprise: Enterprise, day: date) -> dict[str, Decimal | None]:
    """Money in the filed statements of its credit ledgers, by year of payment.

    None where nothing was ever filed: then nothing is known.
    """
    lines = _filed_lines(enterprise).filter(kind__in=INVESTMENTS)
    by_year = {
        row["year"]: row["total"]
        for row in lines.order_by()
        .values(year=ExtractYear("paid_on"))
        .annotate(total=Sum("amount"))
    }
    if not by_year:
        return dict.fromkeys(
            ("invested_this_year", "invested_last_year", "invested_total")
        )
    return {
        "invested_this_year": by_year.get(day.year, Decimal(0)),
        "invested_last_year": by_year.get(day.year - 1, Decimal(0)),
        "invested_total": sum(by_year.values(), Decimal(0)),
    }


def _filed_lines(enterprise: Enterprise) -> Any:
    """Lines of the statements that count; drafts are the firm's own."""
    lines = CreditLine.objects.counting()
    return lines.filter(statement__period__account__enterprise=enterprise)


def _has_partner(enterprise: Enterprise) -> bool | None:
    """A school in a listed application or in the credit ledger; None: not known."""
    lines = _filed_lines(enterprise).exclude(partner="")
    programmes = ProgrammeRow.objects.filter(
        ~Q(school=""),
        application__enterprise=enterprise,
        application__stage=Stage.LISTED,
    )
    return True if lines.exists() or programmes.exists() else None


def facts_of_city(city: PilotCity) -> dict[str, Any]:
    """What is known of a pilot city."""
    place = city.division
    return {
        "pilot_city": city.status == PilotStatus.LISTED,
        "batch": city.batch,
        "separately_planned": city.managing_unit.is_separately_planned,
        "region": city.economic_region,
        "less_developed": place and place.is_less_developed,
        "unit_of_city": city.managing_unit_id,
        "division_of_city": city.division_id and [city.division_id],
    }
