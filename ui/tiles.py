"""The managing units as a grid of equal tiles: a scheme, never a map (示意，非地图).

cells = tile_map({"330000": TileValue(value=12, href="/…"), "330200": TileValue(3)})
{% tiles cells unit="个" caption="各管理单位试点城市数" %}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTE = "示意，非地图"

# short name: (row, column). Drawn equal on purpose; see docs/adr/0001.
GRID: dict[str, tuple[int, int]] = {
    "黑": (0, 7), "蒙": (1, 4), "京": (1, 5), "吉": (1, 7), "新": (2, 0),
    "兵": (2, 1), "甘": (2, 2), "宁": (2, 3), "晋": (2, 4), "冀": (2, 5),
    "津": (2, 6), "辽": (2, 7), "藏": (3, 1), "青": (3, 2), "陕": (3, 3),
    "豫": (3, 4), "鲁": (3, 5), "川": (4, 2), "渝": (4, 3), "鄂": (4, 4),
    "皖": (4, 5), "苏": (4, 6), "沪": (4, 7), "滇": (5, 2), "黔": (5, 3),
    "湘": (5, 4), "赣": (5, 5), "浙": (5, 6), "桂": (6, 3), "粤": (6, 4),
    "闽": (6, 5), "台": (6, 7), "琼": (7, 3), "澳": (7, 4), "港": (7, 5),
}  # fmt: skip

UNITS: dict[str, tuple[str, str]] = {
    "110000": ("京", "北京"), "120000": ("津", "天津"), "130000": ("冀", "河北"),
    "140000": ("晋", "山西"), "150000": ("蒙", "内蒙古"), "210000": ("辽", "辽宁"),
    "220000": ("吉", "吉林"), "230000": ("黑", "黑龙江"), "310000": ("沪", "上海"),
    "320000": ("苏", "江苏"), "330000": ("浙", "浙江"), "340000": ("皖", "安徽"),
    "350000": ("闽", "福建"), "360000": ("赣", "江西"), "370000": ("鲁", "山东"),
    "410000": ("豫", "河南"), "420000": ("鄂", "湖北"), "430000": ("湘", "湖南"),
    "440000": ("粤", "广东"), "450000": ("桂", "广西"), "460000": ("琼", "海南"),
    "500000": ("渝", "重庆"), "510000": ("川", "四川"), "520000": ("黔", "贵州"),
    "530000": ("滇", "云南"), "540000": ("藏", "西藏"), "610000": ("陕", "陕西"),
    "620000": ("甘", "甘肃"), "630000": ("青", "青海"), "640000": ("宁", "宁夏"),
    "650000": ("新", "新疆"), "660000": ("兵", "兵团"), "710000": ("台", "台湾"),
    "810000": ("港", "香港"), "820000": ("澳", "澳门"),
}  # fmt: skip
OUTSIDE = frozenset({"710000", "810000", "820000"})

# Separately planned cities: the province whose tile carries their small one.
PLANNED: dict[str, tuple[str, str]] = {
    "210200": ("大连", "210000"),
    "330200": ("宁波", "330000"),
    "350200": ("厦门", "350000"),
    "370200": ("青岛", "370000"),
    "440300": ("深圳", "440000"),
}
STEPS = 4


@dataclass(frozen=True)
class TileValue:
    """What a unit shows: a number, where it leads, and a fuller label if need be."""

    value: int
    href: str = ""
    label: str = ""


@dataclass(frozen=True)
class Tile:
    """One tile as drawn; `step` is the depth of its colour, 0 the palest."""

    code: str
    short: str
    name: str
    row: int
    column: int
    value: int | None
    step: int
    href: str
    label: str
    inside: "list[Tile]" = field(default_factory=list)


def tile_map(values: Mapping[str, TileValue]) -> list[Tile]:
    """All 35 tiles in reading order, separately planned cities inside theirs."""
    highest = max((given.value for given in values.values()), default=0)
    tiles = {
        code: _tile(code, short, name, GRID[short], values, highest)
        for code, (short, name) in UNITS.items()
    }
    for code, (name, province) in PLANNED.items():
        place = (tiles[province].row, tiles[province].column)
        tiles[province].inside.append(_tile(code, name, name, place, values, highest))
    return sorted(tiles.values(), key=lambda tile: (tile.row, tile.column))


def _tile(
    code: str,
    short: str,
    name: str,
    place: tuple[int, int],
    values: Mapping[str, TileValue],
    highest: int,
) -> Tile:
    given = values.get(code)
    if given is None and code not in OUTSIDE:
        given = TileValue(0)
    value = given.value if given else None
    label = (given.label if given else "") or f"{name}：{_said(value)}"
    href = given.href if given else ""
    return Tile(code, short, name, *place, value, step_of(value, highest), href, label)


def _said(value: int | None) -> str:
    return "不在推荐范围" if value is None else str(value)


def step_of(value: int | None, highest: int) -> int:
    """0 for none, then 1 to 4 by quarters of the highest value."""
    if not value or not highest:
        return 0
    return min(STEPS, 1 + (value * STEPS - 1) // highest)


def legend(tiles: list[Tile]) -> list[tuple[int, str]]:
    """(step, the values it stands for) for the steps in use."""
    numbers = [number.value or 0 for tile in tiles for number in (tile, *tile.inside)]
    highest = max(numbers, default=0)
    spans: dict[int, list[int]] = {}
    for value in range(highest + 1) if highest <= 400 else sorted(set(numbers)):
        spans.setdefault(step_of(value, highest), []).append(value)
    return [(step, _span(values)) for step, values in sorted(spans.items())]


def _span(values: list[int]) -> str:
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low}–{high}"
