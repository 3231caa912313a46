"""Charts of a report, drawn from its snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.charts import Chart, bars, line

# Bars for more places than this would stand too narrow on paper.
MOST_PLACES = 37
# More names than this do not fit side by side.
MOST_LEVEL_NAMES = 10


def cities_chart(data: Mapping[str, Any]) -> Chart:
    """Listed cities at the end of each year, with the nation's target."""
    national = data["scope"]["code"] == "nation"
    years = data["cities_by_year"]
    return line(
        "试点城市累计数",
        [f"{row['year']}年" for row in years],
        {"累计列入": [row["total"] for row in years]},
        name="年度",
        target=data["totals"]["target_cities"] if national else None,
    )


def places_chart(data: Mapping[str, Any], place: str) -> Chart:
    """Applications by place, the busiest first."""
    busy = sorted(data["places"], key=lambda row: -row["submitted"])[:MOST_PLACES]
    points = [
        (short_name(row["name"]), row["submitted"]) for row in busy if row["submitted"]
    ]
    return bars(
        f"各{place}受理申报数",
        points,
        # The caption names the unit: on the axis it would stand in the first bar.
        name=f"{place}（件）",
        vertical_names=len(points) > MOST_LEVEL_NAMES,
    )


def short_name(name: str) -> str:
    """浙江 for 浙江省, so that a name fits under its bar."""
    for long, short in LONG_NAMES.items():
        if name.startswith(long):
            return short
    bare = name.rsplit("省", 1)[-1] if name.endswith(("市", "州", "盟")) else name
    return bare.removesuffix("省").removesuffix("市").removesuffix("自治区")[:6]


LONG_NAMES = {
    "新疆生产建设兵团": "兵团",
    "内蒙古": "内蒙古",
    "广西壮族": "广西",
    "宁夏回族": "宁夏",
    "新疆维吾尔": "新疆",
    "西藏": "西藏",
    "国家直接受理": "国家",
}
