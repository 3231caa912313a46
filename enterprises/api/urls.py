"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from enterprises.api.cultivation import CultivationViewSet
from enterprises.api.directory import EnterpriseViewSet
from enterprises.api.eligibility import EligibilityCheckViewSet
from enterprises.api.ledgers import LedgerViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("enterprises", EnterpriseViewSet, "enterprise"),
    ("enterprise-imports", LedgerViewSet, "enterprise-import"),
    ("eligibility-check", EligibilityCheckViewSet, "eligibility-check"),
    ("cultivation-applications", CultivationViewSet, "cultivation-application"),
]
