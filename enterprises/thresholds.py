"""Thresholds of an application: data of the round, never of the code.

The official list of art. 5 was not available in full; its numbers and the variants of
provinces therefore stand in the rules of a round (`Rules.extra`) and each unit may
set its own over the national ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from enterprises.choices import Condition
from industries.choices import PriorityTag
from ui.words import money
from workflow.rules import (
    ChoicesSetting,
    CountSetting,
    Rules,
    Setting,
    SwitchSetting,
)

YUAN_MOST = 10_000_000_000
MONTHS, YEARS = "个月", "年"
NOT_ASKED = "不要求"


@dataclass(frozen=True)
class Thresholds:
    """What an enterprise must reach; the defaults are the national ones."""

    conditions_needed: int = 1
    # Whether running a school, an enterprise university and a group count apart.
    schools_apart: bool = False
    operating_years: int = 0
    intern_months: int = 3
    intern_persons: int = 60
    programmes: int = 3
    programme_years: int = 0
    programme_students: int = 0
    investment: int = 1_000_000  # yuan
    rights: int = 1
    look_back_years: int = 3
    above_scale_required: bool = False
    fund_required: bool = False
    body_required: bool = False
    # Priority tags of which one is needed; empty: all, and none is needed.
    industries: tuple[str, ...] = ()
    months_in_pool: int = 12
    plan_months: int = 3
    report_month: int = 1
    report_day: int = 31
    validity_years: int = 3
    renewal_months: int = 6
    ban_years: int = 5


@dataclass(frozen=True)
class YuanSetting(CountSetting):
    """A sum in whole yuan."""

    def shown(self, value: Any) -> str:
        """100万元."""
        return money(value)


def _count(
    key: str, label: str, unit: str, fewest: int, most: int, help: str = ""
) -> CountSetting:
    default = getattr(Thresholds(), key)
    return CountSetting(key, label, default, help, fewest, most, unit)


def _switch(key: str, label: str, help: str = "") -> SwitchSetting:
    return SwitchSetting(key, label, getattr(Thresholds(), key), help)


BAN = _count("ban_years", "移出后不得再次申报的年限", YEARS, 1, 10)

# Which firms may enter the pool.
ADMISSION_SETTINGS: tuple[Setting, ...] = (
    _count(
        "conditions_needed",
        "至少符合的条件",
        "项",
        1,
        len(Condition),
        "六项条件中至少须符合的项数。",
    ),
    _switch(
        "schools_apart",
        "举办教育的三种情形分别计为一项条件",
        "举办院校、企业大学等、参与组建集团各计一项。",
    ),
    _count(
        "operating_years",
        "经营年限",
        YEARS,
        0,
        30,
        "自注册之日起至申报之日须满的年限，填0表示不要求。",
    ),
    _switch("above_scale_required", "须为规模以上企业"),
    _switch("fund_required", "须足额提取职工教育经费"),
    _switch("body_required", "须有产教融合专门机构或专门人员"),
    ChoicesSetting(
        "industries",
        "限定的重点产业领域",
        (),
        "企业至少属于其中一个领域；不选表示不限定。",
        tuple((tag.value, str(tag.label)) for tag in PriorityTag),
    ),
    _count(
        "look_back_years",
        "计算年限",
        YEARS,
        1,
        10,
        "实习、投入、知识产权等按申报之日前该年限计算。",
    ),
    _count(
        "intern_months",
        "实习时长",
        MONTHS,
        1,
        12,
        "同一学生连续实习满该时长的，计入接收实习人数。",
    ),
    _count("intern_persons", "接收实习人数", "人", 1, 10_000),
    _count("programmes", "共建学科专业点", "个", 1, 100),
    _count(
        "programme_years",
        "共建学科专业点合作年限",
        YEARS,
        0,
        10,
        "合作满该年限的才计入，填0表示不要求。",
    ),
    _count(
        "programme_students",
        "共建学科专业点培养人数",
        "人",
        0,
        10_000,
        "各专业点合计，填0表示不要求。",
    ),
    YuanSetting(
        "investment",
        "累计投入",
        Thresholds().investment,
        "按付款日期计算，以元为单位填写。",
        1,
        YUAN_MOST,
        "元",
    ),
    _count("rights", "与院校共有的知识产权", "项", 1, 100),
)
# What firms in the pool file, and by when.
CULTIVATION_SETTINGS: tuple[Setting, ...] = (
    _count(
        "plan_months", "三年规划报备期限", MONTHS, 1, 24, "自纳入建设培育库起计算。"
    ),
    _count(
        "report_month", "年度报告截止月份", "月", 1, 12, "上一年度的报告在该月报送。"
    ),
    _count("report_day", "年度报告截止日期", "日", 1, 31),
    BAN,
)
# When certification opens, and how long it holds.
CERTIFICATION_SETTINGS: tuple[Setting, ...] = (
    _count("months_in_pool", "认证前的培育期", MONTHS, 0, 60),
    _count("validity_years", "认证有效期", YEARS, 1, 10),
    _count(
        "renewal_months",
        "复评申请提前期",
        MONTHS,
        1,
        12,
        "认证有效期届满前该月数起可以申请复评，并由系统提醒企业。",
    ),
    BAN,
)
SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (*ADMISSION_SETTINGS, *CULTIVATION_SETTINGS, *CERTIFICATION_SETTINGS)
}


def thresholds_of(rules: Rules) -> Thresholds:
    """The thresholds in the rules of a round; defaults where nothing is said."""
    return from_extra(rules.extra)


def from_extra(extra: Mapping[str, Any]) -> Thresholds:
    """Thresholds from a kind's own rules; what is no threshold is left aside."""
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in extra.items()
        if name in SETTINGS and not SETTINGS[name].wrong(value)
    }
    return Thresholds(**values)


def in_words(
    thresholds: Thresholds, settings: Sequence[Setting] = ADMISSION_SETTINGS
) -> list[tuple[str, str, str]]:
    """What is demanded: label, value, and the national value where it differs."""
    found = []
    for setting in settings:
        value = getattr(thresholds, setting.key)
        usual = setting.default
        differs = setting.shown(usual) if usual else NOT_ASKED
        if value:
            row = setting.label, setting.shown(value), differs if value != usual else ""
            found.append(row)
    return found
