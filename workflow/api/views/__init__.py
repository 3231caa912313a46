"""Resources of the life cycle; kinds build theirs on `ApplicationViewSet`."""

from workflow.api.views.applications import (
    ApplicationViewSet,
    DeskViewSet,
    MovesMixin,
    NoticeViewSet,
    NotificationViewSet,
    RoundViewSet,
)

__all__ = [
    "ApplicationViewSet",
    "DeskViewSet",
    "MovesMixin",
    "NoticeViewSet",
    "NotificationViewSet",
    "RoundViewSet",
]
