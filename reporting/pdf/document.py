"""The parts of a report in their order: headings, sentences, tables and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reporting.pdf import sheets, words
from reporting.pdf.charts import cities_chart, places_chart
from reporting.pdf.sheets import Sheet
from ui.charts import Chart

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Picture:
    """A chart with its caption; `svg` is drawn by the renderer."""

    caption: str
    chart: Chart


@dataclass(frozen=True)
class Part:
    """A numbered part: 一、… or （一）…, with what stands under it."""

    heading: str
    level: int
    anchor: str
    paragraphs: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    sheets: Sequence[Sheet] = ()


@dataclass(frozen=True)
class Document:
    """A report ready to be drawn."""

    title: Sequence[str]
    period: str
    scope: str
    as_of: str
    signed_by: str
    signed_on: str
    parts: Sequence[Part]
    notes: Sequence[str]
    digest: str
    definitions: str
    meta: Mapping[str, str] = field(default_factory=dict)


def document_of(data: Mapping[str, Any], digest: str) -> Document:
    """The document of a snapshot; the same data gives the same document."""
    national = data["scope"]["code"] == "nation"
    head = (
        "国家产教融合建设试点"
        if national
        else f"{data['scope']['name']}产教融合建设试点"
    )
    return Document(
        title=(head, "进展报告"),
        period=data["period"]["words"],
        scope=data["scope"]["name"],
        as_of=words.moment_words(data["as_of"]),
        signed_by=data["scope"]["drafted_by"],
        signed_on=words.day_words(data["taken_at"][:10]),
        parts=tuple(_numbered(_parts(data, national))),
        notes=tuple(words.notes(data, digest)),
        digest=digest,
        definitions=data["definitions"],
        meta={"标题": f"{head}进展报告（{data['period']['words']}）"},
    )


def _parts(data: Mapping[str, Any], national: bool) -> list[tuple[int, str, Any]]:
    """(level, heading, content) in order; content is keyword arguments of Part."""
    place = "管理单位" if national else "城市（地区）"
    return [
        (
            1,
            "总体情况",
            {"paragraphs": words.overall(data), "sheets": [sheets.stages(data)]},
        ),
        (1, "试点城市布局", {}),
        (2, "年度进展", _years(data)),
        *(_regions(data) if national else []),
        (2, "试点城市名单", _cities(data)),
        (1, "申报审核情况", {}),
        (2, f"各{place}办理情况", _places(data, place)),
        (2, "办理用时", _durations(data)),
        (
            2,
            "逾期事项",
            {
                "paragraphs": [words.late(data)],
                "sheets": [sheets.late(data)] if data["late"] else [],
            },
        ),
        (1, "试点任务安排", _tasks(data)),
        (1, "申报批次安排", _rounds(data)),
        *_credit(data),
    ]


def _regions(data: Mapping[str, Any]) -> list[tuple[int, str, Any]]:
    """A managing unit lies in one region, so only the nation has this part."""
    content = {"paragraphs": [words.regions(data)], "sheets": [sheets.regions(data)]}
    return [(2, "区域分布", content)]


def _years(data: Mapping[str, Any]) -> dict[str, Any]:
    last = data["cities_by_year"][-1]
    if not data["cities"]:
        return {"paragraphs": ["尚无列入国家产教融合试点名单的城市。"]}
    sentence = (
        f"{last['year']}年新列入试点城市{last['new']}个，累计{last['total']}个。"
        "各年度情况见图1。"
    )
    caption = "图1　试点城市累计数（单位：个）"
    return {
        "paragraphs": [sentence],
        "pictures": [Picture(caption, cities_chart(data))],
    }


def _cities(data: Mapping[str, Any]) -> dict[str, Any]:
    if not data["cities"]:
        return {"paragraphs": ["名单为空。"]}
    sentence = f"列入国家产教融合试点名单的城市共{len(data['cities'])}个，名单如下。"
    return {"paragraphs": [sentence], "sheets": [sheets.cities(data)]}


def _places(data: Mapping[str, Any], place: str) -> dict[str, Any]:
    busy = [row for row in data["places"] if row["submitted"]]
    if not busy:
        listed = any(row["cities"] for row in data["places"])
        return {
            "paragraphs": ["尚无提交的申报事项。"],
            "sheets": [sheets.places(data, place)] if listed else [],
        }
    first = max(busy, key=lambda row: row["submitted"])
    sentence = (
        f"已有{len(busy)}个{place}提交申报，最多的是{first['name']}，"
        f"共{first['submitted']:,}件。"
    )
    return {
        "paragraphs": [sentence],
        "pictures": [
            Picture(f"图2　各{place}受理申报数（单位：件）", places_chart(data, place))
        ],
        "sheets": [sheets.places(data, place)],
    }


def _durations(data: Mapping[str, Any]) -> dict[str, Any]:
    measured = any(row["count"] for row in data["durations"])
    return {
        "paragraphs": [words.pace(data)],
        "sheets": [sheets.durations(data)] if measured else [],
    }


def _tasks(data: Mapping[str, Any]) -> dict[str, Any]:
    planned = any(row["measures"] for row in data["tasks"])
    return {
        "paragraphs": [words.tasks(data)],
        "sheets": [sheets.tasks(data)] if planned else [],
    }


def _rounds(data: Mapping[str, Any]) -> dict[str, Any]:
    if not data["rounds"]:
        return {"paragraphs": [f"{data['period']['words']}没有开放的申报批次。"]}
    number = len(data["rounds"])
    sentence = f"{data['period']['words']}开放的申报批次共{number}个。"
    if number > sheets.MOST_ROUNDS:
        sentence += f"下表列出受理最多的{sheets.MOST_ROUNDS}个。"
    return {"paragraphs": [sentence], "sheets": [sheets.rounds(data)]}


def _credit(data: Mapping[str, Any]) -> list[tuple[int, str, Any]]:
    """Left out while nothing is confirmed, and in figures frozen before it was kept."""
    held = data.get("credit")
    if not held or not held["rows"]:
        return []
    content = {"paragraphs": [words.credit(data)], "sheets": [sheets.credit(data)]}
    return [(1, "抵免信息认定情况", content)]


def _numbered(parts: Sequence[tuple[int, str, Any]]) -> list[Part]:
    """Number headings by level, and tables through the document."""
    first = second = table = 0
    found = []
    for level, heading, content in parts:
        if level == 1:
            first, second = first + 1, 0
            number = f"{NUMERALS[first - 1]}、"
        else:
            second += 1
            number = f"（{NUMERALS[second - 1]}）"
        numbered = []
        for sheet in content.get("sheets", ()):
            table += 1
            numbered.append(sheet.numbered(table))
        anchor = f"part-{first}-{second}"
        more = {**content, "sheets": tuple(numbered)}
        found.append(Part(number + heading, level, anchor, **more))
    return found
