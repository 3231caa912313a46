"""The tables of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reporting.pdf.words import amount, cell, share, short_day

# Rows of a table that is better moved to the next page than parted.
SHORT = 14
# A report names the busiest rounds.
MOST_ROUNDS = 20
CELL_CLASS = {"left": "", "centre": "cell-mid", "right": "cell-num"}


@dataclass(frozen=True)
class Column:
    """A column: its head, its share of the width in percent, how it is set."""

    head: str
    width: int
    align: str = "left"  # left, centre, right


@dataclass(frozen=True)
class Sheet:
    """A table whose head and unit line repeat on every page."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    unit: str = ""
    total: Sequence[str] = ()

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page and should not be parted."""
        return len(self.rows) <= SHORT

    @property
    def aligned_rows(self) -> list[list[tuple[str, str]]]:
        """Cells with the class that sets them, row by row."""
        return [self._aligned(row) for row in self.rows]

    @property
    def aligned_total(self) -> list[tuple[str, str]]:
        """The last row, of sums."""
        return self._aligned(self.total)

    def _aligned(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        classes = [CELL_CLASS[column.align] for column in self.columns]
        return list(zip(classes, cells, strict=True))

    def numbered(self, number: int) -> Sheet:
        """The same with its number: 表3　试点城市名单."""
        return replace(self, caption=f"表{number}　{self.caption}")


def _right(head: str, width: int) -> Column:
    return Column(head, width, "right")


def stages(data: Mapping[str, Any]) -> Sheet:
    total = data["totals"]["submitted"]
    rows = [
        (row["label"], cell(row["count"]), share(row["count"], total))
        for row in data["stages"]
    ]
    return Sheet(
        "申报事项分环节情况",
        (Column("环节", 50), _right("件数", 25), _right("占比", 25)),
        rows,
        "件",
        ("合计", cell(total), share(total, total)),
    )


def regions(data: Mapping[str, Any]) -> Sheet:
    rows = [
        (row["label"], cell(row["cities"]), cell(row["submitted"]))
        for row in data["regions"]
    ]
    total = [
        sum(row[key] for row in data["regions"]) for key in ("cities", "submitted")
    ]
    return Sheet(
        "试点城市和申报事项的区域分布",
        (Column("区域", 40), _right("试点城市", 30), _right("受理申报", 30)),
        rows,
        "个、件",
        ("合计", *map(cell, total)),
    )


def cities(data: Mapping[str, Any]) -> Sheet:
    rows = [
        (
            str(number),
            row["name"],
            row["unit"],
            row["document"] or "—",
            row["document_date"] or "—",
        )
        for number, row in enumerate(data["cities"], 1)
    ]
    return Sheet(
        "试点城市名单",
        (
            Column("序号", 8, "centre"),
            Column("城市（核心区）", 24),
            Column("管理单位", 14),
            Column("发文文号", 32),
            _right("发文日期", 22),
        ),
        rows,
    )


def places(data: Mapping[str, Any], place: str) -> Sheet:
    keys = ("submitted", "in_review", "public_notice", "returned", "listed", "late")
    rows = [
        (
            row["name"],
            *(cell(row[key]) for key in keys),
            cell(row["median"]),
            cell(row["longest"]),
            cell(row["cities"]),
        )
        for row in data["places"]
    ]
    total = [cell(sum(row[key] for row in data["places"])) for key in keys]
    cities_total = cell(sum(row["cities"] for row in data["places"]))
    heads = ("受理", "审核中", "公示", "退回", "已列入", "逾期")
    return Sheet(
        f"各{place}申报审核情况",
        (
            Column(place, 22),
            *(_right(head, 8) for head in heads),
            _right("中位等待", 10),
            _right("最长等待", 10),
            _right("试点城市", 10),
        ),
        rows,
        "件、工作日、个",
        ("合计", *total, "—", "—", cities_total),
    )


def durations(data: Mapping[str, Any]) -> Sheet:
    rows = [
        (
            row["label"],
            cell(row["count"]),
            cell(row["mean"]),
            cell(row["median"]),
            cell(row["longest"]),
        )
        for row in data["durations"]
    ]
    return Sheet(
        "各环节办理用时",
        (
            Column("环节", 28),
            _right("办结件数", 18),
            _right("平均", 18),
            _right("中位数", 18),
            _right("最长", 18),
        ),
        rows,
        "件、工作日",
    )


def late(data: Mapping[str, Any]) -> Sheet:
    rows = [
        (
            str(number),
            row["title"],
            row["stage"],
            row["with"],
            short_day(row["due"]),
            cell(row["days"]),
        )
        for number, row in enumerate(data["late"], 1)
    ]
    return Sheet(
        "超过办理期限尚未办结的事项",
        (
            Column("序号", 8, "centre"),
            Column("事项", 33),
            Column("环节", 13),
            Column("承办单位", 19),
            _right("办理期限", 17),
            _right("已逾期", 10),
        ),
        rows,
        "工作日",
    )


def tasks(data: Mapping[str, Any]) -> Sheet:
    keys = ("cities", "measures", "due", "overdue")
    rows = [(row["label"], *(cell(row[key]) for key in keys)) for row in data["tasks"]]
    total = [cell(sum(row[key] for row in data["tasks"])) for key in keys[1:]]
    return Sheet(
        "五个方向试点举措",
        (
            Column("任务方向", 50),
            _right("涉及城市", 13),
            _right("举措", 11),
            _right("本期到期", 13),
            _right("时限已过", 13),
        ),
        rows,
        "个、项",
        ("合计", "—", *total),
    )


def credit(data: Mapping[str, Any]) -> Sheet:
    keys = ("confirmed_investment", "used", "carried_forward", "to_repay")
    held = data["credit"]

    def line(row: Mapping[str, Any]) -> list[str]:
        return [cell(row["firms"]), *(amount(row[key]) for key in keys)]

    return Sheet(
        f"{held['year']}年度抵免信息认定情况",
        (
            Column("管理单位", 18),
            _right("企业", 10),
            _right("认定投资额", 20),
            _right("抵免额", 18),
            _right("年末结转", 18),
            _right("应补缴", 16),
        ),
        [(row["name"], *line(row)) for row in held["rows"]],
        "家、元",
        ("合计", *line(held["total"])),
    )


def rounds(data: Mapping[str, Any]) -> Sheet:
    rows = [
        (
            row["name"],
            row["unit"],
            short_day(row["opens"]),
            short_day(row["closes"]),
            cell(row["submitted"]),
        )
        for row in data["rounds"][:MOST_ROUNDS]
    ]
    return Sheet(
        "申报批次",
        (
            Column("批次", 40),
            Column("组织单位", 16),
            _right("开始", 16),
            _right("截止", 16),
            _right("受理", 12),
        ),
        rows,
        "件",
    )
