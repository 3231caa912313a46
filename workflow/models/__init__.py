"""The one life cycle: rounds, applications, and what is kept of them."""

from workflow.models.application import Application, NumberSeries
from workflow.models.drafting import SectionRow, SectionState
from workflow.models.experts import (
    Draw,
    Expert,
    ExpertTie,
    Panel,
    ScoreSheet,
    Seat,
)
from workflow.models.four_eyes import FourEyes
from workflow.models.handling import Assignment, Conflict, LateException, SavedView
from workflow.models.messages import Mail, Notification
from workflow.models.notices import Notice, NoticeEntry
from workflow.models.objections import (
    Appeal,
    AppealFile,
    Objection,
    ObjectionFile,
    ObjectionLetter,
)
from workflow.models.opinions import Opinion, Resolution
from workflow.models.questions import AnswerFile, Question, QuestionItem
from workflow.models.record import Evidence, Proposal, Remark, Step, Submission
from workflow.models.rounds import Round, RuleSet

__all__ = [
    "AnswerFile",
    "Appeal",
    "AppealFile",
    "Application",
    "Assignment",
    "Conflict",
    "Draw",
    "Evidence",
    "Expert",
    "ExpertTie",
    "FourEyes",
    "LateException",
    "Mail",
    "Notice",
    "NoticeEntry",
    "Notification",
    "NumberSeries",
    "Objection",
    "ObjectionFile",
    "ObjectionLetter",
    "Opinion",
    "Panel",
    "Proposal",
    "Question",
    "QuestionItem",
    "Remark",
    "Resolution",
    "Round",
    "RuleSet",
    "SavedView",
    "ScoreSheet",
    "Seat",
    "SectionRow",
    "SectionState",
    "Step",
    "Submission",
]
