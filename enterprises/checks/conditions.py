"""The six alternative conditions (590号 art. 5) of rows with their files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from enterprises.checks.counting import outside, same, sift, unnamed
from enterprises.checks.findings import Finding
from enterprises.checks.judging import (
    judge_certificates,
    judge_investments,
    judge_rights,
    judge_schools,
)
from enterprises.checks.programmes import programmes
from enterprises.checks.training import training
from enterprises.choices import SectionKey
from enterprises.facts import Facts, Investment
from enterprises.terms import look_back
from enterprises.thresholds import Thresholds


def schools(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 1: runs a school, trains the public, or helped to form a group."""
    rows, tally = sift(
        facts.schools,
        facts.shared.get(SectionKey.SCHOOLS, 0),
        unnamed("未填写名称", "name"),
    )
    return judge_schools(
        {row.kind for row in rows},
        len(rows),
        thresholds,
        remarks=tally.remarks,
        begun=bool(facts.schools),
    )


def certificates(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 3: carries the pilot of a 1+X certificate."""
    rows, tally = sift(
        facts.certificates,
        facts.shared.get(SectionKey.CERTIFICATES, 0),
        unnamed("未填写证书名称", "name"),
    )
    return judge_certificates(
        len({same(row.name) for row in rows}),
        remarks=tally.remarks,
        begun=bool(facts.certificates),
    )


def investments(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 5: money paid for bases or donations, by its day of payment."""
    rows, tally = sift(
        facts.investments,
        facts.shared.get(SectionKey.INVESTMENTS, 0),
        _no_amount,
        outside("付款日期", "paid_on", look_back(today, thresholds.look_back_years)),
    )
    return judge_investments(
        sum((row.amount or Decimal(0) for row in rows), Decimal(0)),
        thresholds,
        remarks=tally.remarks,
        begun=bool(facts.investments),
    )


def _no_amount(row: Investment) -> str:
    return "" if row.amount is not None and row.amount > 0 else "未填写金额"


def rights(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 6: rights shared with a school; without one they do not count."""
    rows, tally = sift(
        facts.rights,
        facts.shared.get(SectionKey.RIGHTS, 0),
        unnamed("未填写共有的院校", "partner"),
        outside("授权日期", "granted_on", look_back(today, thresholds.look_back_years)),
    )
    return judge_rights(
        len({(row.kind, same(row.number) or same(row.name)) for row in rows}),
        thresholds,
        remarks=tally.remarks,
        begun=bool(facts.rights),
    )


Check = Callable[[Facts, Thresholds, date], Finding]

CONDITIONS: tuple[Check, ...] = (
    schools,
    training,
    certificates,
    programmes,
    investments,
    rights,
)


def findings(
    facts: Facts, thresholds: Thresholds, *, today: date
) -> tuple[Finding, ...]:
    """All six, in their order."""
    return tuple(check(facts, thresholds, today) for check in CONDITIONS)
