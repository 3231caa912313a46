"""The verbs of reports."""

from reporting.services.reports import (
    make_document,
    prepare_report,
    regenerate,
    request_report,
)
from reporting.services.snapshots import AlteredSnapshot, take_snapshot, verified

__all__ = [
    "AlteredSnapshot",
    "make_document",
    "prepare_report",
    "regenerate",
    "request_report",
    "take_snapshot",
    "verified",
]
