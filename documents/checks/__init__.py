"""What must be true of a file before it is kept; each rule has its sentence."""

from documents.checks.names import clean_name, ending_of
from documents.checks.tables import TableRow, TableRule, read_csv
from documents.checks.uploads import Examined, examine

__all__ = [
    "Examined",
    "TableRow",
    "TableRule",
    "clean_name",
    "ending_of",
    "examine",
    "read_csv",
]
