"""Resources of the life cycle; kinds build theirs on `ApplicationViewSet`."""

from workflow.api.views.applications import (
    ApplicationViewSet,
    DeskViewSet,
    MovesMixin,
    NoticeViewSet,
    NotificationViewSet,
    RoundViewSet,
)
from workflow.api.views.opinions import OpinionViewSet

__all__ = [
    "ApplicationViewSet",
    "DeskViewSet",
    "MovesMixin",
    "NoticeViewSet",
    "NotificationViewSet",
    "OpinionViewSet",
    "RoundViewSet",
]
