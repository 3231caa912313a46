"""Search in lists of enterprises: the same for page, export and API."""

from enterprises.filters.cultivation import CultivationFilter
from enterprises.filters.directory import DirectoryFilter

__all__ = ["CultivationFilter", "DirectoryFilter"]
