"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from incentives.api import credit, declarations, projects

ROUTES: list[tuple[str, Any, str]] = [
    *credit.ROUTES,
    *declarations.ROUTES,
    *projects.ROUTES,
]
