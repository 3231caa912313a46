"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from regions.api.views import (
    DivisionViewSet,
    ManagingUnitViewSet,
    NewAreaViewSet,
    WorkingDaysViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("managing-units", ManagingUnitViewSet, "managing-unit"),
    ("divisions", DivisionViewSet, "division"),
    ("new-areas", NewAreaViewSet, "new-area"),
    ("working-days", WorkingDaysViewSet, "working-day"),
]
