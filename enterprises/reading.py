"""From a frozen application to the facts that the checks look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from enterprises import facts
from enterprises.choices import SectionKey
from enterprises.models import Enterprise
from enterprises.models.sections import SECTIONS, shared_slot
from workflow.outline import ROW_FILES

Values = Mapping[str, Any]


def facts_in(data: Values, enterprise: Enterprise, today: date) -> facts.Facts:
    """What an application says, and what the register knows against it."""
    basics = _fields(data, SectionKey.BASICS)
    cooperation = _fields(data, SectionKey.COOPERATION)
    statements = _fields(data, SectionKey.STATEMENTS)
    return facts.Facts(
        name=data["enterprise"]["name"],
        credit_code=data["enterprise"]["credit_code"],
        registered_on=_day(basics.get("registered_on")),
        division=data["place"]["code"],
        division_name=data["place"]["name"],
        industry=str((basics.get("industry") or {}).get("id", "")),
        tags=tuple(basics.get("tags") or ()),
        is_above_scale=basics.get("is_above_scale"),
        education_fund_in_full=cooperation.get("education_fund_in_full"),
        has_cooperation_body=cooperation.get("has_cooperation_body"),
        no_accident=statements.get("no_accident"),
        no_dishonesty=statements.get("no_dishonesty"),
        no_tax_offence=statements.get("no_tax_offence"),
        banned_until=enterprise.banned_until,
        exclusions=exclusions_of(enterprise, today),
        shared={
            section.key: len(_files(data, section.key))
            for section in SECTIONS
            if section.row_files
        },
        **{key.value: tuple(_rows(data, key, make)) for key, make in ROWS.items()},
    )


def exclusions_of(enterprise: Enterprise, today: date) -> tuple[facts.Exclusion, ...]:
    """What keeps an enterprise out on a day, as authorities entered it."""
    rows = enterprise.exclusions.filter(lifted_at__isnull=True, since__lte=today)
    holding = rows.filter(Q(until__isnull=True) | Q(until__gte=today))
    return tuple(
        facts.Exclusion(kind=row.kind, note=row.note, until=row.until)
        for row in holding
    )


def _fields(data: Values, key: SectionKey) -> Values:
    found: Values = data["sections"].get(key.value, {}).get("fields", {})
    return found


def _files(data: Values, key: str) -> list[Any]:
    held = data["sections"].get(key, {}).get("files", {})
    found: list[Any] = held.get(shared_slot(key), [])
    return found


def _rows(data: Values, key: SectionKey, make: Callable[..., Any]) -> Iterator[Any]:
    for row in data["sections"].get(key.value, {}).get("rows", []):
        values = {
            name: _value(name, value)
            for name, value in row.items()
            if name not in (ROW_FILES, "key")
        }
        yield make(**values, evidence=len(row.get(ROW_FILES, [])))


DAYS = frozenset({"since", "start", "end", "paid_on", "granted_on"})
SUMS = frozenset({"share", "amount"})


def _value(name: str, value: Any) -> Any:
    if name in DAYS:
        return _day(value)
    if name in SUMS:
        return None if value in (None, "") else Decimal(str(value))
    return value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


ROWS: dict[SectionKey, Callable[..., Any]] = {
    SectionKey.SCHOOLS: facts.School,
    SectionKey.APPRENTICESHIPS: facts.Apprenticeship,
    SectionKey.INTERNS: facts.Intern,
    SectionKey.CERTIFICATES: facts.Certificate,
    SectionKey.PROGRAMMES: facts.Programme,
    SectionKey.INVESTMENTS: facts.Investment,
    SectionKey.RIGHTS: facts.Right,
}
