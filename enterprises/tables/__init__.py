"""Lists of enterprises."""

from enterprises.tables.certification import (
    CertificateTable,
    CertificationTable,
    RemovalTable,
)
from enterprises.tables.cultivation import CultivationTable
from enterprises.tables.directory import DirectoryTable

__all__ = [
    "CertificateTable",
    "CertificationTable",
    "CultivationTable",
    "DirectoryTable",
    "RemovalTable",
]
