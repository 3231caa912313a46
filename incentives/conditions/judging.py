"""Whether conditions are met by facts: met, not met, or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from incentives.choices.policies import FIT_TONE, Fit
from incentives.conditions.reading import written
from incentives.conditions.vocabulary import (
    ANY,
    CHOICE,
    FLAG,
    PLACE,
    TESTS,
    Names,
    Test,
)
from incentives.conditions.wording import words_of

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One item: what it demands, how it stands, what there is and what to do."""

    demand: str
    fit: Fit
    present: str = ""
    mend: str = ""

    @property
    def tone(self) -> str:
        return FIT_TONE[self.fit]


@dataclass(frozen=True)
class Judgement:
    """All items of a benefit against one enterprise or city."""

    outcomes: tuple[Outcome, ...]

    @property
    def total(self) -> int:
        return len(self.outcomes)

    @property
    def met(self) -> int:
        return sum(outcome.fit == Fit.MET for outcome in self.outcomes)

    @property
    def fits(self) -> bool:
        """Whether every item is met; a benefit without items is decided by reading."""
        return self.total > 0 and self.met == self.total

    @property
    def missing(self) -> tuple[Outcome, ...]:
        """What is not met, then what is not known."""
        order = (Fit.NOT_MET, Fit.UNKNOWN)
        return tuple(o for fit in order for o in self.outcomes if o.fit == fit)

    @property
    def missing_words(self) -> str:
        """The same in a line; nothing where every item is met."""
        named = ((Fit.NOT_MET, "缺少"), (Fit.UNKNOWN, "暂无数据"))
        parts = [
            f"{label}：{''.join(f'“{demand}”' for demand in demands)}"
            for fit, label in named
            if (demands := [o.demand for o in self.outcomes if o.fit == fit])
        ]
        return "；".join(parts)

    @property
    def summary(self) -> str:
        if not self.total:
            return "请对照适用对象判断"
        if self.fits:
            return f"{self.total} 项条件全部符合"
        return f"符合 {self.met}/{self.total} 项条件"

    @property
    def tone(self) -> str:
        if not self.total:
            return "draft"
        if self.fits:
            return "good"
        return "late" if any(o.fit == Fit.NOT_MET for o in self.outcomes) else "notice"


def judge(
    conditions: Iterable[Mapping[str, Any]], facts: Facts, names: Names
) -> Judgement:
    """Each item by itself; no item and no fact touches another item's outcome."""
    return Judgement(tuple(_outcome(item, facts, names) for item in conditions))


def _outcome(item: Mapping[str, Any], facts: Facts, names: Names) -> Outcome:
    if ANY in item:
        return _of_group(item, facts, names)
    test = TESTS.get(item["test"])
    demand = words_of(item, names)
    if test is None:
        return Outcome(demand, Fit.UNKNOWN, mend="该条件已停用，请向受理部门核实。")
    fact = facts.get(test.key)
    if fact is None:
        return Outcome(demand, Fit.UNKNOWN, mend=test.fill)
    # “Not so” says it all of a yes or no.
    present = "" if test.kind == FLAG else _said(test, fact, names)
    if _met(test, item, fact):
        return Outcome(demand, Fit.MET, present)
    return Outcome(demand, Fit.NOT_MET, present, test.mend)


def _of_group(item: Mapping[str, Any], facts: Facts, names: Names) -> Outcome:
    each = [_outcome(one, facts, names) for one in item[ANY]]
    # The best of the group decides: one met is enough, one unknown leaves it open.
    fit = next(f for f in (Fit.MET, Fit.UNKNOWN, Fit.NOT_MET) if _has(each, f))
    mends = dict.fromkeys(o.mend for o in each if o.fit == fit and o.mend)
    return Outcome(words_of(item, names), fit, mend="或者：".join(mends))


def _has(outcomes: Sequence[Outcome], fit: Fit) -> bool:
    return any(outcome.fit == fit for outcome in outcomes)


COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda fact, value: bool(fact) is bool(value),
    # A fact may be several: a place with what lies above it, a set of tags.
    "in": lambda fact, value: not set(fact).isdisjoint(value),
    "at_least": lambda fact, value: fact >= Decimal(value),
    "at_most": lambda fact, value: fact <= Decimal(value),
    "not_before": lambda fact, value: fact >= date.fromisoformat(value),
    "not_after": lambda fact, value: fact <= date.fromisoformat(value),
}


def _met(test: Test, item: Mapping[str, Any], fact: Any) -> bool:
    shown = [fact] if isinstance(fact, str) else fact
    return COMPARE[item["operator"]](shown, item["value"])


def _said(test: Test, fact: Any, names: Names) -> str:
    """The fact in words; of several codes only those that have a name here."""
    if isinstance(fact, date):
        return written(test, fact.isoformat(), names)
    if test.kind in (CHOICE, PLACE):
        codes = [fact] if isinstance(fact, str) else list(fact)
        known = names.of(test)
        return "、".join(known[code] for code in codes if code in known) or "无"
    return written(test, fact, names)
