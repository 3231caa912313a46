"""Official lists come in: all rows or none, as often as one likes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from cities.checks.lists import ListedRow, read_rows, row_issues
from cities.choices import DatePrecision, Provenance
from cities.models import ListedImport, PilotCity
from cities.permissions import can_import
from regions.models import Division, ManagingUnit
from ui.refusals import Invalid, allow
from ui.text import pinyin_key

NEW, THERE, CHANGED, WAITING = "new", "there", "changed", "waiting"
WORDS = {
    NEW: "新增",
    THERE: "已在名单中，未改动",
    CHANGED: "已在名单中，更新登记信息",
    WAITING: "待企业库启用后导入",
}
# An app above that keeps enterprises: (rows, now, write) -> the outcome of each.
takers: list[Callable[[Sequence[ListedRow], datetime, bool], list[str]]] = []
# Any fixed number: two imports at once would both see a city as new.
LOCK = 20_210_573
SHOWN_ISSUES = 100


@dataclass(frozen=True)
class ReportRow:
    """What becomes of one row of the file."""

    row: ListedRow
    outcome: str

    @property
    def words(self) -> str:
        return WORDS[self.outcome]

    @property
    def writes(self) -> bool:
        """Whether anything is to be written."""
        return self.outcome in (NEW, CHANGED)

    def to_json(self) -> dict[str, Any]:
        return asdict(self.row) | {"outcome": self.outcome}


def preview_listed(content: bytes, *, now: datetime | None = None) -> list[ReportRow]:
    """What an import would do; writes nothing. `Invalid` names each wrong row."""
    now = now or timezone.now()
    rows = read_rows(content)
    issues = row_issues(rows, divisions=_divisions(rows), today=timezone.localdate(now))
    if issues:
        more = f"（仅列出前 {SHOWN_ISSUES} 处）" if len(issues) > SHOWN_ISSUES else ""
        raise Invalid(
            f"共有 {len(issues)} 处错误，未导入任何数据{more}。",
            issues=issues[:SHOWN_ISSUES],
        )
    codes = [row.code for row in rows if row.kind == "city"]
    listed = PilotCity.objects.listed().filter(code__in=codes)
    there = set(listed.values_list("code", flat=True))
    taken = _taken(rows, now, write=False)
    return [ReportRow(row, taken.get(row.line) or _outcome(row, there)) for row in rows]


def _taken(rows: list[ListedRow], now: datetime, *, write: bool) -> dict[int, str]:
    """What becomes of the enterprises by their lines; {} where nobody keeps them."""
    firms = [row for row in rows if row.kind == "enterprise"]
    if not firms or not takers:
        return {}
    outcomes = takers[0](firms, now, write)
    return {row.line: told for row, told in zip(firms, outcomes, strict=True)}


def _divisions(rows: list[ListedRow]) -> dict[str, Division]:
    codes = {row.code for row in rows if row.kind == "city"}
    found = Division.objects.filter(code__in=codes).select_related("managing_unit")
    return {division.code: division for division in found}


def _outcome(row: ListedRow, there: set[str]) -> str:
    if row.kind == "enterprise":
        return WAITING
    return THERE if row.code in there else NEW


@transaction.atomic
def import_listed(
    content: bytes,
    *,
    file_name: str,
    by: User | None,
    now: datetime | None = None,
) -> ListedImport:
    """Make the records of a list, cities and enterprises; the report keeps every row.

    `by` is None for the command on the server. The same file again changes nothing
    and gives the first report back.
    """
    now = now or timezone.now()
    if by is not None:
        allow(can_import(by))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    report = preview_listed(content, now=now)
    digest = hashlib.sha256(content).hexdigest()
    held: ListedImport | None = ListedImport.objects.filter(digest=digest).first()
    if held is not None and not any(line.writes for line in report):
        return held
    record = ListedImport.objects.create(
        file_name=file_name[:200],
        digest=digest,
        rows=[line.to_json() for line in report],
        made=_count(report, NEW),
        unchanged=_count(report, THERE),
        waiting=_count(report, WAITING),
        by=by,
        at=now,
    )
    new = [line.row for line in report if line.outcome == NEW]
    _make_cities([row for row in new if row.kind == "city"], record, now)
    _taken([line.row for line in report], now, write=True)
    return record


def _count(report: list[ReportRow], outcome: str) -> int:
    return sum(line.outcome == outcome for line in report)


def _make_cities(rows: list[ListedRow], record: ListedImport, now: datetime) -> None:
    divisions = _divisions(rows)
    PilotCity.objects.bulk_create(
        _city(row, divisions[row.code], record, now) for row in rows
    )


def _city(
    row: ListedRow, division: Division, record: ListedImport, now: datetime
) -> PilotCity:
    # row_issues refuses places without a unit and rows without a date.
    unit = cast(ManagingUnit, division.managing_unit)
    day, precision = cast(tuple[date, DatePrecision], row.day)
    return PilotCity(
        code=row.code,
        name=division.full_name,
        core_area=division.name if unit.is_municipality else "",
        division=division,
        new_area=division.new_areas.first() if unit.is_municipality else None,
        managing_unit=unit,
        economic_region=unit.economic_region,
        batch=int(row.batch) if row.batch else None,
        document_name=row.document_name,
        document_number=row.document_number,
        document_date=day,
        document_date_precision=precision,
        listed_on=None,
        provenance=Provenance.IMPORT,
        source=row.source,
        listed_import=record,
        pinyin=pinyin_key(division.name).replace(" ", "")[:200],
        created_at=now,
        updated_at=now,
    )
