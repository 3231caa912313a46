"""Whether certification is open to an enterprise in the pool; each thing missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from enterprises.checks.admission import until_words
from enterprises.choices import FilingState
from enterprises.facts import PoolFacts
from enterprises.terms import ONE_DAY, add_months, plan_due, reports_due
from enterprises.thresholds import Thresholds
from ui.refusals import Issue, Severity
from ui.words import cn_date

Check = Callable[[PoolFacts, Thresholds, date], Iterable[Issue]]

POOL, PLAN, REPORTS = "pool", "plan", "reports"
PLAN_ELSEWHERE = "企业由名单导入，三年规划报备情况不在平台中，由管理单位在审核时核实。"
STANDING, RENEWAL = "standing", "renewal"


def long_in_pool(
    facts: PoolFacts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """At least a year of cultivation, to the day."""
    if facts.pooled_on is None:
        yield Issue(
            POOL,
            f"企业不在建设培育库中，入库满{thresholds.months_in_pool}个月后"
            "才能申请认证。",
        )
        return
    opens = add_months(facts.pooled_on, thresholds.months_in_pool)
    if today < opens:
        yield Issue(
            POOL,
            f"纳入建设培育库须满{thresholds.months_in_pool}个月；"
            f"企业于{cn_date(facts.pooled_on)}入库，{cn_date(opens)}起可以申请认证。",
        )


def plan_is_filed(
    facts: PoolFacts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """The three-year plan is there; one that came late is told."""
    if facts.pooled_on is None:
        return
    due = facts.plan_extended_to or plan_due(facts.pooled_on, thresholds.plan_months)
    if facts.plan_elsewhere:
        yield Issue(PLAN, PLAN_ELSEWHERE, Severity.WARNING)
    elif facts.plan_filed_on is None:
        yield Issue(
            PLAN,
            f"尚未报备三年规划（应于{cn_date(due)}前报备），请先公开规划并报备。",
        )
    elif facts.plan_filed_on > due:
        late = (facts.plan_filed_on - due).days
        yield Issue(PLAN, f"三年规划逾期{late}天报备。", Severity.WARNING)


def reports_are_filed(
    facts: PoolFacts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """Each annual report that was due; nil, late and excused are three things."""
    if facts.pooled_on is None:
        return
    known = {report.year: report for report in facts.reports}
    for year, due in reports_due(
        facts.pooled_on,
        today,
        month=thresholds.report_month,
        day=thresholds.report_day,
    ):
        report = known.get(year)
        state = FilingState(report.state) if report else FilingState.OVERDUE
        if state in UNFILED:
            yield Issue(
                REPORTS,
                f"尚未报送{year}年度报告（应于{cn_date(due)}前报送），请补报；"
                "经管理单位同意免报的，由管理单位登记。",
            )
        elif state in REMARKS:
            yield Issue(REPORTS, f"{year}年度报告{REMARKS[state]}。", Severity.WARNING)


UNFILED = (FilingState.DUE, FilingState.OVERDUE)
REMARKS = {
    FilingState.NIL: "为零报告",
    FilingState.FILED_LATE: "逾期报送",
    FilingState.NIL_LATE: "为零报告，且逾期报送",
}


def in_good_standing(
    facts: PoolFacts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """Neither suspended, nor banned, nor excluded."""
    if facts.is_suspended:
        note = f"（{facts.suspension_note}）" if facts.suspension_note else ""
        yield Issue(STANDING, f"企业资格处于暂停状态{note}，恢复后才能申请认证。")
    if facts.banned_until is not None and today <= facts.banned_until:
        opens = cn_date(facts.banned_until + ONE_DAY)
        yield Issue(
            STANDING,
            f"企业处于禁止申报期，禁止期至{cn_date(facts.banned_until)}，"
            f"{opens}起可以申请。",
        )
    for exclusion in facts.exclusions:
        if exclusion.runs_on(today):
            yield Issue(
                STANDING,
                f"企业有{exclusion.label}的记录，"
                f"{until_words(exclusion.until)}不能申请认证。",
            )


def renewal_is_open(
    facts: PoolFacts, thresholds: Thresholds, today: date
) -> Iterator[Issue]:
    """Who holds a certificate renews it in the last months of its term."""
    if facts.certified_until is None:
        return
    opens = add_months(facts.certified_until, -thresholds.renewal_months)
    if today < opens:
        yield Issue(
            RENEWAL,
            f"现有认证有效期至{cn_date(facts.certified_until)}，"
            f"届满前{thresholds.renewal_months}个月内可以申请复评，"
            f"即{cn_date(opens)}起。",
        )


CHECKS: tuple[Check, ...] = (
    long_in_pool,
    renewal_is_open,
    plan_is_filed,
    reports_are_filed,
    in_good_standing,
)


def certification_issues(
    facts: PoolFacts, thresholds: Thresholds, *, today: date
) -> list[Issue]:
    """All that keeps certification closed, and what is worth knowing."""
    return [i for check in CHECKS for i in check(facts, thresholds, today)]


def certification_passed(
    facts: PoolFacts, thresholds: Thresholds, *, today: date
) -> tuple[int, int]:
    """How many of the checks keep nothing closed, and of how many."""
    closed = [
        any(i.severity == Severity.ERROR for i in check(facts, thresholds, today))
        for check in CHECKS
    ]
    return closed.count(False), len(closed)
