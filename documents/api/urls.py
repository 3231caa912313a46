"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from documents.api.exports import ExportViewSet
from documents.api.views import JobViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("jobs", JobViewSet, "job"),
    ("exports", ExportViewSet, "export"),
]
