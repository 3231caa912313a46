"""What lists of the life cycle are narrowed by; page, API and export alike."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import MailState, Stage
from workflow.filters.handling import HandlingFilter
from workflow.kinds import kind_choices
from workflow.models import Application, Mail, Notice, Notification, Round

LATE, SOON, PAUSED = "1", "soon", "paused"
TERMS = [(SOON, _("即将到期")), (LATE, _("已逾期")), (PAUSED, _("已暂停"))]


def published_rounds(request: Any) -> QuerySet[Round]:
    """The rounds this person may name."""
    rows: QuerySet[Round] = Round.objects.visible_to(getattr(request, "user", None))
    return rows


class ApplicationFilter(HandlingFilter):
    """Applications by number, title, applicant, kind, stage, unit, round, lateness."""

    q = SearchFilter(
        fields=["number", "title", "applicant__name"],
        label=_("关键词"),
        placeholder=_("受理编号、名称或申报单位"),
    )
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)
    stage = django_filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    round = django_filters.ModelChoiceFilter(
        label=_("申报批次"), queryset=published_rounds
    )
    late = django_filters.ChoiceFilter(
        label=_("办理期限"), choices=TERMS, method="by_term"
    )

    class Meta:
        model = Application
        fields: ClassVar = ["q", "kind", "stage", "managing_unit", "round", "late"]
        primary: ClassVar = ["q", "stage", "managing_unit", "assignee"]

    def by_term(self, rows: Any, name: str, value: str) -> Any:
        """How they stand to the day due, while somebody has still to act."""
        if value == PAUSED:
            return rows.paused()
        now = timezone.now()
        return rows.late(now) if value == LATE else rows.soon_due(now)


class RoundFilter(FilterSet):
    """Rounds by name, kind, year and whether they are open now."""

    q = SearchFilter(fields=["name", "basis"], label=_("关键词"))
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[
            ("coming", _("未开始")),
            ("open", _("申报中")),
            ("closed", _("已截止")),
        ],
        method="in_state",
    )
    year = django_filters.NumberFilter(label=_("年度"))

    class Meta:
        model = Round
        fields: ClassVar = ["q", "kind", "state", "year"]

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        """By the clock."""
        return rows.in_state(value, timezone.now())


class NoticeFilter(FilterSet):
    """Notices by words, kind and whether they run today."""

    q = SearchFilter(
        fields=["number", "title", "entries__title"],
        label=_("关键词"),
        placeholder=_("公示编号、标题或公示对象"),
    )
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("running", _("公示中")), ("ended", _("已结束"))],
        method="in_state",
    )

    class Meta:
        model = Notice
        fields: ClassVar = ["q", "kind", "state"]

    def filter_queryset(self, queryset: Any) -> Any:
        """A notice with several entries found stands in the list once."""
        return super().filter_queryset(queryset).distinct()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        """By the day."""
        today = timezone.localdate()
        if value == "running":
            return rows.not_ended(today)
        return rows.ended_before(today)


class NotificationFilter(FilterSet):
    """Messages: unread only, and by words."""

    q = SearchFilter(fields=["subject", "body"], label=_("关键词"))
    unread = django_filters.ChoiceFilter(
        label=_("状态"), choices=[("1", _("未读"))], method="only_unread"
    )

    class Meta:
        model = Notification
        fields: ClassVar = ["q", "unread"]

    def only_unread(self, rows: Any, name: str, value: str) -> Any:
        """Those not opened yet."""
        return rows.unread()


class MailFilter(FilterSet):
    """The sent log by words and state."""

    q = SearchFilter(fields=["address", "notification__subject"], label=_("关键词"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=MailState.choices)

    class Meta:
        model = Mail
        fields: ClassVar = ["q", "state"]
