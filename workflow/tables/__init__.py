"""Lists of the life cycle as tables."""

from workflow.tables.applications import (
    DeskTable,
    MailTable,
    NoticeTable,
    NotificationTable,
    RoundTable,
)

__all__ = [
    "DeskTable",
    "MailTable",
    "NoticeTable",
    "NotificationTable",
    "RoundTable",
]
