"""A frozen reckoning as pages, files and papers show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from documents.exports import Cell
from incentives.choices.rewards import (
    METHOD_WORDS,
    Method,
    MissingRule,
    RewardBy,
    RewardLevel,
)
from incentives.indicators import indicator_named
from incentives.models import RewardScheme
from ui.charts import Chart, bars
from ui.words import number

Values = dict[str, Any]
SHOWN_IN_CHART = 40


@dataclass(frozen=True)
class PartShown:
    """One factor of one place, opened to its parts."""

    name: str
    value: str
    fraction: str
    origin: str
    origin_url: str
    normal: str
    weight: str
    points: str
    missing: bool


@dataclass(frozen=True)
class RowShown:
    """A line of the ranking."""

    code: str
    name: str
    rank: str
    score: str
    rewarded: bool
    amount: str
    url: str = ""
    points: Sequence[str] = ()
    parts: Sequence[PartShown] = field(default=(), repr=False)


def rank_words(row: Values) -> str:
    """3, or 3（并列）."""
    return f"{row['rank']}（并列）" if row["tied"] else str(row["rank"])


def heads_of(data: Values) -> list[str]:
    """The indicators of a reckoning with their weights."""
    return [
        f"{line['name']}（{plain_number(line['weight'])}%）"
        for line in data["definition"]["indicators"]
    ]


def rows_shown(data: Values, url_of: Any = None) -> list[RowShown]:
    """All lines, best first; `url_of(code)` leads to the parts of each."""
    return [
        RowShown(
            code=row["place"],
            name=row["name"],
            rank=rank_words(row),
            score=row["score"],
            rewarded=row["rewarded"],
            amount=number(row["amount"], 2) if Decimal(row["amount"]) else "",
            url=url_of(row["place"]) if url_of else "",
            points=[part["points"] for part in row["parts"]],
        )
        for row in data["rows"]
    ]


def parts_shown(data: Values, row: Values, *, inside: bool) -> list[PartShown]:
    """Every factor of a line; for those inside with the way to its rows."""
    lines = {line["key"]: line for line in data["definition"]["indicators"]}
    return [
        _part(data["definition"], lines[part["key"]], row, part, inside)
        for part in row["parts"]
    ]


def _part(
    definition: Values, line: Values, row: Values, part: Values, inside: bool
) -> PartShown:
    value = part["value"]
    said = "无数据"
    if value is not None:
        said = f"{plain_number(value)}{line['unit']}"
    words, url = _origin(definition, line, row, part)
    return PartShown(
        name=line["name"],
        value=said,
        fraction=_fraction(part),
        origin=words,
        origin_url=url if inside else "",
        normal=plain_number(part["normal"]),
        weight=f"{plain_number(line['weight'])}%",
        points=part["points"],
        missing=value is None,
    )


def _fraction(part: Values) -> str:
    if part["denominator"] is None:
        return ""
    top, bottom = plain_number(part["numerator"]), plain_number(part["denominator"])
    return f"{top} ÷ {bottom}"


def _origin(
    definition: Values, line: Values, row: Values, part: Values
) -> tuple[str, str]:
    if part["entry"] is not None:
        url = reverse("incentives:indicator-entry", args=[part["entry"]])
        return part["source"], url
    known = indicator_named(line["key"])
    if known is None or known.is_by_hand:
        return "未录入", ""
    if known.from_result:
        chosen = definition["city_result"]
        if not chosen:
            return "", ""
        return chosen["name"], reverse("incentives:reward", args=[chosen["scheme"]])
    asked = {
        "level": definition["level"],
        "place": row["place"],
        "year": definition["year"],
    }
    url = reverse("incentives:indicator-rows", args=[line["key"]])
    return "平台数据", f"{url}?{urlencode(asked)}"


def plain_number(value: Any) -> str:
    """Thousands parted, without noughts at the end."""
    exact = Decimal(str(value))
    return number(exact.normalize() if exact else Decimal(0))


def score_chart(data: Values) -> Chart:
    """Scores as bars; the table below says the same."""
    shown = data["rows"][:SHOWN_IN_CHART]
    points = [(row["name"], float(row["score"])) for row in shown]
    more = len(data["rows"]) > SHOWN_IN_CHART
    note = f"图中为前{SHOWN_IN_CHART}名。" if more else ""
    return bars(
        "综合得分",
        points,
        unit="分",
        name="对象",
        value="得分",
        vertical_names=len(points) > 8,
        note=note,
    )


def definition_facts(definition: Values) -> list[tuple[str, Any]]:
    """The rules in words."""
    chosen = definition["city_result"]
    amount = Decimal(definition["amount"])
    level = RewardLevel(definition["level"])
    facts = [
        ("评价对象", level.label),
        ("评价年度", f"{definition['year']}年"),
        ("依据文件", definition["basis"]),
        ("缺少数据时", MissingRule(definition["missing"]).label),
        ("奖励范围", reward_words(definition)),
        ("奖励内容", definition["reward"]),
        ("按得分分配的奖励资金", f"{number(amount, 2)}元" if amount else "不涉及"),
    ]
    if chosen:
        facts.append(("采用的城市评价结果", chosen["name"]))
    return facts


def reward_words(definition: Values) -> str:
    """前3名, or 前30%; ties at the border are in."""
    size = plain_number(definition["reward_size"])
    share = definition["reward_by"] == RewardBy.SHARE
    return f"前{size}%（并列的一并奖励）" if share else f"前{size}名（并列的一并奖励）"


@dataclass(frozen=True)
class LineShown:
    """An indicator of the definition in words."""

    name: str
    unit: str
    weight: str
    method: str
    method_words: str
    direction: str
    target: str
    meaning: str


def lines_shown(definition: Values) -> list[LineShown]:
    """The indicators in words, as they were when reckoned."""
    return [
        LineShown(
            name=f"{line['code']} {line['name']}".strip(),
            unit=line["unit"],
            weight=f"{plain_number(line['weight'])}%",
            method=str(Method(line["method"]).label),
            method_words=METHOD_WORDS[line["method"]],
            direction="越大越好" if line["higher_is_better"] else "越小越好",
            target="" if line["target"] is None else plain_number(line["target"]),
            meaning=line["meaning"],
        )
        for line in definition["indicators"]
    ]


@dataclass(frozen=True)
class Moved:
    """A place in two reckonings."""

    name: str
    before_rank: str
    before_score: str
    after_rank: str
    after_score: str
    change: str
    tone: str


def compared(before: Values, after: Values) -> list[Moved]:
    """Who moves, in the order of the second."""
    old = {row["place"]: row for row in before["rows"]}
    new = {row["place"]: row for row in after["rows"]}
    codes = [*new, *(code for code in old if code not in new)]
    return [_moved(old.get(code), new.get(code)) for code in codes]


def _moved(old: Values | None, new: Values | None) -> Moved:
    change, tone = _change(old, new)
    return Moved(
        name=(new or old or {})["name"],
        before_rank=rank_words(old) if old else "未参加",
        before_score=old["score"] if old else "",
        after_rank=rank_words(new) if new else "未参加",
        after_score=new["score"] if new else "",
        change=change,
        tone=tone,
    )


def _change(old: Values | None, new: Values | None) -> tuple[str, str]:
    if old is None:
        return "新增", "notice"
    if new is None:
        return "不再参加", "off"
    gained = old["rank"] - new["rank"]
    if gained > 0:
        return f"上升{gained}位", "good"
    if gained < 0:
        return f"下降{-gained}位", "late"
    return "不变", "off"


def weights_compared(before: Values, after: Values) -> list[tuple[str, list[str]]]:
    """The weights of both side by side, "" where an indicator is not in one."""
    sides = [
        {line["name"]: line for line in data["definition"]["indicators"]}
        for data in (before, after)
    ]
    names = list(dict.fromkeys([*sides[0], *sides[1]]))
    return [(name, [_weight(side.get(name)) for side in sides]) for name in names]


def _weight(line: Values | None) -> str:
    if line is None:
        return ""
    return f"{plain_number(line['weight'])}%，{Method(line['method']).label}"


def export_heads(data: Values) -> list[str]:
    """The first line of the file."""
    heads = ["名次", "代码", "对象", "得分"]
    for line in data["definition"]["indicators"]:
        heads += [
            f"{line['name']}（{line['unit']}）",
            f"{line['name']}：分子",
            f"{line['name']}：分母",
            f"{line['name']}：来源",
            f"{line['name']}：得分（权重{plain_number(line['weight'])}%）",
        ]
    return [*heads, "奖励", "奖励资金（元）"]


def export_cells(row: Values) -> list[Cell]:
    """The line of one place."""
    cells: list[Cell] = [
        rank_words(row),
        row["place"],
        row["name"],
        Decimal(row["score"]),
    ]
    for part in row["parts"]:
        cells += [_cell(part[name]) for name in ("value", "numerator", "denominator")]
        cells += [part["source"], Decimal(part["points"])]
    return [*cells, row["rewarded"], Decimal(row["amount"])]


def _cell(text: str | None) -> Cell:
    return None if text is None else Decimal(text)


def title_of(scheme: RewardScheme) -> str:
    """What result pages are called."""
    kind = "排序结果" if scheme.level == RewardLevel.PROJECT else "评价结果"
    return f"{scheme.name}：{kind}"
