"""The verbs of files, of background jobs and of exports."""

from documents.rules import EVIDENCE, LETTER, FileRule
from documents.services.exports import expire_exports, order_export
from documents.services.files import drop_unlinked, hand_out, store_upload
from documents.services.jobs import enqueue, ring_again

__all__ = [
    "EVIDENCE",
    "LETTER",
    "FileRule",
    "drop_unlinked",
    "enqueue",
    "expire_exports",
    "hand_out",
    "order_export",
    "ring_again",
    "store_upload",
]
