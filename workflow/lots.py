"""The drawing of lots: pure, repeatable, and exact about what is possible.

Every expert gets a lot: the SHA-256 of the seed and his number. They are called in
the order of their lots, and whoever is called is seated if the panel can still be
completed with him. So the result depends on nothing but seed, pool and demands, and a
panel is found whenever there is one.

Whether a panel can be completed is Hall's condition: for every set of fields, those
who know one of them (no more of a region than may sit) are at least as many as the
seats reserved for the set. Where it fails, the set and the two numbers are the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import combinations
from typing import Any

from workflow.choices import ExpertField

Kin = tuple[frozenset[str], str]  # experts alike for a draw: fields asked for, region


@dataclass(frozen=True)
class Ticket:
    """An expert of the pool as a draw knows him; `barred` says why he is left out."""

    id: int
    name: str
    fields: tuple[str, ...]
    region: str
    barred: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ticket:
        return cls(**{**data, "fields": tuple(data["fields"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "fields": list(self.fields)}


@dataclass(frozen=True)
class Demands:
    """What the whole panel must be; `kept` sit already and are drawn no more."""

    size: int
    quotas: Mapping[str, int] = field(default_factory=dict)
    per_region: int = 0  # at most of one region; 0: any number
    kept: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Demands:
        return cls(**{**data, "kept": tuple(data["kept"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "kept": list(self.kept)}


@dataclass(frozen=True)
class Shortfall:
    """Why no panel can be drawn, in a sentence for those who keep the pool."""

    sentence: str


def lot_of(seed: str, expert_id: int) -> str:
    """The lot of one expert."""
    return sha256(f"{seed}:{expert_id}".encode()).hexdigest()


def draw(
    pool: Iterable[Ticket], demands: Demands, seed: str
) -> tuple[int, ...] | Shortfall:
    """Who is newly seated, in the order called, or why the panel cannot be filled."""
    tickets = sorted(pool, key=lambda ticket: lot_of(seed, ticket.id))
    kept = [t for t in tickets if t.id in demands.kept]
    free = [t for t in tickets if not t.barred and t.id not in demands.kept]
    lots = _Lots(demands, free)
    for ticket in kept:
        lots.seat(ticket)
    if short := lots.shortfall():
        return Shortfall(short)
    return tuple(t.id for t in free if lots.call(t))


class _Lots:
    """The state of one draw: who sits, who may still be called."""

    def __init__(self, demands: Demands, free: Sequence[Ticket]) -> None:
        self.demands = demands
        self.asked = [name for name in sorted(demands.quotas) if demands.quotas[name]]
        self.sets = [
            frozenset(chosen)
            for size in range(len(self.asked) + 1)
            for chosen in combinations(self.asked, size)
        ]
        self.seated: Counter[Kin] = Counter()
        self.waiting = Counter(self._kin(ticket) for ticket in free)
        # Once called in vain, in vain for good: seats only become fewer.
        self.refused: set[Kin] = set()

    def _kin(self, ticket: Ticket) -> Kin:
        return frozenset(self.asked).intersection(ticket.fields), ticket.region

    def seat(self, ticket: Ticket) -> None:
        """Somebody who sits already."""
        self.seated[self._kin(ticket)] += 1

    def call(self, ticket: Ticket) -> bool:
        """Seat him if the panel can still be completed with him."""
        kin = self._kin(ticket)
        if kin in self.refused or not self._room(kin[1], 1):
            return False
        if self.seated.total() >= self.demands.size:
            return False
        self._move(kin, 1)
        if self.shortfall():
            self._move(kin, -1)
            self.refused.add(kin)
            return False
        return True

    def _move(self, kin: Kin, count: int) -> None:
        self.seated[kin] += count
        self.waiting[kin] -= count

    def shortfall(self) -> str:
        """The smallest set of demands that cannot be met; "" when all can."""
        for chosen in self.sets:
            if words := self._lacking(chosen) or self._crowded(chosen):
                return words
        return ""

    def _lacking(self, chosen: frozenset[str]) -> str:
        """Fewer can be seated than the fields want (all fields: than seats)."""
        wanted = self._reserved(chosen) if chosen else self.demands.size
        held = self._among(self.seated, chosen)
        there = self._among(self.waiting, chosen)
        may = sum(self._room(region, n) for region, n in there.items())
        if held.total() + may >= wanted:
            return ""
        what = f"{_quoted(chosen)}领域" if chosen else "专家组"
        words = f"{what}{'合计' if len(chosen) > 1 else ''}需{wanted}名，"
        if held.total():
            words += f"在任{held.total()}名，"
        still = "另" if held.total() else ""
        if may == there.total():
            return f"{words}{still}可抽取的仅{may}名。"
        cap = self.demands.per_region
        return (
            f"{words}{still}可抽取的{there.total()}名因同一地区至多{cap}名，"
            f"最多只能选入{may}名。"
        )

    def _crowded(self, chosen: frozenset[str]) -> str:
        """Those who sit without these fields take the seats reserved for them."""
        others = self.seated.total() - self._among(self.seated, chosen).total()
        if not chosen or others <= self.demands.size - self._reserved(chosen):
            return ""
        reserved = self._reserved(chosen)
        return f"{_quoted(chosen)}领域需{reserved}名，其余席位不足以容纳在任专家。"

    def _reserved(self, chosen: Iterable[str]) -> int:
        return sum(self.demands.quotas[name] for name in chosen)

    def _among(self, kins: Counter[Kin], chosen: frozenset[str]) -> Counter[str]:
        """By region, those who know one of the fields; all for no field."""
        found: Counter[str] = Counter()
        for (fields, region), count in kins.items():
            if count and (not chosen or fields & chosen):
                found[region] += count
        return found

    def _room(self, region: str, there: int) -> int:
        """How many of a region may still be seated."""
        if not self.demands.per_region:
            return there
        sitting = sum(n for kin, n in self.seated.items() if kin[1] == region)
        return min(there, max(0, self.demands.per_region - sitting))


def _quoted(chosen: Iterable[str]) -> str:
    labels = dict(ExpertField.choices)
    return "、".join(f"“{labels.get(name, name)}”" for name in sorted(chosen))
