"""The verbs of ledgers: upload and check, confirm, import, and the official lists."""

from enterprises.services.ledger.checking import check_ledger, keep_check
from enterprises.services.ledger.direct import import_file
from enterprises.services.ledger.importing import import_ledger
from enterprises.services.ledger.listed import take_listed
from enterprises.services.ledger.uploading import (
    CHECK_JOB,
    IMPORT_JOB,
    confirm_ledger,
    upload_ledger,
)

__all__ = [
    "CHECK_JOB",
    "IMPORT_JOB",
    "check_ledger",
    "confirm_ledger",
    "import_file",
    "import_ledger",
    "keep_check",
    "take_listed",
    "upload_ledger",
]
