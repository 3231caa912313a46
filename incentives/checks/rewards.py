"""What a reward scheme must hold before it is saved or reckoned."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from incentives.choices.rewards import Method, RewardBy
from incentives.rewarding.definition import Definition
from ui.refusals import Issue

HUNDRED = Decimal(100)
CITY_SCORE = "project_city_score"
MOST_LINES = 20


def definition_issues(
    definition: Definition, known: Collection[str], places: Collection[str]
) -> list[Issue]:
    """All that is wrong, each at its field; `known` are the level's indicators."""
    return [
        *_line_issues(definition, known),
        *_reward_issues(definition),
        *(
            Issue("exclusions", "所选对象不在评价范围内，请重新选择。")
            for row in definition.left
            if row.place not in places
        ),
    ]


def _line_issues(definition: Definition, known: Collection[str]) -> list[Issue]:
    lines, found = definition.lines, _weight_issues(definition)
    keys = [line.indicator for line in lines]
    if not lines:
        return [Issue("indicators", "请至少选择一个评价指标。")]
    if len(lines) > MOST_LINES:
        found.append(Issue("indicators", f"评价指标不能超过{MOST_LINES}个。"))
    if set(keys) - set(known):
        found.append(Issue("indicators", "所选指标不适用于该评价对象。"))
    if len(set(keys)) < len(keys):
        found.append(Issue("indicators", "同一指标不能重复选择。"))
    if any(
        line.method == Method.TARGET and (line.target is None or line.target <= 0)
        for line in lines
    ):
        words = "按目标完成率计分的指标，请填写大于0的目标值。"
        found.append(Issue("indicators", words))
    if CITY_SCORE in keys and definition.city_result is None:
        words = "选用“所在城市试点成效得分”的，请选择采用哪一个评价结果。"
        found.append(Issue("city_result", words))
    return found


def _weight_issues(definition: Definition) -> list[Issue]:
    found = []
    if any(line.weight <= 0 for line in definition.lines):
        found.append(Issue("indicators", "权重应大于0。"))
    if definition.weights != HUNDRED:
        total = f"{definition.weights.normalize():f}"
        words = f"各指标权重合计应为100，现为{total}。"
        found.append(Issue("indicators", words))
    return found


def _reward_issues(definition: Definition) -> list[Issue]:
    size, found = definition.reward_size, []
    if size <= 0:
        found.append(Issue("reward_size", "名次数或比例应大于0。"))
    elif definition.reward_by == RewardBy.SHARE and size > HUNDRED:
        found.append(Issue("reward_size", "比例不能超过100%。"))
    elif definition.reward_by == RewardBy.NUMBER and size != size.to_integral():
        found.append(Issue("reward_size", "名次数应为整数。"))
    if definition.amount < 0:
        found.append(Issue("amount", "奖励资金不能小于0。"))
    return found
