"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from incentives.api import (
    credit,
    declarations,
    fund_applications,
    grants,
    preferences,
    projects,
)

ROUTES: list[tuple[str, Any, str]] = [
    *credit.ROUTES,
    *declarations.ROUTES,
    *grants.ROUTES,
    *preferences.ROUTES,
    *projects.ROUTES,
    *fund_applications.ROUTES,
]
