"""Rules and their changes in words."""

from __future__ import annotations

from typing import Any

from workflow.choices import Stage
from workflow.models import RuleSet
from workflow.rules import LIMITS, Rules


def rules_in_words(rules: Rules) -> list[tuple[str, str]]:
    """Every rule as (label, value with its unit)."""
    rows = _days(rules.review_days)
    rows += [
        (label, f"{getattr(rules, name)}个工作日")
        for name, (_low, _high, label) in LIMITS.items()
    ]
    return [
        *rows,
        ("专家评审", _yes(rules.experts_required)),
        ("双人复核环节", _stages(rules.four_eyes)),
    ]


def changes_in_words(version: RuleSet) -> list[tuple[str, str]]:
    """What the author of a version set, as (label, value)."""
    found = []
    for name, value in version.changes.items():
        if name == "review_days":
            found += _days(value)
        elif name in LIMITS:
            found.append((LIMITS[name][2], f"{value}个工作日"))
        elif name == "experts_required":
            found.append(("专家评审", _yes(value)))
        elif name == "four_eyes":
            found.append(("双人复核环节", _stages(value)))
    return found


def _days(by_stage: dict[str, int]) -> list[tuple[str, str]]:
    # JSON of the database does not keep an order: stages stand as they are passed.
    return [
        (f"{stage.label}期限", f"{by_stage[stage]}个工作日")
        for stage in Stage
        if stage in by_stage
    ]


def _yes(value: Any) -> str:
    return "须经专家评审" if value else "不设专家评审"


def _stages(names: Any) -> str:
    words = {Stage.LISTED.value: "移出名单", Stage.PUBLIC_NOTICE.value: "异议处理"}
    order = [stage.value for stage in Stage]
    shown = sorted(names, key=order.index)
    return "、".join(words.get(n, str(Stage(n).label)) for n in shown) or "无"
