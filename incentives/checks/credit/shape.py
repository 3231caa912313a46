"""Whether money and words are such that they can be kept at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from incentives.choices import LineKind, Relief
from incentives.credit import NOTHING
from incentives.ledger import Figures, LineInput
from ui.refusals import Issue

# No taxpayer's tax or investment of one period comes near it.
MOST = Decimal(1_000_000_000_000)
MONEY = (
    "vat",
    "vat_offset",
    "vat_refund_deducted",
    "consumption_tax",
    "paid_already",
    "opening_balance",
)
# The longest texts of a line, in characters.
LENGTHS = {"description": 300, "partner": 200, "project": 200, "voucher_number": 60}
MOST_NOTE = 300
MOST_LINES = 2000


def shape_issues(figures: Figures, lines: Sequence[LineInput]) -> list[Issue]:
    """What cannot be kept even in a draft, at its field; lines count from 1."""
    return [*_figures(figures), *_lines(lines)]


def money_issue(field: str, amount: Decimal, *, positive: bool = False) -> list[Issue]:
    """What is wrong with an amount in yuan; at most one sentence."""
    if not amount.is_finite():
        return [Issue(field, "请填写数字，单位为元。")]
    if amount < NOTHING:
        return [Issue(field, "金额不能为负数；撤回投资、转让股权请另列明细填写正数。")]
    if positive and amount == NOTHING:
        return [Issue(field, "金额须大于0；没有发生的，请删除该行。")]
    if amount > MOST:
        words = "金额超过1万亿元，明显超出单个纳税人一期的规模；请核对，本栏单位为元。"
        return [Issue(field, words)]
    # A number may come with noughts behind the cent.
    if amount != round(amount, 2):
        return [Issue(field, "金额以元为单位，最多保留两位小数（到分）。")]
    return []


def _figures(figures: Figures) -> Iterator[Issue]:
    for name in MONEY:
        yield from money_issue(name, getattr(figures, name))
    if figures.relief not in Relief.values:
        yield Issue("relief", "请选择附加减免情形。")
    if len(figures.opening_note) > MOST_NOTE:
        yield Issue("opening_note", f"不超过{MOST_NOTE}个字，请精简。")


def _lines(lines: Sequence[LineInput]) -> Iterator[Issue]:
    if len(lines) > MOST_LINES:
        words = f"每期最多填写{MOST_LINES}行明细，请合并同类支出后填报。"
        yield Issue("lines", words)
        return
    for number, line in enumerate(lines, start=1):
        yield from money_issue(f"lines.{number}.amount", line.amount, positive=True)
        if line.kind not in LineKind.values:
            yield Issue(f"lines.{number}.kind", "请选择投资（支出）类别。")
        for name, most in LENGTHS.items():
            if len(getattr(line, name)) > most:
                yield Issue(f"lines.{number}.{name}", f"不超过{most}个字，请精简。")
