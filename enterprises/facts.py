"""What the checks know of an enterprise: plain data, without the database.

A draft may leave anything empty: "" for text, None for days, sums and answers.
`evidence` is the number of files that a row carries by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from enterprises.choices import ExclusionKind, FilingState


@dataclass(frozen=True)
class School:
    """A school it runs, its enterprise university, a group it helped to form."""

    kind: str  # SchoolKind
    name: str = ""
    share: Decimal | None = None  # percent
    since: date | None = None
    evidence: int = 0


@dataclass(frozen=True)
class Apprenticeship:
    """A pilot task of apprenticeship that it carries."""

    kind: str  # ApprenticeshipKind
    name: str = ""
    document: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Intern:
    """One stay of one student; first and last day included."""

    school: str = ""
    number: str = ""  # of the student in his school
    name: str = ""
    programme: str = ""
    start: date | None = None
    end: date | None = None
    evidence: int = 0


@dataclass(frozen=True)
class Certificate:
    """A 1+X certificate whose pilot it carries."""

    name: str = ""
    document: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Programme:
    """A programme point built with a school; without an end it still runs."""

    school: str = ""
    name: str = ""
    kind: str = ""
    students: int | None = None
    start: date | None = None
    end: date | None = None
    evidence: int = 0


@dataclass(frozen=True)
class Investment:
    """A payment for a training base, or a donation; in yuan, by day of payment."""

    kind: str  # InvestmentKind
    school: str = ""
    project: str = ""
    amount: Decimal | None = None
    paid_on: date | None = None
    voucher: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Right:
    """A right of intellectual property; `partner` is the school that shares it."""

    kind: str  # RightKind
    name: str = ""
    number: str = ""
    granted_on: date | None = None
    partner: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Exclusion:
    """Something that keeps it out, until a day (that day included) or for good."""

    kind: ExclusionKind | str
    note: str = ""
    until: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether it still holds on a day."""
        return self.until is None or day <= self.until

    @property
    def label(self) -> str:
        """What it is called."""
        return str(ExclusionKind(self.kind).label)


@dataclass(frozen=True)
class Facts:
    """Everything that the checks of an application may look at."""

    name: str = ""
    credit_code: str = ""
    registered_on: date | None = None
    division: str = ""  # GB/T 2260 code of the registered address
    division_name: str = ""
    industry: str = ""  # GB/T 4754 code of the main business, with or without letter
    tags: tuple[str, ...] = ()  # PriorityTag
    is_above_scale: bool | None = None
    education_fund_in_full: bool | None = None
    has_cooperation_body: bool | None = None
    no_accident: bool | None = None
    no_dishonesty: bool | None = None
    no_tax_offence: bool | None = None
    # The last day of a ban after removal.
    banned_until: date | None = None
    exclusions: tuple[Exclusion, ...] = ()
    schools: tuple[School, ...] = ()
    apprenticeships: tuple[Apprenticeship, ...] = ()
    interns: tuple[Intern, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    programmes: tuple[Programme, ...] = ()
    investments: tuple[Investment, ...] = ()
    rights: tuple[Right, ...] = ()
    # Files uploaded for all rows of a section (SectionKey) together.
    shared: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class YearReport:
    """The annual report of one year, as far as anything is known of it."""

    year: int
    state: FilingState | str
    filed_on: date | None = None


@dataclass(frozen=True)
class PoolFacts:
    """What certification asks of an enterprise in the pool."""

    # None: it is not in the pool, or the day is not known.
    pooled_on: date | None
    plan_filed_on: date | None = None
    reports: tuple[YearReport, ...] = ()
    # A later day by which its plan was allowed to come, if any.
    plan_extended_to: date | None = None
    # It came in by an official list: its plan was filed before, and not here.
    plan_elsewhere: bool = False
    is_suspended: bool = False
    suspension_note: str = ""
    banned_until: date | None = None
    exclusions: tuple[Exclusion, ...] = ()
    # The last day of the certificate it holds; the next is a renewal 复评.
    certified_until: date | None = None
