"""Where an enterprise belongs."""

from __future__ import annotations

from typing import Any

from accounts.choices import OrganisationKind, OrganisationStatus
from accounts.models import Organisation
from enterprises.models import Enterprise
from regions.choices import Level
from regions.models import Division


def city_of(place: Division) -> Division | None:
    """The prefecture in which a place lies."""
    here: Division | None = place
    while here is not None and here.level != Level.PREFECTURE:
        here = here.parent
    return here


def seat_of(place: Division | None) -> Division | None:
    """Where its cases lie: in the prefecture, or in the place itself without one."""
    return (city_of(place) or place) if place else None


def case_of(firm: Enterprise) -> dict[str, Any]:
    """Whose a case of an enterprise is, and who handles it: fields of the case."""
    return {
        "applicant": firm.organisation,
        "enterprise": firm,
        "division": seat_of(firm.division),
        "managing_unit": firm.managing_unit,
        "lane": firm.lane,
    }


def has_city_office(division_id: str | None) -> bool:
    """Whether a city's lead office works with the portal."""
    rows = Organisation.objects.filter(
        kind=OrganisationKind.CITY_OFFICE, status=OrganisationStatus.ACTIVE
    )
    return rows.filter(division_id=division_id, is_lead_authority=True).exists()
