"""Reads of enterprises in domain words."""

from enterprises.querysets.certification import (
    CertificateQuerySet,
    ConcernQuerySet,
    RemovalQuerySet,
)
from enterprises.querysets.follow_up import (
    FilingQuerySet,
    FormerFilingQuerySet,
    VisitQuerySet,
)
from enterprises.querysets.register import (
    EnterpriseImportQuerySet,
    EnterpriseNameQuerySet,
    EnterpriseQuerySet,
)

__all__ = [
    "CertificateQuerySet",
    "ConcernQuerySet",
    "EnterpriseImportQuerySet",
    "EnterpriseNameQuerySet",
    "EnterpriseQuerySet",
    "FilingQuerySet",
    "FormerFilingQuerySet",
    "RemovalQuerySet",
    "VisitQuerySet",
]
