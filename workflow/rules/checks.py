"""What is wrong with a set of rules that can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ui.refusals import Issue
from workflow.choices import ExpertField, Stage
from workflow.rules.data import FOUR_EYED_BY_DEFAULT, Rules
from workflow.rules.limits import LIMITS, TERM_MOST, TIMED_STAGES, WORKING_DAYS

KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
WHOLE = 100  # the points of a scoring sheet
MOST_LINES = 12
LABEL_LENGTH, HINT_LENGTH = 40, 200


def rule_issues(rules: Rules) -> list[Issue]:
    """What is wrong with a set of rules, each at its field."""
    return [
        *_number_issues(rules),
        *_four_eyes_issues(rules),
        *_panel_issues(rules),
        *rubric_issues(rules.rubric),
    ]


def _number_issues(rules: Rules) -> list[Issue]:
    found = [
        Issue(name, f"{limit.label}应在{limit.low}至{limit.high}{limit.unit}之间。")
        for name, limit in LIMITS.items()
        if not limit.low <= getattr(rules, name) <= limit.high
    ]
    return found + [
        Issue(
            f"review_days.{stage.value}",
            f"“{stage.label}”办理期限应在1至{TERM_MOST}{WORKING_DAYS}之间。",
        )
        for stage in TIMED_STAGES
        if not 1 <= rules.review_days.get(stage.value, 0) <= TERM_MOST
    ]


def _four_eyes_issues(rules: Rules) -> list[Issue]:
    known = {stage.value for stage in (*FOUR_EYED_BY_DEFAULT, Stage.CITY_REVIEW)}
    if set(rules.four_eyes) <= known:
        return []
    return [Issue("four_eyes", "双人复核环节中有无法识别的环节。")]


def _panel_issues(rules: Rules) -> list[Issue]:
    size, quotas = rules.panel_size, rules.panel_quotas
    most, total = LIMITS["panel_size"].high, sum(rules.panel_quotas.values())
    found = [
        Issue(f"panel_quotas.{name}", f"“{label}”最少人数应在0至{most}人之间。")
        for name, label in ExpertField.choices
        if not 0 <= quotas.get(name, 0) <= most
    ]
    if size <= 0 or found:
        return found
    if total > size:
        sentence = f"各领域最少人数合计{total}人，超过评审专家人数{size}人。"
        found.append(Issue("panel_size", sentence))
    if rules.panel_quorum > size:
        sentence = f"最少评分份数不能超过评审专家人数（{size}人）。"
        found.append(Issue("panel_quorum", sentence))
    return found


def rubric_issues(rubric: Sequence[dict[str, Any]]) -> list[Issue]:
    """What is wrong with the lines of a scoring sheet, at the line or at the whole."""
    if not 1 <= len(rubric) <= MOST_LINES:
        return [Issue("rubric", f"评分标准应有1至{MOST_LINES}项。")]
    found = [
        Issue(f"rubric.{place}.{name}", sentence)
        for place, line in enumerate(rubric)
        for name, sentence in _line_faults(line)
    ]
    for name, label in (("key", "标识"), ("label", "名称")):
        twice = [v for v, n in Counter(row[name] for row in rubric).items() if n > 1]
        if twice:
            words = "、".join(twice)
            found.append(Issue("rubric", f"评分标准的{label}重复：{words}。"))
    total = sum(line["points"] for line in rubric)
    if not found and total != WHOLE:
        sentence = f"评分标准各项分值合计应为{WHOLE}分，现为{total}分。"
        found.append(Issue("rubric", sentence))
    return found


def _line_faults(line: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not KEY.fullmatch(line["key"]):
        sentence = (
            "标识应以小写字母开头，由小写字母、数字和下划线组成，不超过30个字符。"
        )
        found.append(("key", sentence))
    if not 1 <= len(line["label"].strip()) <= LABEL_LENGTH:
        found.append(("label", f"评分项名称应为1至{LABEL_LENGTH}个字。"))
    if not 1 <= line["points"] <= WHOLE:
        found.append(("points", f"分值应在1至{WHOLE}分之间。"))
    if len(line.get("hint", "")) > HINT_LENGTH:
        found.append(("hint", f"评分说明不能超过{HINT_LENGTH}个字。"))
    return found
