"""Resources of the life cycle; kinds build theirs on `SectionedViewSet`."""

from workflow.api.views.applications import (
    DeskViewSet,
    MovesMixin,
    NotificationViewSet,
    RoundViewSet,
)
from workflow.api.views.durations import DurationViewSet
from workflow.api.views.experts import (
    ExpertViewSet,
    PanelViewSet,
    RankingViewSet,
    SeatViewSet,
)
from workflow.api.views.four_eyes import FourEyesViewSet
from workflow.api.views.handling import SavedViewViewSet, WorkloadViewSet
from workflow.api.views.notices import NoticeViewSet
from workflow.api.views.objections import AppealViewSet, ObjectionViewSet
from workflow.api.views.opinions import OpinionViewSet
from workflow.api.views.questions import LateExceptionViewSet, QuestionViewSet
from workflow.api.views.sections import SectionedViewSet

__all__ = [
    "AppealViewSet",
    "DeskViewSet",
    "DurationViewSet",
    "ExpertViewSet",
    "FourEyesViewSet",
    "LateExceptionViewSet",
    "MovesMixin",
    "NoticeViewSet",
    "NotificationViewSet",
    "ObjectionViewSet",
    "OpinionViewSet",
    "PanelViewSet",
    "QuestionViewSet",
    "RankingViewSet",
    "RoundViewSet",
    "SavedViewViewSet",
    "SeatViewSet",
    "SectionedViewSet",
    "WorkloadViewSet",
]
