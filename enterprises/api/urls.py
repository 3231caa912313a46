"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from enterprises.api.cultivation import CultivationViewSet
from enterprises.api.directory import EnterpriseViewSet
from enterprises.api.eligibility import EligibilityCheckViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("enterprises", EnterpriseViewSet, "enterprise"),
    ("eligibility-check", EligibilityCheckViewSet, "eligibility-check"),
    ("cultivation-applications", CultivationViewSet, "cultivation-application"),
]
