"""What is wrong with a period or a statement of the credit ledger; pure functions."""

from incentives.checks.credit.facts import Around, Draft, Line, UsedVoucher
from incentives.checks.credit.periods import period_issues
from incentives.checks.credit.shape import shape_issues
from incentives.checks.credit.statements import compared_money, statement_issues

__all__ = [
    "Around",
    "Draft",
    "Line",
    "UsedVoucher",
    "compared_money",
    "period_issues",
    "shape_issues",
    "statement_issues",
]
