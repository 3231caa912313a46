"""The rules of a round: typed data, what each number may be, and what is wrong."""

from workflow.rules.checks import rule_issues
from workflow.rules.data import (
    FOUR_EYED_BY_DEFAULT,
    RUBRIC,
    Criterion,
    Rules,
    merged,
)
from workflow.rules.examples import RuleExample, example_of
from workflow.rules.limits import (
    EXPERT_LIMITS,
    LIMITS,
    OBJECTION_LIMITS,
    OPINION_LIMITS,
    TERM_LIMITS,
    TIMED_STAGES,
    Limit,
)
from workflow.rules.settings import (
    ChoicesSetting,
    CountSetting,
    Setting,
    SwitchSetting,
    filled,
    setting_issues,
)
from workflow.rules.shapes import shape_issues

__all__ = [
    "EXPERT_LIMITS",
    "FOUR_EYED_BY_DEFAULT",
    "LIMITS",
    "OBJECTION_LIMITS",
    "OPINION_LIMITS",
    "RUBRIC",
    "TERM_LIMITS",
    "TIMED_STAGES",
    "ChoicesSetting",
    "CountSetting",
    "Criterion",
    "Limit",
    "RuleExample",
    "Rules",
    "Setting",
    "SwitchSetting",
    "example_of",
    "filled",
    "merged",
    "rule_issues",
    "setting_issues",
    "shape_issues",
]
