"""What a check finds of one condition, and how its sentence is put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from enterprises.checks.counting import Tally
from enterprises.choices import Condition, SectionKey

# Where a condition is filled in.
SECTIONS: dict[Condition, tuple[SectionKey, ...]] = {
    Condition.SCHOOLS: (SectionKey.SCHOOLS,),
    Condition.TRAINING: (SectionKey.APPRENTICESHIPS, SectionKey.INTERNS),
    Condition.CERTIFICATES: (SectionKey.CERTIFICATES,),
    Condition.PROGRAMMES: (SectionKey.PROGRAMMES,),
    Condition.INVESTMENTS: (SectionKey.INVESTMENTS,),
    Condition.RIGHTS: (SectionKey.RIGHTS,),
}
WANTED_FILES = "请为每行上传证明材料，或上传本项共用的证明材料"


@dataclass(frozen=True)
class Finding:
    """Whether a condition is met, with what was counted and what is missing.

    `counted` and `needed` are in the unit of the condition (persons, yuan, …).
    `weight` is how many of the conditions it stands for: more than one only where a
    unit counts the ways of running education apart.
    """

    condition: Condition
    met: bool
    sentence: str
    counted: int | Decimal
    needed: int | Decimal
    # Where more would have to be filled in.
    section: SectionKey
    # Whether the enterprise wrote anything down for it.
    begun: bool = True
    weight: int = 1

    @property
    def counts_for(self) -> int:
        """For how many conditions it stands."""
        return self.weight if self.met else 0


def put_together(*parts: str) -> str:
    """One sentence of several parts, the empty ones left out."""
    return "；".join(part for part in parts if part) + "。"


def file_wish(tallies: Iterable[Tally]) -> str:
    """What to do about rows without a file; "" where there are none."""
    return WANTED_FILES if any(t.wants_files for t in tallies) else ""
