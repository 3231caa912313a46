"""Rules and their changes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.choices import Department
from workflow.choices import ExpertField, OverdueOpinion, Stage
from workflow.kinds import kind_named
from workflow.models import RuleSet
from workflow.rules import (
    EXPERT_LIMITS,
    LIMITS,
    OBJECTION_LIMITS,
    OPINION_LIMITS,
    TERM_LIMITS,
    Limit,
    Rules,
    Setting,
    filled,
)
from workflow.rules.limits import WORKING_DAYS

Rows = list[tuple[str, str]]
NONE = "无"
SETTINGS = "申报条件"
FOUR_EYED_WORDS = {Stage.LISTED: "移出名单", Stage.PUBLIC_NOTICE: "异议处理"}
# (label, words where it holds, words where it does not)
SWITCHES = {
    "experts_required": ("专家评审", "须经专家评审", "不设专家评审"),
    "panel_avoid_region": ("地区回避", "不抽取申报单位所在管理单位的专家", "不回避"),
    "appeal_above": ("申诉办理", "由上一级办理", "由本级其他人员办理"),
}


def rules_in_words(
    rules: Rules, settings: Sequence[Setting] = ()
) -> list[tuple[str, Rows]]:
    """Every rule as (label, value with its unit), by what it is about.

    First what the kind sets for itself, where it does.
    """
    own = _settings(settings, filled(settings, rules.extra))
    return [
        *([(SETTINGS, own)] if own else []),
        ("办理期限", _days(rules.review_days) + _numbers(rules, TERM_LIMITS)),
        ("部门意见", _opinion_rows(rules)),
        ("专家评审", _expert_rows(rules)),
        (
            "异议与申诉",
            [*_numbers(rules, OBJECTION_LIMITS), _switch(rules, "appeal_above")],
        ),
        ("办理方式", [("双人复核环节", _stages(rules.four_eyes))]),
    ]


def _numbers(rules: Rules, limits: Mapping[str, Limit]) -> Rows:
    return [(lim.label, lim.shown(getattr(rules, n))) for n, lim in limits.items()]


def _switch(rules: Rules, name: str) -> tuple[str, str]:
    return _switched(name, getattr(rules, name))


def _switched(name: str, value: bool) -> tuple[str, str]:
    label, yes, no = SWITCHES[name]
    return label, yes if value else no


def _opinion_rows(rules: Rules) -> Rows:
    wanted = {stage: names for stage, names in rules.required_opinions.items() if names}
    required = _opinions(wanted) or [("必须征求意见的部门", NONE)]
    overdue = str(OverdueOpinion(rules.overdue_opinion).label)
    return [*required, *_numbers(rules, OPINION_LIMITS), ("逾期未反馈", overdue)]


def _expert_rows(rules: Rules) -> Rows:
    rows = [_switch(rules, "experts_required")]
    if not rules.experts_required:
        return rows
    if not rules.panel_size:
        return [*rows, ("评审专家", "不抽取专家，由牵头部门直接办理")]
    rows += _numbers(rules, EXPERT_LIMITS)
    rows += [
        ("各领域最少人数", _quotas(rules.panel_quotas)),
        _switch(rules, "panel_avoid_region"),
        ("评分标准", _lines(rules.rubric)),
    ]
    return rows


def changes_in_words(version: RuleSet) -> Rows:
    """What the author of a version set, as (label, value)."""
    found: Rows = []
    for name, value in version.changes.items():
        found += _change(name, value)
    settings = kind_named(version.round.kind).settings
    return found + _settings(settings, version.changes.get("extra", {}))


def _settings(settings: Sequence[Setting], values: Mapping[str, Any]) -> Rows:
    return [(s.label, s.shown(values[s.key])) for s in settings if s.key in values]


def _change(name: str, value: Any) -> Rows:
    if name in LIMITS:
        return [(LIMITS[name].label, LIMITS[name].shown(value))]
    if name in SWITCHES:
        return [_switched(name, value)]
    words = {
        "review_days": lambda: _days(value),
        "four_eyes": lambda: [("双人复核环节", _stages(value))],
        "required_opinions": lambda: _opinions(value),
        "overdue_opinion": lambda: [("逾期未反馈", str(OverdueOpinion(value).label))],
        "panel_quotas": lambda: [("各领域最少人数", _quotas(value))],
        "rubric": lambda: [("评分标准", _lines(value))],
    }
    return words[name]() if name in words else []


def _days(by_stage: Mapping[str, int]) -> Rows:
    # JSON of the database does not keep an order: stages stand as they are passed.
    return [
        (f"{stage.label}期限", f"{by_stage[stage]}{WORKING_DAYS}")
        for stage in Stage
        if stage in by_stage
    ]


def _opinions(by_stage: Mapping[str, Sequence[str]]) -> Rows:
    return [
        (
            f"{stage.label}须征求意见的部门",
            "、".join(str(d.label) for d in Department if d in by_stage[stage]) or NONE,
        )
        for stage in Stage
        if stage in by_stage
    ]


def _quotas(quotas: Mapping[str, int]) -> str:
    held = [f"{f.label}{quotas[f]}人" for f in ExpertField if quotas.get(f)]
    return "、".join(held) or "不限"


def _lines(rubric: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(
        f"{line['label']}（{line['points']}分）"
        + (f"：{line['hint']}" if line.get("hint") else "")
        for line in rubric
    )


def _stages(names: Sequence[str]) -> str:
    order = [stage.value for stage in Stage]
    shown = (Stage(name) for name in sorted(names, key=order.index))
    return "、".join(FOUR_EYED_WORDS.get(s, str(s.label)) for s in shown) or NONE
