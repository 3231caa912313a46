"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from workflow.api.views import (
    DeskViewSet,
    NoticeViewSet,
    NotificationViewSet,
    OpinionViewSet,
    RoundViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("applications", DeskViewSet, "application"),
    ("rounds", RoundViewSet, "round"),
    ("opinions", OpinionViewSet, "opinion"),
    ("notices", NoticeViewSet, "notice"),
    ("notifications", NotificationViewSet, "notification"),
]
