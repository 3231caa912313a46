"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from enterprises.api.eligibility import EligibilityCheckViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("eligibility-check", EligibilityCheckViewSet, "eligibility-check"),
]
