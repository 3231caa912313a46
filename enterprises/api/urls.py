"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from enterprises.api.certification import CertificateViewSet, CertificationViewSet
from enterprises.api.changes import ChangeViewSet
from enterprises.api.cultivation import CultivationViewSet
from enterprises.api.directory import EnterpriseViewSet
from enterprises.api.eligibility import EligibilityCheckViewSet
from enterprises.api.filings import PlanViewSet, ReportViewSet, VisitViewSet
from enterprises.api.ledgers import LedgerViewSet
from enterprises.api.record import RecordViewSet
from enterprises.api.standing import (
    ExclusionViewSet,
    RemovalViewSet,
    SuspensionViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("enterprises", EnterpriseViewSet, "enterprise"),
    ("enterprise-imports", LedgerViewSet, "enterprise-import"),
    ("eligibility-check", EligibilityCheckViewSet, "eligibility-check"),
    ("cultivation-applications", CultivationViewSet, "cultivation-application"),
    ("enterprise-records", RecordViewSet, "enterprise-record"),
    ("three-year-plans", PlanViewSet, "three-year-plan"),
    ("annual-reports", ReportViewSet, "annual-report"),
    ("visits", VisitViewSet, "visit"),
    ("change-reports", ChangeViewSet, "change-report"),
    ("certification-applications", CertificationViewSet, "certification-application"),
    ("certificates", CertificateViewSet, "certificate"),
    ("removals", RemovalViewSet, "removal"),
    ("suspensions", SuspensionViewSet, "suspension"),
    ("exclusions", ExclusionViewSet, "exclusion"),
]
