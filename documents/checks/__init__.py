"""What must be true of a file before it is kept; each rule has its sentence."""

from documents.checks.names import clean_name
from documents.checks.uploads import examine

__all__ = [
    "clean_name",
    "examine",
]
