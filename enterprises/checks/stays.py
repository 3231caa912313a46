"""Stays of interns: once per person, joined together, long enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from enterprises.checks.counting import same
from enterprises.facts import Intern
from enterprises.terms import ONE_DAY, last_day_of_months

Stay = tuple[date, date]  # first and last day, both included
Person = tuple[str, str]  # school and student number, as they are compared


def person_of(row: Intern) -> Person:
    """Who it is: a student number is unique within its school only."""
    return same(row.school), same(row.number)


def stays_by_person(
    rows: Iterable[Intern], window: tuple[date, date]
) -> dict[Person, list[Stay]]:
    """The stays of each person, cut to the window and joined where they touch."""
    first, last = window
    found: dict[Person, list[Stay]] = defaultdict(list)
    for row in rows:
        if row.start and row.end and row.start <= last and row.end >= first:
            stay = max(row.start, first), min(row.end, last)
            found[person_of(row)].append(stay)
    return {person: merged(stays) for person, stays in found.items()}


def merged(stays: Iterable[Stay]) -> list[Stay]:
    """Overlapping and adjoining stays as one; the order does not matter."""
    found: list[Stay] = []
    for start, end in sorted(stays):
        if found and start <= found[-1][1] + ONE_DAY:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def lasts(stay: Stay, months: int) -> bool:
    """Whether a stay has so many months, to the day."""
    return stay[1] >= last_day_of_months(stay[0], months)


def namesakes(rows: Iterable[Intern]) -> int:
    """How many student numbers stand with more than one name."""
    names: dict[Person, set[str]] = defaultdict(set)
    for row in rows:
        names[person_of(row)].add(same(row.name))
    return sum(len(known) > 1 for known in names.values())
