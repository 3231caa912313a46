"""Where an enterprise belongs."""

from __future__ import annotations

from accounts.choices import OrganisationKind, OrganisationStatus
from accounts.models import Organisation
from regions.choices import Level
from regions.models import Division


def city_of(place: Division) -> Division | None:
    """The prefecture in which a place lies."""
    here: Division | None = place
    while here is not None and here.level != Level.PREFECTURE:
        here = here.parent
    return here


def has_city_office(division_id: str | None) -> bool:
    """Whether a city's lead office works with the portal."""
    rows = Organisation.objects.filter(
        kind=OrganisationKind.CITY_OFFICE, status=OrganisationStatus.ACTIVE
    )
    return rows.filter(division_id=division_id, is_lead_authority=True).exists()
