"""The benefits of the policy list on which a grant may rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.choices import Tier
from accounts.models import Organisation
from incentives.checks.grants import policy_issues
from incentives.choices.policies import PolicySubject
from incentives.matching import place_codes_of
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.services.grants.receivers import Receiver, receiver_of
from ui.refusals import Issue

Versions = QuerySet[PolicyVersion]


def bases_for(receiver: Receiver, day: date) -> Versions:
    """The benefits in force on a day that reach an enterprise or a city."""
    firm, city = receiver.enterprise, receiver.city
    subject = PolicySubject.ENTERPRISE if firm else PolicySubject.CITY
    places = place_codes_of(firm) if firm else [city.pk] if city else []
    unit = receiver.unit.pk if receiver.unit else None
    rows = _in_force(day).reaching(unit, places).filter(subject=subject)
    return _versions(rows)


def bases_of_office(office: Organisation, day: date) -> Versions:
    """Those that reach anybody to whom an authority may grant something."""
    rows = _in_force(day).exclude(subject=PolicySubject.OTHER)
    if office.tier != Tier.NATION:
        rows = rows.within(office.managing_unit_id)
    return _versions(rows)


def _in_force(day: date) -> Any:
    return PolicyBenefit.objects.published().in_force_on(day)


def _versions(benefits: Any) -> Versions:
    found: Versions = PolicyVersion.objects.of_benefits(benefits)
    return found


def basis_issues(row: Any, day: date) -> list[Issue]:
    """Why the benefit that terms name is not theirs to name on a day."""
    if row.policy_id is None:
        return []
    is_open = bases_for(receiver_of(row), day).filter(pk=row.policy_id).exists()
    return policy_issues(row, is_open=is_open)
