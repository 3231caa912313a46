"""What can be ranked: managing units, pilot cities, projects."""

from __future__ import annotations

from dataclasses import dataclass

from cities.choices import PilotStatus
from cities.models import PilotCity
from incentives.choices.projects import Phase
from incentives.choices.rewards import RewardLevel
from incentives.models import Project
from regions.models import ManagingUnit


@dataclass(frozen=True)
class Place:
    """One of what is ranked; `ended` where it has left the pilot or was given up."""

    code: str
    name: str
    unit: str
    # NULL: a managing unit, or a new area that is no division.
    division: str | None = None
    ended: bool = False
    city: str = ""


def places_of(level: str, unit: str | None) -> list[Place]:
    """All of a level, of the nation or of one managing unit, in their order."""
    found = {
        RewardLevel.PROVINCE: _units,
        RewardLevel.CITY: _cities,
        RewardLevel.PROJECT: _projects,
    }
    return found[RewardLevel(level)](unit)


def _units(unit: str | None) -> list[Place]:
    rows = ManagingUnit.objects.filter(**({"pk": unit} if unit else {}))
    return [Place(row.code, row.name, row.code) for row in rows]


def _cities(unit: str | None) -> list[Place]:
    rows = PilotCity.objects.of_unit(unit) if unit else PilotCity.objects.all()
    # A city that left and was listed again stands once, as it stands now.
    by_code: dict[str, Place] = {}
    for row in rows.order_by("managing_unit__order", "code", "pk"):
        ended = row.status != PilotStatus.LISTED
        if ended and row.code in by_code:
            continue
        by_code[row.code] = Place(
            row.code, row.name, row.managing_unit_id, row.division_id, ended
        )
    return list(by_code.values())


def _projects(unit: str | None) -> list[Place]:
    rows = Project.objects.of_unit(unit) if unit else Project.objects.all()
    return [
        Place(
            code=str(row.public_id),
            name=row.name,
            unit=row.managing_unit_id,
            division=row.division_id,
            ended=row.phase == Phase.CLOSED,
            city=row.pilot_city.code if row.pilot_city else "",
        )
        for row in rows.select_related("pilot_city").order_by("pk")
    ]
