"""One chart definition for page and paper.

    chart = bars("各省项目数", [("浙江", 12)], unit="项", vertical_names=True)
    {% chart chart %}                 in a page: SVG, then interactive, with its table
    render_svg(chart, 700, 320)       for a PDF

Points may carry a link, shown in the table: `("浙江", 12, "/cities/?unit=330000")`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ui import palette
from ui.echarts import as_json, draw_svg

FONTS = "Source Han Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
Number = int | float
Point = tuple[str, Number] | tuple[str, Number, str]


@dataclass(frozen=True)
class Cell:
    """A cell of the table below a chart; with `url` it leads to the rows."""

    text: str
    url: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Chart:
    """An ECharts option with its title and the table that says the same."""

    title: str
    option: dict[str, Any]
    table_head: Sequence[str] = ()
    table_rows: Sequence[Sequence[Any]] = ()
    note: str = ""
    width: int = 900
    height: int = 320
    colours: Mapping[str, str] = field(default_factory=lambda: palette.VARIABLES)


def render_svg(chart: Chart, width: int = 0, height: int = 0) -> str:
    """The chart as an SVG string, in pixels; colours as on paper."""
    size = (width or chart.width, height or chart.height)
    return draw_svg(as_json(chart.option), *size)


def bars(
    title: str,
    points: Sequence[Point],
    *,
    unit: str = "",
    name: str = "名称",
    value: str = "数量",
    top: int = 5,
    vertical_names: bool = False,
    ordered: bool = True,
    note: str = "",
) -> Chart:
    """Bars, largest first; the first `top` are dark and labelled."""
    shown = sorted(points, key=lambda point: -point[1]) if ordered else list(points)
    top = len(shown) if len(shown) <= top else top
    data = [_bar(point[1], dark=index < top) for index, point in enumerate(shown)]
    option = _frame([point[0] for point in shown], unit, vertical_names)
    option["series"] = [{"type": "bar", "data": data, "barMaxWidth": 36, "name": value}]
    head = [name, f"{value}（{unit}）" if unit else value]
    rows = [[Cell(p[0]), _number(p[1], p[2] if len(p) > 2 else "")] for p in shown]
    return Chart(title, option, head, rows, note)


def stacked_bars(
    title: str,
    names: Sequence[str],
    series: Mapping[str, Sequence[Number]],
    *,
    unit: str = "",
    name: str = "名称",
    tones: Mapping[str, str] | None = None,
    vertical_names: bool = False,
    note: str = "",
) -> Chart:
    """One bar a name, cut by series; `tones` gives a series the colour of its stage."""
    option = _frame(names, unit, vertical_names, legend=list(series))
    colours = _colours(series, tones)
    option["series"] = [
        {
            "type": "bar",
            "stack": "all",
            "name": label,
            "data": list(values),
            "barMaxWidth": 36,
            "itemStyle": {"color": colours[label]},
        }
        for label, values in series.items()
    ]
    return Chart(title, option, [name, *series], _rows(names, series), note)


def line(
    title: str,
    names: Sequence[str],
    series: Mapping[str, Sequence[Number]],
    *,
    unit: str = "",
    name: str = "时间",
    target: Number | None = None,
    note: str = "",
) -> Chart:
    """Lines over time; `target` draws a dashed level with its number."""
    legend = list(series) if len(series) > 1 else []
    option = _frame(names, unit, False, legend=legend)
    colours = _colours(series, None)
    option["series"] = [
        {
            "type": "line",
            "name": label,
            "data": list(values),
            "symbol": "circle",
            "symbolSize": 7,
            "lineStyle": {"width": 2.5},
            "itemStyle": {"color": colours[label]},
        }
        for label, values in series.items()
    ]
    if target is not None and option["series"]:
        option["series"][0]["markLine"] = _target(target)
        option["yAxis"]["max"] = max([target, *(max(v) for v in series.values() if v)])
    return Chart(title, option, [name, *series], _rows(names, series), note)


def _frame(
    names: Sequence[str], unit: str, vertical: bool, *, legend: Sequence[str] = ()
) -> dict[str, Any]:
    text = {"color": palette.INK_SOFT, "fontFamily": FONTS, "fontSize": 12}
    labels = ["\n".join(label) if vertical else label for label in names]
    option: dict[str, Any] = {
        "animation": False,
        "textStyle": {"fontFamily": FONTS},
        "grid": {
            "left": 8,
            "right": 16,
            "top": (44 if legend else 28) + (24 if unit else 0),
            "bottom": 8,
            "containLabel": True,
        },
        "tooltip": _tooltip(),
        "xAxis": {
            "type": "category",
            "data": labels,
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": palette.LINE}},
            "axisLabel": {**text, "interval": 0, "lineHeight": 14},
        },
        "yAxis": {
            "type": "value",
            "name": f"单位：{unit}" if unit else "",
            # Above the number that stands on the first and largest bar.
            "nameGap": 26,
            "nameTextStyle": {**text, "align": "left"},
            "minInterval": 1,
            "axisLabel": text,
            "splitLine": {"lineStyle": {"color": palette.LINE}},
        },
    }
    if legend:
        option["legend"] = _legend(legend, text)
    return option


def _legend(names: Sequence[str], text: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": list(names),
        "left": 0,
        "top": 0,
        "itemWidth": 12,
        "itemHeight": 12,
        "textStyle": {**text, "fontSize": 13},
    }


def _tooltip() -> dict[str, Any]:
    # richText draws within the chart: markup in a tooltip would carry inline style.
    return {
        "trigger": "axis",
        "renderMode": "richText",
        "axisPointer": {"type": "shadow"},
        "backgroundColor": palette.SURFACE,
        "borderColor": palette.LINE,
        "textStyle": {"color": palette.INK, "fontFamily": FONTS, "fontSize": 13},
    }


def _bar(value: Number, *, dark: bool) -> dict[str, Any]:
    label = {
        "show": dark,
        "position": "top",
        "color": palette.INK,
        "fontFamily": FONTS,
        "textBorderWidth": 0,
        "fontSize": 12,
    }
    colour = palette.BLUE if dark else palette.BLUE_PALE
    return {"value": value, "itemStyle": {"color": colour}, "label": label}


def _target(value: Number) -> dict[str, Any]:
    return {
        "silent": True,
        "symbol": "none",
        "data": [{"yAxis": value}],
        "lineStyle": {"color": palette.RED, "type": "dashed"},
        "label": {
            "formatter": f"目标 {value:g}",
            "position": "insideMiddleTop",
            "color": palette.RED,
            "fontFamily": FONTS,
            "textBorderWidth": 0,
        },
    }


def _colours(
    series: Mapping[str, Sequence[Number]], tones: Mapping[str, str] | None
) -> dict[str, str]:
    plain = {
        label: palette.SERIES[index % len(palette.SERIES)]
        for index, label in enumerate(series)
    }
    given = {key: palette.TONES[tone] for key, tone in (tones or {}).items()}
    return {**plain, **given}


def _rows(
    names: Sequence[str], series: Mapping[str, Sequence[Number]]
) -> list[list[Cell]]:
    return [
        [Cell(label), *(_number(values[index]) for values in series.values())]
        for index, label in enumerate(names)
    ]


def _number(value: Number, url: str = "") -> Cell:
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    return Cell(text, url, numeric=True)
