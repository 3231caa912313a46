"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from workflow.api.views import (
    AppealViewSet,
    DeskViewSet,
    DurationViewSet,
    LateExceptionViewSet,
    NoticeViewSet,
    NotificationViewSet,
    ObjectionViewSet,
    OpinionViewSet,
    QuestionViewSet,
    RoundViewSet,
    SavedViewViewSet,
    WorkloadViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("applications", DeskViewSet, "application"),
    ("rounds", RoundViewSet, "round"),
    ("opinions", OpinionViewSet, "opinion"),
    ("questions", QuestionViewSet, "question"),
    ("late-exceptions", LateExceptionViewSet, "late-exception"),
    ("durations", DurationViewSet, "duration"),
    ("notices", NoticeViewSet, "notice"),
    ("objections", ObjectionViewSet, "objection"),
    ("appeals", AppealViewSet, "appeal"),
    ("workload", WorkloadViewSet, "workload"),
    ("saved-views", SavedViewViewSet, "savedview"),
    ("notifications", NotificationViewSet, "notification"),
]
