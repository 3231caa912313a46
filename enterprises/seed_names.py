"""Invented enterprises for measurements: names, credit codes, places, industries.

Everything follows from the running number, so that the same number gives the same
enterprise. Short places and trade names repeat, as in a real directory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stdnum.cn import uscc

from regions.models import Division

# Two characters of these make a trade name.
CHARACTERS = "宏达信华新中天海光明远东方正泰和兴隆安康瑞丰恒通盛世嘉禾启航博雅凌云卓越"
# What a firm does, its division of GB/T 4754 and its priority tag.
LINES = (
    ("汽车零部件", "36", "high_end_equipment"),
    ("智能装备", "35", "intelligent_manufacturing"),
    ("精密机械", "34", "quality_manufacturing"),
    ("电子科技", "39", "new_generation_it"),
    ("软件技术", "65", "new_generation_it"),
    ("生物医药", "27", "biomedicine"),
    ("新能源科技", "38", "new_energy"),
    ("新材料", "30", "new_materials"),
    ("环保设备", "77", "energy_saving"),
    ("农业发展", "01", "modern_agriculture"),
    ("供应链管理", "59", "efficient_logistics"),
    ("养老服务", "85", "elder_care"),
    ("化工", "26", ""),
    ("建设工程", "48", ""),
    ("食品", "14", ""),
)
FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司")
ENDINGS = ("蒙古自治州", "自治州", "地区", "市", "盟", "县", "区")


@dataclass(frozen=True)
class Invented:
    """What an invented enterprise is called and where it stands."""

    number: int
    name: str
    credit_code: str
    place: Division
    industry: str
    tag: str


def invented(count: int, places: Sequence[Division]) -> Iterator[Invented]:
    """So many enterprises, at one place after the other, no name twice."""
    for number in range(count):
        turn, at = divmod(number, len(places))
        yield _one(number, turn, at, places[at])


def _one(number: int, turn: int, at: int, place: Division) -> Invented:
    turn, line = divmod(turn, len(LINES))
    # 37 has no divisor in common with the number of pairs: none comes back too soon.
    pair = (turn * 37 + at * 11) % len(CHARACTERS) ** 2
    first, second = divmod(pair, len(CHARACTERS))
    words, industry, tag = LINES[(line + at) % len(LINES)]
    trade = CHARACTERS[first] + CHARACTERS[second]
    return Invented(
        number=number,
        name=f"{short_name(place)}{trade}{words}{FORMS[number % len(FORMS)]}",
        credit_code=code_of(place.code, number),
        place=place,
        industry=industry,
        tag=tag,
    )


def short_name(place: Division) -> str:
    """重庆 for 重庆市; nothing is cut off that leaves one character."""
    for ending in ENDINGS:
        if place.name.endswith(ending) and len(place.name) > len(ending) + 1:
            return place.name.removesuffix(ending)
    return place.name


def code_of(division: str, number: int) -> str:
    """A valid credit code: an enterprise, its division, a number known by its NN."""
    base = f"91{division}NN{number:07}"
    return base + uscc.calc_check_digit(base)
