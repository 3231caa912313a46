"""Search in lists of enterprises: the same for page, export and API."""

from enterprises.filters.certification import (
    CertificateFilter,
    CertificationFilter,
    RemovalFilter,
)
from enterprises.filters.cultivation import CultivationFilter
from enterprises.filters.directory import DirectoryFilter

__all__ = [
    "CertificateFilter",
    "CertificationFilter",
    "CultivationFilter",
    "DirectoryFilter",
    "RemovalFilter",
]
