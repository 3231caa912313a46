"""What is wrong with a period or a statement of the credit ledger; pure functions."""

from incentives.checks.credit.facts import Around, Draft, Line, UsedVoucher
from incentives.checks.credit.lines import line_issues
from incentives.checks.credit.periods import period_issues
from incentives.checks.credit.shape import MOST, shape_issues
from incentives.checks.credit.statements import (
    compared_money,
    gap_issue,
    statement_issues,
)

__all__ = [
    "MOST",
    "Around",
    "Draft",
    "Line",
    "UsedVoucher",
    "compared_money",
    "gap_issue",
    "line_issues",
    "period_issues",
    "shape_issues",
    "statement_issues",
]
