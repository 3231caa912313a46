"""Charts, tiles and lines of the reviewer's home, from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regions.calendar import local_day
from reporting.dashboard.authority import TARGET_CITIES, Overview
from reporting.gather.places import holder_words
from reporting.pdf.charts import MOST_LEVEL_NAMES, short_name
from ui.charts import Cell, Chart, bars, line
from ui.tiles import Tile, TileValue, tile_map
from workflow.permissions import tier_now

__all__ = ["LateLine", "late_lines", "places_chart", "tiles", "years_chart"]

# More bars than this stand too narrow on a page.
MOST_BARS = 37


@dataclass(frozen=True)
class LateLine:
    """What is late, with whom, and by how many working days."""

    application: Any
    holder: str
    days: int


def years_chart(overview: Overview) -> Chart:
    """Listed cities, cumulative by year, with the nation's target."""
    years = overview.city_years()
    names = [figure.key.split(".")[1] for _total, figure in years]
    drawn = line(
        _("试点城市累计数（个）"),
        [_("%s年") % name for name in names],
        {_("累计列入"): [total for total, _figure in years]},
        name=_("年度"),
        target=TARGET_CITIES if overview.is_national else None,
    )
    head = [_("年度"), _("新列入（个）"), _("累计（个）")]
    rows = [
        [
            Cell(_("%s年") % name),
            Cell(f"{figure.value:,}", figure.href, numeric=True),
            Cell(f"{total:,}", numeric=True),
        ]
        for name, (total, figure) in zip(names, years, strict=True)
    ]
    return Chart(drawn.title, drawn.option, head, rows, drawn.note, 900, 260)


def places_chart(overview: Overview) -> Chart:
    """Applications by managing unit or city, the busiest first."""
    place = _("管理单位") if overview.is_national else _("城市（地区）")
    points = [
        (short_name(row.place.name), row.submitted.value, row.submitted.href)
        for row in overview.place_rows
        if row.submitted.value
    ]
    return bars(
        _("各%s受理申报数（件）") % place,
        points[:MOST_BARS],
        name=place,
        value=_("受理申报（件）"),
        vertical_names=len(points) > MOST_LEVEL_NAMES,
    )


def tiles(overview: Overview, subject: str) -> list[Tile]:
    """The 37 units as tiles, each leading to its rows."""
    figures = overview.tiles_of(subject)
    names = {place.code: place.name for place in overview.places}
    return tile_map(
        {
            code: TileValue(figure.value, figure.href, f"{names[code]}：{figure.value}")
            for code, figure in figures.items()
        }
    )


def late_lines(overview: Overview) -> list[LateLine]:
    """The longest overdue with their holders."""
    today = local_day(overview.now)
    return [
        LateLine(
            row,
            holder_words(
                tier_now(row),
                str(row.managing_unit or _("国家")),
                str(row.division or ""),
                row.applicant.name,
            ),
            overview.calendar.between(local_day(row.due_at), today),
        )
        for row in overview.late_rows()
    ]
