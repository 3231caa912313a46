"""The tax return's sheet as tables to copy from: a row each column, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentives.credit import CENT
from incentives.sheets import ReturnLine, ReturnSheet
from ui.words import number

VAT = "附列资料（五）（附加税费情况表）"
CONSUMPTION = "消费税附加税费计算表"
SHARE = Decimal(100)


@dataclass(frozen=True)
class ReturnRow:
    """A printed column: its number, its name, and what stands on the two lines."""

    place: str
    name: str
    education: str
    local: str
    is_credit: bool = False


@dataclass(frozen=True)
class ReturnTable:
    """An annex, with the block below its lines as (number, name, value)."""

    title: str
    rows: Sequence[ReturnRow]
    block: Sequence[tuple[str, str, str]] = ()


def return_tables(sheet: ReturnSheet) -> list[ReturnTable]:
    """附列资料（五）, and where there is consumption tax its annex."""
    found = [ReturnTable(VAT, _vat_rows(sheet.vat_lines), _block(sheet))]
    if sheet.consumption_lines:
        rows = _consumption_rows(sheet.consumption_lines)
        found.append(ReturnTable(CONSUMPTION, rows))
    return found


def _vat_rows(lines: Sequence[ReturnLine]) -> list[ReturnRow]:
    one, two = (_vat_values(line) for line in lines)
    return [
        ReturnRow(place, name, first, second, place == "11")
        for (place, name), first, second in zip(VAT_NAMES, one, two, strict=True)
    ]


VAT_NAMES = (
    ("1", "增值税税额"),
    ("2", "增值税免抵税额"),
    ("3", "留抵退税本期扣除额"),
    ("4", "税（费）率（%）"),
    ("5", "本期应纳税（费）额"),
    ("7", "减免税（费）额"),
    ("8", "减征比例（%）"),
    ("9", "减征额"),
    ("10", "减免性质代码（产教融合型企业抵免）"),
    ("11", "本期抵免金额"),
    ("12", "本期已缴税（费）额"),
    ("13", "本期应补（退）税（费）额"),
)
CONSUMPTION_NAMES = (
    ("1", "消费税税额"),
    ("2", "税（费）率（%）"),
    ("3", "本期应纳税（费）额"),
    ("5", "减免税（费）额"),
    ("6", "减征比例（%）"),
    ("7", "减征额"),
    ("8", "本期已缴税（费）额"),
    ("9", "本期应补（退）税（费）额（抵免前）"),
    ("辅助栏", "产教融合型企业抵免金额"),
    ("辅助栏", "抵免后应补（退）税（费）额"),
)


def _vat_values(line: ReturnLine) -> list[str]:
    columns = line.columns
    return [
        *map(_yuan, (columns.tax, columns.offset, columns.refund_deducted)),
        *(_percent(columns.rate), _yuan(columns.due), _yuan(columns.exempted)),
        *(_percent(columns.reduction), _yuan(columns.reduced), line.code or "—"),
        *map(_yuan, (line.credit, line.paid, line.final)),
    ]


def _consumption_rows(lines: Sequence[ReturnLine]) -> list[ReturnRow]:
    one, two = (_consumption_values(line) for line in lines)
    named = zip(CONSUMPTION_NAMES, one, two, strict=True)
    return [
        ReturnRow(place, name, first, second, "抵免金额" in name)
        for (place, name), first, second in named
    ]


def _consumption_values(line: ReturnLine) -> list[str]:
    columns = line.columns
    return [
        *(_yuan(columns.tax), _percent(columns.rate), _yuan(columns.due)),
        *(_yuan(columns.exempted), _percent(columns.reduction)),
        *map(_yuan, (columns.reduced, line.paid, line.final + line.credit)),
        *map(_yuan, (line.credit, line.final)),
    ]


def _block(sheet: ReturnSheet) -> list[tuple[str, str, str]]:
    outcome = sheet.outcome
    return [
        ("5", "当期新增投资额", _yuan(outcome.net_investment)),
        ("6", "上期留抵可抵免金额", _yuan(outcome.brought_forward)),
        ("7", "结转下期可抵免金额", _yuan(outcome.carried_forward)),
    ]


def _yuan(amount: Decimal) -> str:
    return number(amount.quantize(CENT), 2)


def _percent(share: Decimal) -> str:
    return number((share * SHARE).normalize())
