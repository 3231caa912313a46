"""What a kind's rules hold beside the common ones: declared by the kind, kept in
`Rules.extra` under the kind's own names, each with its label, bounds and words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.refusals import Issue

NONE = "无"


@dataclass(frozen=True)
class Setting:
    """One rule of a kind; `default` holds where a round says nothing."""

    key: str
    label: str
    default: Any
    help: str = ""

    def wrong(self, value: Any) -> str:
        """What is wrong with a value, in a sentence; "" where nothing is."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """The value in words, with its unit."""
        raise NotImplementedError


@dataclass(frozen=True)
class CountSetting(Setting):
    """A whole number within bounds, with what it counts in."""

    fewest: int = 0
    most: int = 100
    unit: str = ""

    def wrong(self, value: Any) -> str:
        """A whole number between the bounds."""
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{self.label}应为整数。"
        if not self.fewest <= value <= self.most:
            return f"{self.label}应在{self.fewest}至{self.most}{self.unit}之间。"
        return ""

    def shown(self, value: Any) -> str:
        """3项."""
        return f"{value}{self.unit}"


@dataclass(frozen=True)
class SwitchSetting(Setting):
    """Yes or no, with the words of both."""

    yes: str = "是"
    no: str = "否"

    def wrong(self, value: Any) -> str:
        """One of the two."""
        return "" if isinstance(value, bool) else f"{self.label}应填是或者否。"

    def shown(self, value: Any) -> str:
        """The words of what holds."""
        return self.yes if value else self.no


@dataclass(frozen=True)
class ChoicesSetting(Setting):
    """Some of several choices (value, label), in the order in which they stand."""

    choices: tuple[tuple[str, str], ...] = ()
    fewest: int = 0

    def wrong(self, value: Any) -> str:
        """Known ones, each once, and not fewer than are wanted."""
        known = {key for key, _label in self.choices}
        if (
            not isinstance(value, list | tuple)
            or not all(isinstance(key, str) and key in known for key in value)
            or len(set(value)) < len(value)
        ):
            return f"{self.label}中有无法识别或重复的选项。"
        if len(value) < self.fewest:
            return f"{self.label}至少应选择{self.fewest}项。"
        return ""

    def shown(self, value: Any) -> str:
        """The labels, in order."""
        return "、".join(label for key, label in self.choices if key in value) or NONE


def setting_issues(
    settings: Sequence[Setting], extra: Mapping[str, Any]
) -> list[Issue]:
    """What is wrong with a kind's own rules, each at `extra.<key>`.

    A kind without settings of its own reads `extra` as it likes, so nothing is
    unknown there.
    """
    known = {setting.key: setting for setting in settings}
    found = []
    for key, value in extra.items():
        if settings and key not in known:
            found.append(Issue(f"extra.{key}", f"没有“{key}”这项规则。"))
        elif key in known and (sentence := known[key].wrong(value)):
            found.append(Issue(f"extra.{key}", sentence))
    return found


def filled(settings: Sequence[Setting], extra: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting with what the rules say, or its default, as JSON has it."""
    held = {s.key: extra.get(s.key, s.default) for s in settings}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in held.items()}
