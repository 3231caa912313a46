"""Whether changes that somebody sent can be read as rules at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from accounts.choices import Department
from ui.refusals import Issue
from workflow.choices import REVIEW_STAGES, ExpertField, OverdueOpinion
from workflow.rules.limits import LIMITS, TIMED_STAGES

LINE = {"key", "label", "points", "hint"}  # of the scoring sheet


def shape_issues(changes: dict[str, Any]) -> list[Issue]:
    """What cannot be read in changes that somebody sent, each at its field."""
    found = []
    for name, value in changes.items():
        if name not in SHAPES:
            shown = name if _is_storable(name) else "?"
            found.append(Issue(shown, f"没有“{shown}”这项规则。"))
        elif not (SHAPES[name](value) and _is_storable(value)):
            found.append(Issue(name, f"“{name}”的内容无法识别。"))
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _is_days_by_stage(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {stage.value for stage in TIMED_STAGES}
        and all(map(_is_number, value.values()))
    )


def _is_names(value: Any) -> bool:
    return (
        isinstance(value, list | tuple)
        and all(isinstance(name, str) for name in value)
        and len(set(value)) == len(value)
    )


def _is_departments_by_stage(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {stage.value for stage in REVIEW_STAGES}
        and all(_is_names(names) for names in value.values())
        and all(set(names) <= set(Department.values) for names in value.values())
    )


def _is_quotas(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= set(ExpertField.values)
        and all(map(_is_number, value.values()))
    )


def _is_lines(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_line, value))


def _is_line(line: Any) -> bool:
    return (
        isinstance(line, dict)
        and set(line) | {"hint"} == LINE
        and _is_number(line["points"])
        and all(isinstance(text, str) for k, text in line.items() if k != "points")
    )


SHAPES: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(LIMITS, _is_number),
    "review_days": _is_days_by_stage,
    "experts_required": _is_yes_or_no,
    "four_eyes": _is_names,
    "required_opinions": _is_departments_by_stage,
    "overdue_opinion": lambda value: (
        isinstance(value, str) and value in OverdueOpinion.values
    ),
    "panel_quotas": _is_quotas,
    "panel_avoid_region": _is_yes_or_no,
    "rubric": _is_lines,
    "appeal_above": _is_yes_or_no,
    "extra": lambda value: isinstance(value, dict),
}


def _is_storable(value: Any) -> bool:
    """Whether the database takes every text: no NUL, no half of a character."""
    return not any("\0" in text or _is_broken(text) for text in _texts(value))


def _is_broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
