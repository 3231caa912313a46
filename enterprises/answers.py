"""What a firm answers in the self-check before it registers; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enterprises.choices import GroupKind


@dataclass(frozen=True)
class Answers:
    """Numbers instead of rows; `None` where a firm does not know."""

    division: str  # GB/T 2260 code
    division_name: str = ""
    group: str = GroupKind.NONE.value
    industry: str = ""  # division of GB/T 4754, two digits
    tags: tuple[str, ...] = ()
    registered_on: date | None = None
    is_above_scale: bool | None = None
    education_fund_in_full: bool | None = None
    has_cooperation_body: bool | None = None
    # ExclusionKind: accident, dishonesty, tax.
    troubles: tuple[str, ...] = ()
    # When it was removed from the pool or the directory, if ever.
    removed_on: date | None = None
    school_kinds: tuple[str, ...] = ()
    has_apprenticeship: bool = False
    interns: int = 0
    has_certificate: bool = False
    programmes: int = 0
    programme_students: int = 0
    investment: Decimal = Decimal(0)  # yuan
    rights: int = 0

    @property
    def is_national(self) -> bool:
        """Whether the nation handles it, not a managing unit."""
        return self.group != GroupKind.NONE
