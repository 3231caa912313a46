"""The whole content of a nomination as plain data: frozen at every submission."""

from __future__ import annotations

from decimal import Decimal

from cities.choices import SectionKey
from cities.models import CityNomination
from cities.models.sections import MONEY, OUTLINE
from regions.models import Division, NewArea
from workflow.services import content, head_content
from workflow.services.content import Files, Rows, Values, place_values, plain


def snapshot(nomination: CityNomination) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    rows = content.rows_of(OUTLINE, nomination)
    return assemble(nomination, rows=rows, files=content.files_of(nomination))


def assemble(nomination: CityNomination, *, rows: Rows, files: Files) -> Values:
    """The snapshot out of a nomination and its rows and files; asks nothing."""
    division = nomination.city
    place: Values = place_values(division)
    return {
        **head_content(nomination),
        "round": nomination.in_round.name,
        "division": place | {"less_developed": division.is_less_developed},
        "core_area": _core_area(nomination.core_area),
        "sections": content.assemble(OUTLINE, nomination, rows=rows, files=files),
        "figures": _figures(nomination, rows),
    }


def _core_area(area: Division | NewArea | None) -> Values | None:
    if area is None:
        return None
    if isinstance(area, NewArea):
        return {"kind": "new_area", "code": area.division_id or "", "name": area.name}
    return {"kind": "district", "code": area.code, "name": area.name}


def _figures(nomination: CityNomination, rows: Rows) -> Values:
    """Key figures beside those of other cities on the national page."""
    bases = rows.get(SectionKey.BASES.value, ())
    amounts = [getattr(base, name) or Decimal(0) for base in bases for name in MONEY]
    students = [nomination.vocational_students, nomination.higher_students]
    known = [n for n in students if n is not None]
    return {
        "population": plain(nomination.population),
        "gdp": plain(nomination.gdp),
        "gdp_rank": nomination.gdp_rank,
        "students": plain(sum(known, Decimal(0))) if known else None,
        "scale_firms": nomination.scale_firms,
        "enterprises_target": nomination.enterprises_target,
        "measures": len(rows.get(SectionKey.TASKS.value, ())),
        "bases": len(bases),
        "investment": plain(sum(amounts, Decimal(0))),
    }
