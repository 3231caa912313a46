"""Panels: an app above puts a card on a page of an app below.

The lower page names itself and draws what stands there; it knows of no upper app:

    {% panels "enterprise-record" object %}

The upper app registers in `AppConfig.ready()`, by importing its `panels.py`:

    @panel("enterprise-record", order=20)
    def credit(request, enterprise) -> Panel | None:
        if not can_read(request.user, enterprise):
            return None
        return Panel("incentives/panels/credit.html", {"rows": …})

A panel answers for its own permissions and reads a bounded number of rows. Its
template draws one `<section class="card">`; it gets the context given, and `request`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

# Pages that draw panels, and what `obj` is there.
PAGES: Mapping[str, str] = {
    "enterprise": "an enterprise's public page (enterprises.Enterprise)",
    "enterprise-record": "its inner page, for it and its authorities (the same)",
    "city": "a pilot city's public page (cities.PilotCity)",
    "city-nomination": "a city's nomination, inside (cities.CityNomination)",
}


@dataclass(frozen=True)
class Panel:
    """A card to be drawn: its template and what that needs beside `request`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Maker = Callable[[HttpRequest, Any], Panel | None]


@dataclass(frozen=True)
class _Place:
    order: int
    key: str
    make: Maker


_places: dict[str, dict[str, _Place]] = {page: {} for page in PAGES}


def register(*, page: str, order: int, panel: Maker) -> None:
    """Put a panel on a page; a low `order` stands high. Registering again replaces."""
    if page not in _places:
        known = ", ".join(PAGES)
        raise ValueError(f"No page “{page}” draws panels; there are: {known}.")
    key = f"{panel.__module__}.{panel.__qualname__}"
    _places[page][key] = _Place(order, key, panel)


def panel(page: str, *, order: int) -> Callable[[Maker], Maker]:
    """The same as a decorator of the function that makes the panel."""

    def put(make: Maker) -> Maker:
        register(page=page, order=order, panel=make)
        return make

    return put


def panels_of(page: str, request: HttpRequest, obj: Any) -> list[Panel]:
    """The panels that have something to show to this person, in order."""
    places = sorted(_places[page].values(), key=lambda place: (place.order, place.key))
    made = (place.make(request, obj) for place in places)
    return [panel for panel in made if panel is not None]
