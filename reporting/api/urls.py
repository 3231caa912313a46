"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from reporting.api.views import (
    CreditTotalViewSet,
    FigureViewSet,
    ProgressReportViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("progress-reports", ProgressReportViewSet, "progress-report"),
    ("figures", FigureViewSet, "figure"),
    ("credit-totals", CreditTotalViewSet, "credit-total"),
]
