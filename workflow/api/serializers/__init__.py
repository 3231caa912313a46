"""What the API tells of applications, by who asks, and what it takes."""

from workflow.api.serializers.applications import (
    ApplicationSerializer,
    DeclineInSerializer,
    MoveInSerializer,
    MoveOfferSerializer,
    MovesSerializer,
    NoticeEntrySerializer,
    NoticeSerializer,
    NotificationSerializer,
    ProposalSerializer,
    RemarkInSerializer,
    RemarkSerializer,
    RoundSerializer,
    RulesInSerializer,
    RulesSerializer,
    StepSerializer,
    SubmissionSerializer,
)

__all__ = [
    "ApplicationSerializer",
    "DeclineInSerializer",
    "MoveInSerializer",
    "MoveOfferSerializer",
    "MovesSerializer",
    "NoticeEntrySerializer",
    "NoticeSerializer",
    "NotificationSerializer",
    "ProposalSerializer",
    "RemarkInSerializer",
    "RemarkSerializer",
    "RoundSerializer",
    "RulesInSerializer",
    "RulesSerializer",
    "StepSerializer",
    "SubmissionSerializer",
]
