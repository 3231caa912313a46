"""What becomes of each row of a ledger, held against the register chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Q

from documents.workbooks import Line
from enterprises.choices import Provenance, Standing
from enterprises.ledger.rows import ASIDE, YEARS, Row, Scope, read_row
from enterprises.models import Certificate, Enterprise, EnterpriseYear

CHUNK = 500
NEW, CHANGED, SAME, BROKEN = "new", "changed", "same", "broken"
OUTCOMES = (NEW, CHANGED, SAME, BROKEN)
LABELS = {
    **{f.name: str(f.verbose_name) for f in Enterprise._meta.concrete_fields},
    "certificate": "认证证书",
    "years": "年度经营情况",
}
# How an enterprise was listed; only told anew where its standing changes.
LISTING = ("document_number", "document_name", "document_date", "source")
GONE = (Standing.REMOVED, Standing.LEFT)
# A ledger may raise an enterprise, never lower it.
RANK = {Standing.NONE: 0, Standing.POOLED: 1, Standing.CERTIFIED: 2}
FOREIGN = {"division": "division_id", "industry": "industry_id"}


@dataclass
class Judged:
    """A row and what would become of it; `changes` by field of the register."""

    row: Row
    enterprise: Enterprise | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    certificate: bool = False
    years: list[EnterpriseYear] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """New, changed, the same, or broken."""
        if self.row.faults:
            return BROKEN
        if self.enterprise is None:
            return NEW
        differs = self.changes or self.certificate or self.years
        return CHANGED if differs else SAME

    @property
    def changed(self) -> list[str]:
        """What changes, in words of the columns."""
        names = [*self.changes]
        names += ["certificate"] if self.certificate else []
        names += [YEARS] if self.years else []
        return [LABELS[name] for name in names]

    @property
    def trace(self) -> str:
        """One line by which two judgements of a file are compared."""
        pk = self.enterprise.pk if self.enterprise else ""
        changed = ",".join([*self.changes, *(str(row.year) for row in self.years)])
        where = self.row.line.number
        return f"{where}|{self.outcome}|{pk}|{changed}|{self.certificate}\n"


class Judge:
    """Judges a whole file; remembers what stood in its earlier rows."""

    def __init__(self, scope: Scope, *, lock: bool = False) -> None:
        self.scope, self.lock = scope, lock
        self.seen: dict[tuple[str, str], int] = {}

    def judge(self, lines: Iterable[Line]) -> Iterator[Judged]:
        """Each row in order; the register is asked once a chunk."""
        rows = (read_row(line, self.scope) for line in lines)
        while chunk := list(islice(rows, CHUNK)):
            known = _Known(chunk, lock=self.lock)
            for row in chunk:
                yield self._one(row, known)

    def _one(self, row: Row, known: _Known) -> Judged:
        for key, sentence in self._twice(row):
            row.faults.setdefault(key, sentence)
        judged = Judged(row, known.enterprise_of(row))
        for key, sentence in _against(judged, known, self.scope):
            row.faults.setdefault(key, sentence)
        if not row.faults and judged.enterprise is not None:
            judged.changes = _changes(judged.enterprise, row)
        if not row.faults:
            judged.certificate = known.certificate_differs(judged)
            judged.years = known.years_that_differ(judged)
        return judged

    def _twice(self, row: Row) -> Iterator[tuple[str, str]]:
        keys = ["credit_code", "pool_number", "certificate"]
        if not row.get("credit_code"):
            keys.append("name")
        for key in keys:
            value = row.get(key)
            if not value:
                continue
            first = self.seen.setdefault((key, value), row.line.number)
            if first != row.line.number:
                yield key, f"与第 {first} 行重复，请删除其中一行或改正。"


class _Known:
    """What the register holds about the rows of a chunk."""

    def __init__(self, rows: list[Row], *, lock: bool) -> None:
        codes, names = _all(rows, "credit_code"), _all(rows, "name")
        numbers, papers = _all(rows, "pool_number"), _all(rows, "certificate")
        found = Enterprise.objects.filter(
            Q(credit_code__in=codes)
            | Q(credit_code__isnull=True, name__in=names)
            | Q(pool_number__in=numbers)
        ).order_by("pk")
        if lock:
            found = found.select_for_update()
        self.by_code: dict[str, Enterprise] = {}
        self.by_name: dict[str, Enterprise] = {}
        self.by_number: dict[str, Enterprise] = {}
        for enterprise in found:
            self._remember(enterprise)
        held = EnterpriseYear.objects.none()
        if any(row.get(YEARS) for row in rows):
            held = EnterpriseYear.objects.filter(enterprise__in=[e.pk for e in found])
        self.years = {(row.enterprise_id, row.year): row for row in held}
        certificates = Certificate.objects.filter(number__in=papers)
        self.certificates = {c.number: c for c in certificates}

    def _remember(self, enterprise: Enterprise) -> None:
        if enterprise.credit_code:
            self.by_code[enterprise.credit_code] = enterprise
        else:
            self.by_name[enterprise.name] = enterprise
        if enterprise.pool_number:
            self.by_number[enterprise.pool_number] = enterprise

    def enterprise_of(self, row: Row) -> Enterprise | None:
        """By code; by name where the register has no code for it yet."""
        code, name = row.get("credit_code") or "", row.get("name") or ""
        return self.by_code.get(code) or self.by_name.get(name)

    def certificate_differs(self, judged: Judged) -> bool:
        """Whether the row brings a certificate, or other days of one."""
        number = judged.row.get("certificate")
        if not number:
            return False
        held = self.certificates.get(number)
        days = [judged.row.get(key) for key in ASIDE[1:]]
        return held is None or [held.valid_from, held.valid_until] != days

    def years_that_differ(self, judged: Judged) -> list[EnterpriseYear]:
        """The years that the row brings anew or with other figures, as they become."""
        pk, found = judged.enterprise and judged.enterprise.pk, []
        for year, figures in (judged.row.get(YEARS) or {}).items():
            held = self.years.get((pk, year)) or EnterpriseYear(year=year)
            if any(getattr(held, name) != value for name, value in figures.items()):
                for name, value in figures.items():
                    setattr(held, name, value)
                found.append(held)
        return found


def _all(rows: list[Row], key: str) -> set[str]:
    return {row.values[key] for row in rows if row.values.get(key)}


def _against(judged: Judged, known: _Known, scope: Scope) -> Iterator[tuple[str, str]]:
    """What the register has against the row."""
    row, there = judged.row, judged.enterprise
    number, paper = row.get("pool_number") or "", row.get("certificate") or ""
    holder = known.by_number.get(number)
    if holder is not None and holder != there:
        yield "pool_number", f"入库编号已由“{holder.name}”使用，请核对。"
    held = known.certificates.get(paper)
    if held is not None and (there is None or held.enterprise_id != there.pk):
        yield "certificate", f"证书编号已由“{held.name}”使用，请核对。"
    if there is None:
        yield from _of_new(row, scope)
    else:
        yield from _of_old(row, there, scope)


def _of_new(row: Row, scope: Scope) -> Iterator[tuple[str, str]]:
    if scope.unit is not None and not row.get("division"):
        yield "division", "新增企业应填写注册地，请补充。"
    standing = row.get("standing")
    if standing == Standing.CERTIFIED and not row.get("certificate"):
        yield "certificate", "已认证的应填写证书编号和有效期，请补充。"
    if standing == Standing.POOLED and not row.get("pooled_on"):
        yield "pooled_on", "建设培育的应填写入库日期，请补充。"


def _of_old(row: Row, there: Enterprise, scope: Scope) -> Iterator[tuple[str, str]]:
    if there.managing_unit_id != scope.unit_code:
        yield "credit_code", "该企业由其他管理单位管理，不能由本单位导入，请核对代码。"
        return
    wanted = row.get("standing")
    if there.standing in GONE:
        yield "standing", f"该企业{there.get_standing_display()}，不能通过导入恢复。"
    elif there.banned_until is not None and there.is_banned_on(scope.today):
        until = there.banned_until.isoformat()
        yield "standing", f"该企业在禁止申报期内（至 {until}），不能导入。"
    elif wanted and wanted != there.standing:
        yield from _raised(row, there, wanted)
    own = there.provenance == Provenance.APPLICATION
    if own and row.get("pool_number") not in (None, there.pool_number):
        yield "pool_number", "该企业经平台申报入库，编号不能通过导入更改。"


def _raised(row: Row, there: Enterprise, wanted: str) -> Iterator[tuple[str, str]]:
    shown = there.get_standing_display()
    if there.standing == Standing.NATIONAL or (
        wanted != Standing.NATIONAL
        and RANK[Standing(wanted)] < RANK[Standing(there.standing)]
    ):
        yield "standing", f"该企业现为“{shown}”，不能通过导入改为其他类别。"
    elif there.provenance == Provenance.APPLICATION:
        yield "standing", "该企业经平台申报入库，名单类别不能通过导入更改。"
    elif wanted == Standing.CERTIFIED and not row.get("certificate"):
        yield "certificate", "改为已认证的应填写证书编号和有效期，请补充。"
    elif wanted == Standing.POOLED and not row.get("pooled_on"):
        yield "pooled_on", "建设培育的应填写入库日期，请补充。"


def _changes(there: Enterprise, row: Row) -> dict[str, Any]:
    """The fields in which the row differs from the register."""
    values = row.register_values
    return {
        key: value
        for key, value in values.items()
        if getattr(there, FOREIGN.get(key, key)) != value
    }
