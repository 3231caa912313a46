"""Sentences and cells of a report, as an office writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from incentives.words import DISCLAIMER
from ui.words import cn_date, cn_datetime, number

NOTHING = "—"


def day_words(iso: str | None) -> str:
    """2026年6月30日 of an ISO day."""
    return cn_date(date.fromisoformat(iso)) if iso else NOTHING


def short_day(iso: str | None) -> str:
    """2026-06-30 for a narrow column."""
    return iso or NOTHING


def moment_words(iso: str) -> str:
    """2026年6月30日 23:59 of an ISO moment, in Beijing time."""
    return cn_datetime(datetime.fromisoformat(iso))


def share(part: int, whole: int) -> str:
    """A percentage to two places, half up; a dash where there is no whole."""
    if not whole:
        return NOTHING
    exact = Decimal(100) * part / whole
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def cell(value: Any) -> str:
    """A number as a table shows it; 0 stays 0, nothing is a dash."""
    if value is None or value == "":
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else str(value)


def amount(text: str) -> str:
    """Yuan as a snapshot keeps it, thousands parted."""
    return number(Decimal(text), 2)


def credit(data: Mapping[str, Any]) -> str:
    """How many firms are confirmed; on paper, too, the tax office decides."""
    held = data["credit"]
    total = held["total"]
    return (
        f"{held['year']}年度已认定抵免信息申报的企业{total['firms']:,}家，认定投资额"
        f"{amount(total['confirmed_investment'])}元，抵免额（估算）"
        f"{amount(total['used'])}元。{DISCLAIMER}"
    )


def overall(data: Mapping[str, Any]) -> list[str]:
    """The opening paragraphs."""
    totals, flow = data["totals"], data["flow"]
    place, period = data["scope"]["name"], data["period"]["words"]
    day = day_words(data["as_of"][:10])
    cities = f"截至{day}，{place}共有国家产教融合试点城市{totals['cities']}个"
    if data["scope"]["code"] == "nation":
        target = totals["target_cities"]
        part = share(totals["cities"], target)
        cities += f"，为试点方案“{target}个左右”目标的{part}"
    cities += f"；{period}新列入{flow['cities']}个。"
    cases = (
        f"累计受理申报{totals['submitted']:,}件，其中{period}新受理"
        f"{flow['submitted']:,}件。目前审核中{totals['in_review']:,}件，公示中"
        f"{totals['public_notice']:,}件，退回补正{totals['returned']:,}件，已列入"
        f"{totals['listed']:,}件，未通过{totals['rejected']:,}件，已撤回"
        f"{totals['withdrawn']:,}件。"
    )
    late = (
        f"超过办理期限尚未办结的事项{totals['late']:,}件，详见第三部分。"
        if totals["late"]
        else "没有超过办理期限尚未办结的事项。"
    )
    return [cities, cases + late, *(_planned(row) for row in data["planned"])]


def _planned(row: Mapping[str, Any]) -> str:
    return (
        f"计划单列市{row['name']}另有申报{row['submitted']:,}件、试点城市"
        f"{row['cities']}个，{row['note']}"
    )


def regions(data: Mapping[str, Any]) -> str:
    """One sentence on the four economic regions."""
    parts = "，".join(f"{r['label']}{r['cities']}个" for r in data["regions"])
    return (
        f"按四大经济区域统计，试点城市分布为：{parts}。区域分布供研究参考，不设名额。"
    )


def pace(data: Mapping[str, Any]) -> str:
    """One sentence on how long the stages take."""
    measured = [row for row in data["durations"] if row["count"]]
    if not measured:
        return f"{data['period']['words']}没有办结的环节，暂无用时统计。"
    slowest = max(measured, key=lambda row: Decimal(row["median"]))
    return (
        f"{data['period']['words']}各环节用时按工作日计算。用时中位数最长的环节是"
        f"“{slowest['label']}”，为{slowest['median']}个工作日；"
        f"单件最长{max(row['longest'] for row in measured)}个工作日。"
    )


def tasks(data: Mapping[str, Any]) -> str:
    """One sentence on the measures of the five areas."""
    total = sum(row["measures"] for row in data["tasks"])
    if not total:
        return "尚无城市提交试点任务分解。"
    due = sum(row["due"] for row in data["tasks"])
    past = sum(row["overdue"] for row in data["tasks"])
    return (
        f"已提交申报的城市共分解试点举措{total:,}项，其中{data['period']['words']}"
        f"应完成{due:,}项，完成时限已过{past:,}项。"
    )


def late(data: Mapping[str, Any]) -> str:
    """One sentence above the list of what is late."""
    total, shown = data["totals"]["late"], len(data["late"])
    if not total:
        return "没有超过办理期限尚未办结的事项。"
    listed = f"，下表列出逾期最久的{shown}件" if shown < total else "，列表如下"
    return f"超过办理期限尚未办结的事项共{total:,}件{listed}。"


def notes(data: Mapping[str, Any], digest: str) -> list[str]:
    """附：数据说明."""
    found = [
        f"统计范围：{data['scope']['name']}。"
        + (
            "计划单列市和新疆生产建设兵团各为单独的管理单位，全国合计只计一次。"
            if data["scope"]["code"] == "nation"
            else "计划单列市单独申报，不计入所在省合计。"
        ),
        f"报告期：{data['period']['words']}（{day_words(data['period']['first_day'])}"
        f"至{day_words(data['period']['last_day'])}）。"
        + (
            ""
            if data["period"]["ended"]
            else "生成时报告期尚未结束，数据为阶段性数据。"
        ),
        f"数据截至：{moment_words(data['as_of'])}；取数时间："
        f"{moment_words(data['taken_at'])}。环节和期限按办理记录还原到数据截至时刻。",
        "工作日按国务院办公厅节假日安排和平台登记的调整计算，起算当日不计。"
        + (
            "本年度节假日安排尚未公布，工作日为暂定。"
            if data["calendar_provisional"]
            else ""
        ),
        "申报件数按首次提交计算；环节用时只统计在报告期内办结的环节；举措数取自已提交"
        "且未被退出的城市申报，平台尚未登记举措完成情况，“时限已过”只表示时限早于"
        "数据截至日。",
        f"本报告由平台按第{data['definitions']}版统计口径自动生成，数据已冻结，"
        f"可据同一数据重新生成。数据摘要（SHA-256）：{digest}。",
    ]
    return found
