"""What lists of the life cycle are narrowed by; page, API and export alike."""

from workflow.filters.applications import (
    ApplicationFilter,
    MailFilter,
    NoticeFilter,
    NotificationFilter,
    RoundFilter,
)
from workflow.filters.durations import DurationFilter
from workflow.filters.experts import (
    ExpertFilter,
    PanelFilter,
    RankingFilter,
    SeatFilter,
)
from workflow.filters.objections import AppealFilter, ObjectionFilter
from workflow.filters.opinions import OpinionFilter
from workflow.filters.questions import LateExceptionFilter, QuestionFilter

__all__ = [
    "AppealFilter",
    "ApplicationFilter",
    "DurationFilter",
    "ExpertFilter",
    "LateExceptionFilter",
    "MailFilter",
    "NoticeFilter",
    "NotificationFilter",
    "ObjectionFilter",
    "OpinionFilter",
    "PanelFilter",
    "QuestionFilter",
    "RankingFilter",
    "RoundFilter",
    "SeatFilter",
]
