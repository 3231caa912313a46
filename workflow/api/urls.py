"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from workflow.api.views import (
    AppealViewSet,
    DeskViewSet,
    DurationViewSet,
    ExpertViewSet,
    LateExceptionViewSet,
    NoticeViewSet,
    NotificationViewSet,
    ObjectionViewSet,
    OpinionViewSet,
    PanelViewSet,
    QuestionViewSet,
    RankingViewSet,
    RoundViewSet,
    SavedViewViewSet,
    SeatViewSet,
    WorkloadViewSet,
)

ROUTES: list[tuple[str, Any, str]] = [
    ("applications", DeskViewSet, "application"),
    ("rounds", RoundViewSet, "round"),
    ("opinions", OpinionViewSet, "opinion"),
    ("questions", QuestionViewSet, "question"),
    ("late-exceptions", LateExceptionViewSet, "late-exception"),
    ("durations", DurationViewSet, "duration"),
    ("experts", ExpertViewSet, "expert"),
    ("panels", PanelViewSet, "panel"),
    ("seats", SeatViewSet, "seat"),
    ("ranking", RankingViewSet, "ranking"),
    ("notices", NoticeViewSet, "notice"),
    ("objections", ObjectionViewSet, "objection"),
    ("appeals", AppealViewSet, "appeal"),
    ("workload", WorkloadViewSet, "workload"),
    ("saved-views", SavedViewViewSet, "savedview"),
    ("notifications", NotificationViewSet, "notification"),
]
