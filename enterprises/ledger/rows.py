"""A line of the ledger as values of the register, with what is wrong in its cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from documents.workbooks import Book, Line
from enterprises.choices import GroupKind, Ownership, Size, Standing
from enterprises.ledger import cells
from enterprises.ledger.book import (
    PLACES,
    TAGS,
    figure_key,
    ledger_book,
    standings_of,
)
from enterprises.ledger.cells import Fault
from enterprises.models import EnterpriseYear
from enterprises.models.facts import FIGURES
from industries.choices import PriorityTag
from industries.models import Industry
from regions.models import Division, ManagingUnit

# Positions 3 and 4 of a credit code: the province of the registering body.
PROVINCE_IN_CODE = slice(2, 4)
# Columns that are not columns of the register, and the years gathered from theirs.
ASIDE = ("certificate", "valid_from", "valid_until")
YEARS = "years"


@dataclass(frozen=True)
class Scope:
    """Whose ledger it is, on which day; None: the nation's own enterprises."""

    unit: ManagingUnit | None
    today: datetime.date

    @property
    def unit_code(self) -> str | None:
        """The unit's code."""
        return self.unit.pk if self.unit else None

    @cached_property
    def book(self) -> Book:
        """The workbook that is filled in."""
        return ledger_book(self.unit)

    @cached_property
    def units_of(self) -> dict[str, str | None]:
        """The managing unit of every division."""
        return dict(Division.objects.values_list("code", "managing_unit_id"))

    @cached_property
    def industries(self) -> set[str]:
        """The codes of all divisions of GB/T 4754."""
        return set(Industry.objects.divisions().values_list("code", flat=True))

    @cached_property
    def readers(self) -> dict[str, Callable[[str], Any]]:
        """How each column but the days is read."""
        return _readers(self)


@dataclass
class Row:
    """What a line holds, by field of the register; only what was filled in."""

    line: Line
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """What was filled in, or None."""
        return self.values.get(key)

    @property
    def remark(self) -> str:
        """What to look at although it stops nothing: moves are lawful."""
        code, place = self.get("credit_code"), self.get("division")
        same = not code or not place or code[PROVINCE_IN_CODE] == place[:2]
        return "" if same else "请留意：代码中的登记地与注册地不在同一省份，不影响导入"

    @property
    def register_values(self) -> Mapping[str, Any]:
        """Without the certificate and the years, which have rows of their own."""
        aside = (*ASIDE, YEARS)
        return {key: v for key, v in self.values.items() if key not in aside}


def _readers(scope: Scope) -> dict[str, Callable[[str], Any]]:
    standings = standings_of(scope.unit is None)
    texts = {
        "name": (200, "企业名称"),
        "address": (200, "注册地址"),
        "legal_representative": (50, "法定代表人"),
        "contact": (50, "联系人"),
        "contact_phone": (30, "联系电话"),
        "pool_number": (30, "入库编号"),
        "certificate": (30, "证书编号"),
        "document_number": (60, "发文文号"),
        "document_name": (200, "发文名称"),
        "source": (500, "来源说明"),
    }
    tag = cells.choice_of(PriorityTag, "重点产业领域")
    unit = scope.unit_code
    return {
        **{key: cells.words_of(*bounds) for key, bounds in texts.items()},
        **dict.fromkeys(TAGS, tag),
        **_figure_readers(),
        "credit_code": cells.code_of,
        "standing": cells.choice_of(standings, "名单类别"),
        "ownership": cells.choice_of(Ownership, "所有制形式"),
        "size": cells.choice_of(Size, "企业规模"),
        "group_kind": cells.choice_of(GroupKind, "申报主体"),
        "is_above_scale": cells.yes_or_no,
        "is_stock_listed": cells.yes_or_no,
        "staff": cells.count_of,
        "technical_staff": cells.count_of,
        "website": cells.site_of,
        "contact_mail": cells.mail_of,
        "division": lambda text: cells.division_of(text, scope.units_of, unit),
        "industry": lambda text: cells.industry_of(text, scope.industries),
    }


