"""Who receives: locked while something is granted, and as the register has him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.choices import Role
from accounts.models import Organisation, Post, User
from enterprises.models import Enterprise
from enterprises.places import seat_of
from incentives.checks.grants import (
    ReceiverFacts,
    basis_of,
    double_words,
    eligibility_issues,
    terms_issues,
    terms_of,
)
from incentives.models import Grant
from regions.models import Division, ManagingUnit
from ui.refusals import Issue, Severity
from workflow.mail import people_of


@dataclass(frozen=True)
class Receiver:
    """An enterprise or a city, with its key and place."""

    row: Enterprise | Division

    @property
    def enterprise(self) -> Enterprise | None:
        return self.row if isinstance(self.row, Enterprise) else None

    @property
    def city(self) -> Division | None:
        return self.row if isinstance(self.row, Division) else None

    @property
    def key(self) -> str:
        """The same for the same receiver, whatever he is called."""
        return f"{'enterprise' if self.enterprise else 'city'}:{self.row.pk}"

    @property
    def name(self) -> str:
        row = self.row
        return row.name if isinstance(row, Enterprise) else row.full_name

    @property
    def unit(self) -> ManagingUnit | None:
        return self.row.managing_unit

    @property
    def place(self) -> Division | None:
        """The city in which an enterprise lies, or the city itself."""
        firm = self.enterprise
        return seat_of(firm.division) if firm else self.city

    def lock(self) -> Receiver:
        """The row locked, so that two awards to one receiver come one by one."""
        rows: Any = type(self.row).objects.select_for_update(of=("self",), no_key=True)
        return Receiver(rows.select_related("managing_unit").get(pk=self.row.pk))

    def facts(self, today: date) -> ReceiverFacts:
        """What decides which grants are open to him."""
        firm = self.enterprise
        if firm is None:
            return ReceiverFacts(self.name, is_city=True)
        valid = firm.certificates.valid_on(today).exists()
        return ReceiverFacts(self.name, False, firm.is_in_pilot, valid)


def receiver_of(row: Any) -> Receiver:
    """Of an application, a proposal or an award."""
    found = row.receiver
    assert found is not None  # the services make none without a receiver
    return Receiver(found)


def key_of(row: Any) -> str:
    """The key of the basis of terms."""
    return basis_of(row).key


def earlier_award(row: Any) -> Grant | None:
    """A standing award of the same kind on the same basis at the same time."""
    rows = Grant.objects.doubles_of(
        receiver=receiver_of(row).key,
        basis=key_of(row),
        category=row.category,
        starts=row.starts,
        ends=row.ends,
    )
    found: Grant | None = rows.select_related("organisation").first()
    return found


def double_issues(row: Any) -> list[Issue]:
    """The earlier award, named at the basis."""
    if row.starts is None or not key_of(row):
        return []
    held = earlier_award(row)
    if held is None or held.starts is None:
        return []
    words = double_words(
        held=held.number,
        organisation=str(held.organisation),
        awarded_on=held.awarded_on,
        starts=held.starts,
        ends=held.ends,
    )
    return [Issue(_field_of_basis(row), words)]


def _field_of_basis(row: Any) -> str:
    if row.policy_id is not None:
        return "policy"
    return "basis_number" if row.basis_number else "basis_name"


def level_warnings(row: Any, tier: str) -> list[Issue]:
    """Awards of another level on the same basis, which do not exclude this one."""
    if not key_of(row):
        return []
    rows = Grant.objects.on_basis(receiver=receiver_of(row).key, basis=key_of(row))
    found = rows.exclude(tier=tier).select_related("organisation")[:5]
    return [
        Issue(
            _field_of_basis(row),
            f"{held.organisation}已依据同一文件授予{held.get_category_display()}"
            f"（{held.number}），请核对是否重复支持。",
            Severity.WARNING,
        )
        for held in found
    ]


def award_issues(row: Any, today: date) -> list[Issue]:
    """All that keeps terms from becoming an award, at its field."""
    found = terms_issues(terms_of(row))
    if any(issue.field == "category" for issue in found):
        return found
    facts = receiver_of(row).facts(today)
    found += eligibility_issues(row.category, facts)
    return found + double_issues(row)


def people_receiving(receiver: Receiver, now: datetime) -> list[User]:
    """Those of the enterprise's account, or of the city's lead office."""
    firm = receiver.enterprise
    if firm is not None:
        return people_of(firm.organisation_id, now) if firm.organisation_id else []
    offices = Organisation.objects.departments_at(
        "city", unit=None, division=str(receiver.row.pk)
    )
    posts = Post.objects.current(now).filter(
        organisation__in=offices.filter(is_lead_authority=True),
        role__in=(Role.HANDLER, Role.LEAD),
        user__is_active=True,
    )
    return [post.user for post in posts.select_related("user")]
