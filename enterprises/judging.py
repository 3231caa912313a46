"""What the checks say of one application, under the rules it comes under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from enterprises.checks import (
    CHECKS,
    Finding,
    admission_issues,
    checks_passed,
    findings,
)
from enterprises.models import CultivationApplication
from enterprises.models.sections import OUTLINE
from enterprises.reading import facts_in
from enterprises.thresholds import Thresholds, thresholds_of
from ui.refusals import Issue
from workflow.checks import MISSING, Content, as_date, issues_in
from workflow.content import Tally, files_in
from workflow.services import rules_of

Values = Mapping[str, Any]
YEARS_SHOWN = 3


def application_issues(
    application: CultivationApplication, data: Values, today: date
) -> Sequence[Issue]:
    """What is missing in the form, and what the rules find in it, by section."""
    content = Content(OUTLINE, data, today)
    facts = facts_in(data, application.enterprise, today)
    found = [
        *issues_in(content, (*MISSING, years_in_order)),
        *admission_issues(facts, _thresholds(application), today=today),
    ]
    places = [section.key for section in content.sections]
    return sorted(found, key=lambda i: places.index(i.field.partition(".")[0]))


def application_tally(
    application: CultivationApplication, data: Values, today: date
) -> Tally:
    """The checks that find nothing, a complete form being one of them; and files."""
    complete = not issues_in(Content(OUTLINE, data, today), (*MISSING, years_in_order))
    facts = facts_in(data, application.enterprise, today)
    passed = checks_passed(facts, _thresholds(application), today=today)
    return Tally(passed + complete, len(CHECKS) + 1, len(files_in(data)))


def condition_findings(
    application: CultivationApplication, data: Values, today: date
) -> tuple[Finding, ...]:
    """The six conditions, each met or not, with its sentence."""
    facts = facts_in(data, application.enterprise, today)
    return findings(facts, _thresholds(application), today=today)


def conditions_needed(application: CultivationApplication) -> int:
    """How many of the six its rules ask."""
    return _thresholds(application).conditions_needed


def _thresholds(application: CultivationApplication) -> Thresholds:
    return thresholds_of(rules_of(application))


def years_in_order(content: Content) -> Sequence[Issue]:
    """Each year once, none of them later than the last; all three where it is old."""
    rows = content.rows("figures")
    years = [values.get("year") for _number, values in rows if values.get("year")]
    found = [
        Issue(f"figures.{number}.year", f"{values['year']}年重复填写，请核对。")
        for number, values in rows
        if values.get("year") and years.count(values["year"]) > 1
    ]
    last = content.today.year - 1
    found += [
        Issue(f"figures.{number}.year", "只填写已结束的年度，请核对。")
        for number, values in rows
        if values.get("year") and values["year"] > last
    ]
    return found + _missing_years(content, set(years), last)


def _missing_years(content: Content, years: set[int], last: int) -> list[Issue]:
    since = as_date(content.fields("basics").get("registered_on"))
    first = max(last - YEARS_SHOWN + 1, since.year if since else last)
    lacking = [str(year) for year in range(first, last + 1) if year not in years]
    if not lacking or not years:
        return []
    return [Issue("figures", f"请补充{'、'.join(lacking)}年的数据。")]
