"""Search in lists of enterprises: the same for page, export and API."""

from enterprises.filters.certification import (
    CertificateFilter,
    CertificationFilter,
    RemovalFilter,
)
from enterprises.filters.changes import ChangeFilter
from enterprises.filters.cultivation import CultivationFilter
from enterprises.filters.directory import DirectoryFilter
from enterprises.filters.following import FollowedFilter

__all__ = [
    "CertificateFilter",
    "CertificationFilter",
    "ChangeFilter",
    "CultivationFilter",
    "DirectoryFilter",
    "FollowedFilter",
    "RemovalFilter",
]
