"""Reads of the life cycle, in domain words."""

from workflow.querysets.applications import ApplicationQuerySet
from workflow.querysets.experts import ExpertQuerySet, PanelQuerySet, SeatQuerySet
from workflow.querysets.four_eyes import FourEyesQuerySet
from workflow.querysets.handling import LateExceptionQuerySet, SavedViewQuerySet
from workflow.querysets.messages import (
    MailQuerySet,
    NotificationQuerySet,
    SendingQuerySet,
)
from workflow.querysets.notices import NoticeEntryQuerySet, NoticeQuerySet
from workflow.querysets.objections import AppealQuerySet, ObjectionQuerySet
from workflow.querysets.opinions import OpinionQuerySet
from workflow.querysets.questions import QuestionQuerySet
from workflow.querysets.rounds import RoundQuerySet
from workflow.querysets.steps import StepQuerySet

__all__ = [
    "AppealQuerySet",
    "ApplicationQuerySet",
    "ExpertQuerySet",
    "FourEyesQuerySet",
    "LateExceptionQuerySet",
    "MailQuerySet",
    "NoticeEntryQuerySet",
    "NoticeQuerySet",
    "NotificationQuerySet",
    "ObjectionQuerySet",
    "OpinionQuerySet",
    "PanelQuerySet",
    "QuestionQuerySet",
    "RoundQuerySet",
    "SavedViewQuerySet",
    "SeatQuerySet",
    "SendingQuerySet",
    "StepQuerySet",
]
