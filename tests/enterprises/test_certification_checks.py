"""When certification opens, and each thing that keeps it closed."""

from datetime import date

import pytest

from enterprises.checks import certification_issues
from enterprises.facts import Exclusion, PoolFacts, YearReport
from tests.enterprises.facts import NATIONAL, TODAY
from ui.refusals import Severity


def in_pool(**other):
    row = {
        "pooled_on": date(2024, 3, 15),
        "plan_filed_on": date(2024, 6, 15),
        "reports": (YearReport(2024, "filed"), YearReport(2025, "filed")),
    }
    return PoolFacts(**row | other)


def found(facts, today=TODAY, severity=Severity.ERROR):
    issues = certification_issues(facts, NATIONAL, today=today)
    return [issue for issue in issues if issue.severity == severity]


def test_with_plan_and_reports_it_is_open_after_a_year():
    assert certification_issues(in_pool(), NATIONAL, today=TODAY) == []


@pytest.mark.parametrize(
    ("pooled_on", "today", "is_open"),
    [
        (date(2025, 6, 30), date(2026, 6, 30), True),
        (date(2025, 7, 1), date(2026, 6, 30), False),
        (date(2024, 2, 29), date(2025, 2, 27), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
    ],
)
def test_a_year_in_the_pool_counts_to_the_day(pooled_on, today, is_open):
    reports = tuple(YearReport(year, "filed") for year in (2024, 2025))
    facts = in_pool(pooled_on=pooled_on, plan_filed_on=pooled_on, reports=reports)
    assert (found(facts, today) == []) is is_open


def test_the_day_from_which_it_is_open_is_named():
    facts = in_pool(pooled_on=date(2025, 7, 1), plan_filed_on=date(2025, 9, 1))
    (issue,) = found(facts)
    assert "2026年7月1日起可以申请认证" in issue.sentence


def test_a_missing_plan_is_named_and_a_late_one_told():
    (issue,) = found(in_pool(plan_filed_on=None))
    assert issue.field == "plan"
    assert "2024年6月15日" in issue.sentence
    late = in_pool(plan_filed_on=date(2024, 6, 17))
    assert found(late) == []
    (issue,) = found(late, severity=Severity.WARNING)
    assert issue.sentence == "三年规划逾期2天报备。"


def test_a_plan_within_its_longer_term_is_not_late():
    facts = in_pool(plan_filed_on=date(2024, 7, 1), plan_extended_to=date(2024, 7, 1))
    assert found(facts, severity=Severity.WARNING) == []


def test_every_missing_report_is_named_with_its_year():
    issues = found(in_pool(reports=()))
    assert [issue.field for issue in issues] == ["reports", "reports"]
    assert "2024年度报告（应于2025年1月31日前报送）" in issues[0].sentence
    assert "2025年度报告（应于2026年1月31日前报送）" in issues[1].sentence


@pytest.mark.parametrize(
    ("today", "missing"),
    [(date(2026, 1, 31), 1), (date(2026, 2, 1), 2)],
)
def test_a_report_is_missing_only_after_its_day(today, missing):
    assert len(found(in_pool(reports=()), today)) == missing


@pytest.mark.parametrize(
    ("state", "errors", "remarks"),
    [
        ("filed", 0, []),
        ("excused", 0, []),
        ("nil", 0, ["2025年度报告为零报告。"]),
        ("filed_late", 0, ["2025年度报告逾期报送。"]),
        ("nil_late", 0, ["2025年度报告为零报告，且逾期报送。"]),
        ("excused_late", 0, []),
        ("overdue", 1, []),
    ],
)
def test_nil_late_excused_and_missing_are_different(state, errors, remarks):
    facts = in_pool(reports=(YearReport(2024, "filed"), YearReport(2025, state)))
    assert len(found(facts)) == errors
    told = [i.sentence for i in found(facts, severity=Severity.WARNING)]
    assert told == remarks


def test_suspension_bans_and_exclusions_close_it():
    facts = in_pool(
        is_suspended=True,
        suspension_note="接受调查",
        banned_until=date(2026, 6, 30),
        exclusions=(
            Exclusion("tax", until=date(2026, 12, 31)),
            Exclusion("accident", until=date(2026, 6, 29)),
        ),
    )
    sentences = [issue.sentence for issue in found(facts)]
    assert len(sentences) == 3
    assert "暂停状态（接受调查）" in sentences[0]
    assert "2026年7月1日起可以申请" in sentences[1]
    assert "2026年12月31日前（含当日）不能申请认证" in sentences[2]
