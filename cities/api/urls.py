"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from cities.api.nominations import CityNominationViewSet
from cities.api.views import ListedImportViewSet, PilotCityViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("city-nominations", CityNominationViewSet, "city-nomination"),
    ("pilot-cities", PilotCityViewSet, "pilot-city"),
    ("listed-imports", ListedImportViewSet, "listed-import"),
]
