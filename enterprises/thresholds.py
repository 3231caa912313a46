"""Thresholds of an application: data of the round, never of the code.

The official list of art. 5 was not available in full; its numbers and the variants of
provinces therefore stand in the rules of a round (`Rules.extra`) and each unit may
set its own over the national ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from enterprises.choices import Condition
from ui.refusals import Issue
from workflow.rules import Limit, Rules

YUAN_MOST = 10_000_000_000
MONTHS, YEARS, DAYS = "个月", "年", "日"


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
    ban_years: int = 5


NUMBERS: dict[str, Limit] = {
    "conditions_needed": Limit(
        1, len(Condition), "至少符合的条件", "项", "六项条件中至少须符合的项数。"
    ),
    "operating_years": Limit(
        0, 30, "经营年限", YEARS, "自注册之日起至申报之日止须满的年限，填0表示不要求。"
    ),
    "intern_months": Limit(
        1, 12, "实习时长", MONTHS, "同一学生连续实习满该时长的，计入接收实习人数。"
    ),
    "intern_persons": Limit(1, 10_000, "接收实习人数", "人"),
    "programmes": Limit(1, 100, "共建学科专业点", "个"),
    "programme_years": Limit(
        0, 10, "共建学科专业点合作年限", YEARS, "合作满该年限的才计入，填0表示不要求。"
    ),
    "programme_students": Limit(
        0, 10_000, "共建学科专业点培养人数", "人", "各专业点合计，填0表示不要求。"
    ),
    "investment": Limit(1, YUAN_MOST, "累计投入", "元", "按付款日期计算。"),
    "rights": Limit(1, 100, "共有知识产权", "项"),
    "look_back_years": Limit(
        1, 10, "计算年限", YEARS, "实习、投入、知识产权等按申报之日前该年限计算。"
    ),
    "months_in_pool": Limit(0, 60, "认证前的培育期", MONTHS),
    "plan_months": Limit(1, 24, "三年规划报备期限", MONTHS, "自纳入建设培育库起计算。"),
    "report_month": Limit(
        1, 12, "年度报告截止月份", "月", "上一年度报告应在该月报送。"
    ),
    "report_day": Limit(1, 31, "年度报告截止日期", DAYS),
    "validity_years": Limit(1, 10, "认证有效期", YEARS),
    "ban_years": Limit(1, 10, "移出后不得再次申报的年限", YEARS),
}

SWITCHES: dict[str, tuple[str, str]] = {
    "schools_apart": (
        "举办教育的三种情形分别计为一项条件",
        "举办院校、企业大学等、参与组建集团各计一项。",
    ),
    "above_scale_required": ("须为规模以上企业", ""),
    "fund_required": ("须足额提取职工教育经费", ""),
    "body_required": ("须有产教融合专门机构或专门人员", ""),
}

CHOICES: dict[str, tuple[str, str]] = {
    "industries": (
        "限定的重点产业领域",
        "企业至少属于其中一个领域；不选表示不限定。",
    ),
}

NAMES = frozenset(f.name for f in fields(Thresholds))


def thresholds_of(rules: Rules) -> Thresholds:
    """The thresholds in the rules of a round; defaults where nothing is said."""
    return from_extra(rules.extra)


def from_extra(extra: Mapping[str, Any]) -> Thresholds:
    """Thresholds from what a kind added to its rules; other names are not ours."""
    values = {
        name: tuple(value) if name in CHOICES else value
        for name, value in extra.items()
        if name in NAMES and _is_readable(name, value)
    }
    return Thresholds(**values)


def threshold_issues(extra: Mapping[str, Any]) -> list[Issue]:
    """What in the extras of a rule set is no threshold, each at its name."""
    found = [
        Issue(name, f"“{label_of(name)}”的内容无法识别。")
        for name, value in extra.items()
        if name in NAMES and not _is_readable(name, value)
    ]
    wrong = {issue.field for issue in found}
    return found + [
        Issue(name, f"{limit.label}应在{limit.low}至{limit.high}{limit.unit}之间。")
        for name, limit in NUMBERS.items()
        if name in extra
        and name not in wrong
        and not limit.low <= extra[name] <= limit.high
    ]


def label_of(name: str) -> str:
    """What a threshold is called."""
    if name in NUMBERS:
        return NUMBERS[name].label
    return (SWITCHES | CHOICES)[name][0]


def _is_readable(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool)
    if name in SWITCHES:
        return isinstance(value, bool)
    return isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)
