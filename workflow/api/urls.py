"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from workflow.api.views import (
    AppealViewSet,
    DeskViewSet,
    NoticeViewSet,
    NotificationViewSet,
    ObjectionViewSet,
    OpinionViewSet,
    RoundViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("applications", DeskViewSet, "application"),
    ("rounds", RoundViewSet, "round"),
    ("opinions", OpinionViewSet, "opinion"),
    ("notices", NoticeViewSet, "notice"),
    ("objections", ObjectionViewSet, "objection"),
    ("appeals", AppealViewSet, "appeal"),
    ("notifications", NotificationViewSet, "notification"),
]
