"""Frozen figures of upper apps, that `verify_audit` proves along with the chain.

An app registers a function that yields a sentence for each row that does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Check = Callable[[], Iterator[str]]
_checks: list[Check] = []


def register_frozen(check: Check) -> None:
    """Once; the same again changes nothing."""
    if check not in _checks:
        _checks.append(check)


def first_broken() -> str:
    """The first sentence of the first check that finds one; "" if all holds."""
    for check in _checks:
        for sentence in check():
            return sentence
    return ""
