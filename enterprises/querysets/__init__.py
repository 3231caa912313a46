"""Reads of enterprises in domain words."""

from enterprises.querysets.follow_up import (
    FilingQuerySet,
    FormerFilingQuerySet,
    VisitQuerySet,
)
from enterprises.querysets.register import (
    CertificateQuerySet,
    EnterpriseImportQuerySet,
    EnterpriseNameQuerySet,
    EnterpriseQuerySet,
    RemovalQuerySet,
)

__all__ = [
    "CertificateQuerySet",
    "EnterpriseImportQuerySet",
    "EnterpriseNameQuerySet",
    "EnterpriseQuerySet",
    "FilingQuerySet",
    "FormerFilingQuerySet",
    "RemovalQuerySet",
    "VisitQuerySet",
]
