"""What a check finds of one condition, and how its sentence is put together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
