"""The one life cycle: rounds, applications, and what is kept of them."""

from workflow.models.application import Application, NumberSeries
from workflow.models.messages import Mail, Notification
from workflow.models.notices import Notice, NoticeEntry
from workflow.models.record import Evidence, Proposal, Remark, Step, Submission
from workflow.models.rounds import Round, RuleSet

__all__ = [
    "Application",
    "Evidence",
    "Mail",
    "Notice",
    "NoticeEntry",
    "Notification",
    "NumberSeries",
    "Proposal",
    "Remark",
    "Round",
    "RuleSet",
    "Step",
    "Submission",
]
