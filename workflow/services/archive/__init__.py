"""Everything of a case as one file, made in the background."""

from workflow.services.archive.making import ARCHIVE_JOB, make_archive, note_archive
from workflow.services.archive.ordering import order_archive

__all__ = ["ARCHIVE_JOB", "make_archive", "note_archive", "order_archive"]
