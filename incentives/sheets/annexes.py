"""The two annexes with their printed names and numbers of columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from incentives.credit import NOTHING
from incentives.sheets.facts import ReturnLine, ReturnSheet
from incentives.sheets.grid import (
    HEAD,
    LABEL,
    MONEY,
    NOTE,
    PLAIN,
    RATE,
    RIGHT,
    SUBTITLE,
    TEXT,
    TITLE,
    Cell,
    Grid,
    percent,
)
from incentives.words import DISCLAIMER
from ui.words import cn_date

VAT_TITLE = "增值税及附加税费申报表（一般纳税人适用）附列资料（五）"
CONSUMPTION_TITLE = "消费税附加税费计算表"
CITY = "城市维护建设税"
CITY_NOTE = (
    "城市维护建设税不属于本项抵免的范围，该行由纳税人另行填写；"
    "“合计”行不含城市维护建设税。"
)
YES_NO = {True: "☑是　□否", False: "□是　☑否"}
VAT_WIDTHS = (15, 4, 16, 14, 13, 7, 14, 9, 12, 8, 13, 12, 13, 12, 14)
VAT_NUMBERS = (
    *("1", "2", "3", "4", "5=（1+2-3）×4", "6", "7"),
    *("8", "9=（5-7）×8", "10", "11", "12", "13=5-7-9-11-12"),
)
CONSUMPTION_NUMBERS = (
    *("1", "2", "3=1×2", "4", "5", "6", "7=（3-5）×6", "8", "9=3-5-7-8"),
    *("抵免", "9-抵免"),
)
CONSUMPTION_NOTE = (
    "本表没有单列抵免金额的栏次，右侧两栏为本平台的辅助栏，抵免金额填报的位置以税务机关的"
    "要求为准。两张表都有应缴附加的，抵免金额先用于增值税的附加，再用于消费税的附加。"
)
HELD_NOTE = (
    "所属期在企业退出建设培育范围之后：当期不新增、不使用抵免，结转金额待税务机关确定。"
)


def vat_annex(sheet: ReturnSheet) -> Grid:
    """附列资料（五）, fifteen columns: the surcharge, its line, and 1 to 13."""
    grid = Grid("附列资料（五）", VAT_WIDTHS)
    _head(grid, sheet, VAT_TITLE, "（附加税费情况表）")
    _relief_block(grid, sheet)
    _vat_heads(grid)
    grid.add(Cell(CITY, LABEL), Cell("1", HEAD), *[Cell(None, kind) for kind in _KINDS])
    for place, line in enumerate(sheet.vat_lines, start=2):
        grid.add(Cell(line.name, LABEL), Cell(str(place), HEAD), *_vat_cells(line))
    grid.add(Cell("合计", LABEL), Cell("4", HEAD), *_vat_totals(sheet.vat_lines))
    _credit_block(grid, sheet)
    _refund_block(grid)
    _foot(grid, sheet, CITY_NOTE)
    return grid


def consumption_annex(sheet: ReturnSheet) -> Grid:
    """消费税附加税费计算表: nine printed columns and two that help."""
    grid = Grid("消费税附加", (16, 14, 8, 14, 10, 13, 9, 13, 13, 15, 14, 15))
    _head(grid, sheet, CONSUMPTION_TITLE, "")
    _consumption_heads(grid)
    grid.add(Cell(CITY, LABEL), *[Cell(None)] * 11)
    for line in sheet.consumption_lines:
        grid.add(Cell(line.name, LABEL), *_consumption_cells(line))
    grid.add(Cell("合计", LABEL), *_consumption_totals(sheet.consumption_lines))
    _foot(grid, sheet, CITY_NOTE, CONSUMPTION_NOTE)
    return grid


def annexes(sheet: ReturnSheet) -> list[Grid]:
    """The VAT annex, and that of the consumption tax where there is any."""
    found = [vat_annex(sheet)]
    if sheet.consumption_lines:
        found.append(consumption_annex(sheet))
    return found


_KINDS = (
    *(MONEY, MONEY, MONEY, RATE, MONEY, TEXT, MONEY),
    *(RATE, MONEY, TEXT, MONEY, MONEY, MONEY),
)


def _head(grid: Grid, sheet: ReturnSheet, title: str, subtitle: str) -> None:
    width = len(grid.widths)
    grid.whole(title, TITLE)
    if subtitle:
        grid.whole(subtitle, SUBTITLE)
    span = f"自{cn_date(sheet.starts)}至{cn_date(sheet.ends)}"
    grid.whole(f"税（费）款所属时间：{span}", SUBTITLE)
    right = 4
    left = (width - right) // 2
    grid.add(
        Cell(f"纳税人名称：{sheet.taxpayer}", PLAIN, columns=left),
        Cell(
            f"纳税人识别号（统一社会信用代码）：{sheet.credit_code}",
            PLAIN,
            columns=width - right - left,
        ),
        Cell("金额单位：元（列至角分）", RIGHT, columns=right),
    )


def _relief_block(grid: Grid, sheet: ReturnSheet) -> None:
    halved = sheet.bases.relief == "half"
    grid.add(
        Cell("本期是否适用小微企业“六税两费”减免政策", LABEL, rows=2, columns=5),
        Cell(YES_NO[halved], HEAD, rows=2, columns=2),
        Cell("减免政策适用主体", LABEL, columns=3),
        Cell("□个体工商户　□小型微利企业", columns=5),
    )
    grid.add(
        Cell("适用减免政策起止时间", LABEL, columns=3),
        Cell("　　年　月　至　　年　月", columns=5),
    )


def _vat_heads(grid: Grid) -> None:
    grid.add(
        Cell("税（费）种", HEAD, rows=3, columns=2),
        Cell("计税（费）依据", HEAD, columns=3),
        Cell("税（费）率（%）", HEAD, rows=2),
        Cell("本期应纳税（费）额", HEAD, rows=2),
        Cell("本期减免税（费）额", HEAD, columns=2),
        Cell("小微企业“六税两费”减免政策", HEAD, columns=2),
        Cell("试点建设培育产教融合型企业", HEAD, columns=2),
        Cell("本期已缴税（费）额", HEAD, rows=2),
        Cell("本期应补（退）税（费）额", HEAD, rows=2),
    )
    names = (
        *("增值税税额", "增值税免抵税额", "留抵退税本期扣除额"),
        *("减免性质代码", "减免税（费）额", "减征比例（%）", "减征额"),
        *("减免性质代码", "本期抵免金额"),
    )
    grid.add(*[Cell(name, HEAD) for name in names])
    grid.add(*[Cell(name, HEAD) for name in VAT_NUMBERS])


def _vat_cells(line: ReturnLine) -> list[Cell]:
    columns = line.columns
    values = (
        *(columns.tax, columns.offset, columns.refund_deducted, percent(columns.rate)),
        *(columns.due, "", columns.exempted, percent(columns.reduction)),
        *(columns.reduced, line.code, line.credit, line.paid, line.final),
    )
    return [Cell(value, kind) for value, kind in zip(values, _KINDS, strict=True)]


def _vat_totals(lines: Sequence[ReturnLine]) -> list[Cell]:
    columns = [line.columns for line in lines]
    return [
        *[Cell("——", HEAD)] * 4,
        Cell(_sum(each.due for each in columns), MONEY),
        Cell("——", HEAD),
        Cell(_sum(each.exempted for each in columns), MONEY),
        Cell("——", HEAD),
        Cell(_sum(each.reduced for each in columns), MONEY),
        Cell("——", HEAD),
        Cell(_sum(line.credit for line in lines), MONEY),
        Cell(_sum(line.paid for line in lines), MONEY),
        Cell(_sum(line.final for line in lines), MONEY),
    ]


def _credit_block(grid: Grid, sheet: ReturnSheet) -> None:
    outcome = sheet.outcome
    question = "本期是否适用试点建设培育产教融合型企业抵免政策"
    grid.add(
        Cell(question, LABEL, rows=3, columns=5),
        Cell(YES_NO[sheet.applies], HEAD, rows=3, columns=2),
        *_numbered("当期新增投资额", "5", outcome.net_investment),
    )
    grid.add(*_numbered("上期留抵可抵免金额", "6", outcome.brought_forward))
    grid.add(*_numbered("结转下期可抵免金额", "7", outcome.carried_forward))


def _refund_block(grid: Grid) -> None:
    grid.add(
        Cell("可用于扣除的增值税留抵退税额使用情况", LABEL, rows=3, columns=7),
        *_numbered("当期新增可用于扣除的留抵退税额", "8", None),
    )
    grid.add(*_numbered("上期结存可用于扣除的留抵退税额", "9", None))
    grid.add(*_numbered("结转下期可用于扣除的留抵退税额", "10", None))


def _numbered(name: str, place: str, value: Decimal | None) -> list[Cell]:
    return [
        Cell(name, LABEL, columns=5),
        Cell(place, HEAD),
        Cell(value, MONEY, columns=2),
    ]


def _consumption_heads(grid: Grid) -> None:
    single = ("消费税税额", "税（费）率（%）", "本期应纳税（费）额")
    last = ("本期已缴税（费）额", "本期应补（退）税（费）额")
    grid.add(
        Cell("税（费）种", HEAD, rows=3),
        Cell("计税（费）依据", HEAD),
        *[Cell(name, HEAD, rows=2) for name in single[1:]],
        Cell("本期减免税（费）额", HEAD, columns=2),
        Cell("小微企业“六税两费”减征政策", HEAD, columns=2),
        *[Cell(name, HEAD, rows=2) for name in last],
        Cell("辅助栏", HEAD, columns=2),
    )
    names = (
        *("消费税税额", "减免性质代码", "减免税（费）额", "减征比例（%）", "减征额"),
        *("产教融合型企业抵免金额", "抵免后应补（退）税（费）额"),
    )
    grid.add(*[Cell(name, HEAD) for name in names])
    grid.add(*[Cell(name, HEAD) for name in CONSUMPTION_NUMBERS])


def _consumption_cells(line: ReturnLine) -> list[Cell]:
    columns = line.columns
    return [
        Cell(columns.tax, MONEY),
        Cell(percent(columns.rate), RATE),
        Cell(columns.due, MONEY),
        Cell(""),
        Cell(columns.exempted, MONEY),
        Cell(percent(columns.reduction), RATE),
        Cell(columns.reduced, MONEY),
        Cell(line.paid, MONEY),
        Cell(line.final + line.credit, MONEY),
        Cell(line.credit, MONEY),
        Cell(line.final, MONEY),
    ]


def _consumption_totals(lines: Sequence[ReturnLine]) -> list[Cell]:
    columns = [line.columns for line in lines]
    return [
        *[Cell("——", HEAD)] * 2,
        Cell(_sum(each.due for each in columns), MONEY),
        Cell("——", HEAD),
        Cell(_sum(each.exempted for each in columns), MONEY),
        Cell("——", HEAD),
        Cell(_sum(each.reduced for each in columns), MONEY),
        Cell(_sum(line.paid for line in lines), MONEY),
        Cell(_sum(line.final + line.credit for line in lines), MONEY),
        Cell(_sum(line.credit for line in lines), MONEY),
        Cell(_sum(line.final for line in lines), MONEY),
    ]


def _foot(grid: Grid, sheet: ReturnSheet, *notes: str) -> None:
    for note in notes:
        grid.whole(f"注：{note}", NOTE)
    outcome = sheet.outcome
    if outcome.to_repay:
        words = f"撤回投资、转让股权应补缴已抵免的附加{outcome.to_repay:,.2f}元"
        grid.whole(f"注：{words}，不在本表内。", NOTE)
    if sheet.is_held:
        grid.whole(f"注：{HELD_NOTE}", NOTE)
    version = f"（{sheet.version}）" if sheet.version else ""
    grid.whole(f"{DISCLAIMER}{version}", NOTE)


def _sum(amounts: object) -> Decimal:
    return sum(amounts, NOTHING)  # type: ignore[call-overload, no-any-return]