def _figure_readers() -> dict[str, Callable[[str], Any]]:
    found: dict[str, Callable[[str], Any]] = {}
    for place in PLACES:
        found[figure_key("year", place)] = cells.year_of
        for name in FIGURES:
            label = str(EnterpriseYear._meta.get_field(name).verbose_name)
            read = cells.amount_of(
                label.removesuffix("（元）"), signed=name == "profit"
            )
            found[figure_key(name, place)] = read
    return found


def read_row(line: Line, scope: Scope) -> Row:
    """The values of a line; every fault stands at its column."""
    row = Row(line)
    for column in scope.book.columns:
        text = line.text(column.key)
        if not text:
            if column.required:
                row.faults[column.key] = f"缺少{column.label}，请填写。"
            continue
        try:
            reader = scope.readers.get(column.key)
            value = reader(text) if reader else cells.day_of(line, column.key)
        except Fault as fault:
            row.faults[column.key] = str(fault)
        else:
            row.values[column.key] = value
    _gather_tags(row)
    for key, sentence in _gather_years(row, scope):
        row.faults.setdefault(key, sentence)
    for key, sentence in _together(row, scope):
        row.faults.setdefault(key, sentence)
    return row


def _gather_tags(row: Row) -> None:
    """The three columns as one list, in the order of the standard list."""
    chosen = [row.values.pop(key) for key in TAGS if key in row.values]
    if len(set(chosen)) < len(chosen):
        row.faults[TAGS[-1]] = "重点产业领域有重复，请删除重复的一项。"
    elif chosen:
        row.values["tags"] = [tag.value for tag in PriorityTag if tag.value in chosen]


def _gather_years(row: Row, scope: Scope) -> Iterator[tuple[str, str]]:
    """The columns of three years as figures by year; what is wrong with a year."""
    years: dict[int, dict[str, Any]] = {}
    for place in PLACES:
        key = figure_key("year", place)
        figures = _figures_at(row, place)
        year = row.values.pop(key, None)
        if year is None:
            if figures and key not in row.faults:
                yield key, f"填写了经营数据的，应填写年度{place}。"
        elif not figures:
            yield key, f"年度{place}没有填写经营数据，请补充，或删除该年度。"
        elif year in years:
            yield key, f"{year}年重复，三个年度应不相同，请核对。"
        elif year > scope.today.year:
            yield key, f"年度{place}晚于今年，请核对。"
        else:
            years[year] = figures
    if years:
        row.values[YEARS] = years


def _figures_at(row: Row, place: int) -> dict[str, Any]:
    """What was filled in of one of the years, taken out of the row."""
    keys = {name: figure_key(name, place) for name in FIGURES}
    return {n: row.values.pop(k) for n, k in keys.items() if k in row.values}


def _together(row: Row, scope: Scope) -> Iterator[tuple[str, str]]:
    """What is wrong between the cells of one row."""
    staff, technical = row.get("staff"), row.get("technical_staff")
    if staff is not None and technical is not None and technical > staff:
        yield "technical_staff", "技术技能人员不能多于职工人数，请核对。"
    for key in ("registered_on", "pooled_on", "valid_from", "document_date"):
        day = row.get(key)
        if day is not None and day > scope.today:
            yield key, "日期晚于今天，请核对。"
    if row.get("pool_number") and not row.get("pooled_on"):
        yield "pooled_on", "填写了入库编号的，应填写入库日期。"
    begun, pooled = row.get("registered_on"), row.get("pooled_on")
    if begun and pooled and pooled < begun:
        yield "pooled_on", "入库日期不能早于成立日期，请核对。"
    yield from _certificate(row)


def _certificate(row: Row) -> Iterator[tuple[str, str]]:
    first, last = row.get("valid_from"), row.get("valid_until")
    given = [key for key in ASIDE if key in row.values or key in row.faults]
    if given and row.get("standing") not in (Standing.CERTIFIED, None):
        yield given[0], "名单类别不是“已认证”的，不应填写证书，请核对名单类别。"
    elif given:
        labels = {
            "certificate": "证书编号",
            "valid_from": "证书有效期起",
            "valid_until": "证书有效期止",
        }
        for key in ASIDE:
            if key not in given:
                yield key, f"缺少{labels[key]}，证书编号和有效期应一并填写。"
    if first and last and last < first:
        yield "valid_until", "有效期止不能早于有效期起，请核对。"
