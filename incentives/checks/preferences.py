"""What is wrong with a preference; pure functions."""

from __future__ import annotations

from decimal import Decimal

from incentives.choices.grants import PREFERENCE_UNIT, WHOLE, PreferenceKind
from ui.refusals import Issue
from ui.words import number

FIRST_YEAR = 2019
# Enrolment plans are laid for years to come, but not for ever.
YEARS_AHEAD = 5


def preference_issues(
    kind: str, quantity: Decimal, year: int, this_year: int
) -> list[Issue]:
    """Everything wrong with an entry, at its field."""
    if kind not in PreferenceKind.values:
        return [Issue("kind", "请选择倾斜类别。")]
    found = _quantity(kind, quantity)
    last = this_year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        found.append(Issue("year", f"年度须在{FIRST_YEAR}年至{last}年之间。"))
    return found


def counter_issues(kind: str, quantity: Decimal, left: Decimal) -> list[Issue]:
    """Why so much cannot be taken off an entry."""
    if issues := _quantity(kind, quantity):
        return issues
    if quantity > left:
        places = 0 if kind in WHOLE else 2
        words = f"冲减不能超过尚余的{number(left, places)}{PREFERENCE_UNIT[kind]}。"
        return [Issue("quantity", words)]
    return []


def _quantity(kind: str, quantity: Decimal) -> list[Issue]:
    if quantity <= 0:
        return [Issue("quantity", "数量须大于零。")]
    if kind in WHOLE and quantity != quantity.to_integral_value():
        label = PreferenceKind(kind).label
        return [Issue("quantity", f"{label}的数量须为整数。")]
    return []
