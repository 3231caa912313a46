"""What the register knows of an enterprise's cultivation: for the checks, and frozen
with each submission, so that a case is judged by what was true when it was handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from enterprises.choices import FilingState, Provenance
from enterprises.facts import Exclusion, PoolFacts, YearReport
from enterprises.models import AnnualReport, Enterprise, ThreeYearPlan
from enterprises.reading import exclusions_of
from enterprises.services.filings import first_year
from enterprises.thresholds import Thresholds, thresholds_of
from workflow.rules import Rules

Values = dict[str, Any]


def pool_facts(enterprise: Enterprise, today: date) -> PoolFacts:
    """As the register has it on a day."""
    plan = ThreeYearPlan.objects.filter(enterprise=enterprise).first()
    reports = AnnualReport.objects.filter(enterprise=enterprise).order_by("year")
    last = enterprise.certificates.running_on(today).order_by("-valid_until").first()
    return PoolFacts(
        pooled_on=enterprise.pooled_on if enterprise.is_in_pilot else None,
        plan_filed_on=_filed_on(plan),
        plan_extended_to=plan.due_on if plan else None,
        plan_elsewhere=plan is None and enterprise.provenance == Provenance.IMPORT,
        reports=(*_before(enterprise), *(_report(row, today) for row in reports)),
        is_suspended=enterprise.suspended_since is not None,
        suspension_note=enterprise.suspension_note,
        banned_until=enterprise.banned_until,
        exclusions=exclusions_of(enterprise, today),
        certified_until=last.valid_until if last else None,
    )


def _filed_on(plan: ThreeYearPlan | None) -> date | None:
    """A plan that need not be filed counts as filed in time."""
    if plan is None:
        return None
    if plan.excused_at is not None:
        return plan.due_on
    return timezone.localdate(plan.filed_at) if plan.filed_at else None


def _before(enterprise: Enterprise) -> list[YearReport]:
    """The years of which an imported firm owes no report here."""
    if enterprise.pooled_on is None:
        return []
    owed = range(enterprise.pooled_on.year, first_year(enterprise))
    return [YearReport(year, FilingState.EXCUSED) for year in owed]


def _report(report: AnnualReport, today: date) -> YearReport:
    day = timezone.localdate(report.filed_at) if report.filed_at else None
    return YearReport(report.year, report.state_on(today), day)


def frozen(facts: PoolFacts) -> Values:
    """The facts as a submission keeps them."""
    return {
        "pooled_on": _text(facts.pooled_on),
        "plan_filed_on": _text(facts.plan_filed_on),
        "plan_due_on": _text(facts.plan_extended_to),
        "plan_elsewhere": facts.plan_elsewhere,
        "reports": [
            {"year": r.year, "state": str(r.state), "filed_on": _text(r.filed_on)}
            for r in facts.reports
        ],
        "is_suspended": facts.is_suspended,
        "suspension_note": facts.suspension_note,
        "banned_until": _text(facts.banned_until),
        "exclusions": [
            {"kind": str(e.kind), "note": e.note, "until": _text(e.until)}
            for e in facts.exclusions
        ],
        "certified_until": _text(facts.certified_until),
    }


def thawed(values: Mapping[str, Any]) -> PoolFacts:
    """The facts out of a submission."""
    return PoolFacts(
        pooled_on=_day(values["pooled_on"]),
        plan_filed_on=_day(values["plan_filed_on"]),
        plan_extended_to=_day(values["plan_due_on"]),
        plan_elsewhere=values["plan_elsewhere"],
        reports=tuple(
            YearReport(r["year"], r["state"], _day(r["filed_on"]))
            for r in values["reports"]
        ),
        is_suspended=values["is_suspended"],
        suspension_note=values["suspension_note"],
        banned_until=_day(values["banned_until"]),
        exclusions=tuple(
            Exclusion(e["kind"], e["note"], _day(e["until"]))
            for e in values["exclusions"]
        ),
        certified_until=_day(values["certified_until"]),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def certification_terms(enterprise: Enterprise, rules: Rules) -> Thresholds:
    """Those of the round; what was due in the pool is judged by the rules of entry."""
    held = enterprise.rule_set
    own = thresholds_of(held.rules) if held else Thresholds()
    return replace(
        thresholds_of(rules),
        plan_months=own.plan_months,
        report_month=own.report_month,
        report_day=own.report_day,
    )
