"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from cities.api.views import ListedImportViewSet, PilotCityViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("pilot-cities", PilotCityViewSet, "pilot-city"),
    ("listed-imports", ListedImportViewSet, "listed-import"),
]
