"""Lists of enterprises."""

from enterprises.tables.cultivation import CultivationTable
from enterprises.tables.directory import DirectoryTable

__all__ = ["CultivationTable", "DirectoryTable"]
