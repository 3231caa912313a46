"""What lists of the life cycle are narrowed by; page, API and export alike."""

from workflow.filters.applications import (
    ApplicationFilter,
    MailFilter,
    NoticeFilter,
    NotificationFilter,
    RoundFilter,
    published_rounds,
)
from workflow.filters.objections import AppealFilter, ObjectionFilter
from workflow.filters.opinions import OpinionFilter

__all__ = [
    "AppealFilter",
    "ApplicationFilter",
    "MailFilter",
    "NoticeFilter",
    "NotificationFilter",
    "ObjectionFilter",
    "OpinionFilter",
    "RoundFilter",
    "published_rounds",
]
