"""Opinions of departments as a table."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ui.tables import DateColumn, LinkColumn, Table, badge
from ui.words import cn_date
from workflow.models import Opinion
from workflow.permissions import is_past, sees_draft
from workflow.tables.applications import CODE, RIGHT, WIDE


class OpinionTable(Table):
    """What, of whom, until when, and what was answered."""

    caption = "部门意见"
    number = tables.Column(
        verbose_name=_("受理编号"), accessor="application__number", attrs=CODE
    )
    title = LinkColumn(
        verbose_name=_("申报事项"), accessor="application__title", attrs=WIDE
    )
    organisation = tables.Column(
        verbose_name=_("被征求意见部门"), order_by="organisation__name", attrs=WIDE
    )
    stage = tables.Column(verbose_name=_("环节"))
    asked_at = DateColumn(verbose_name=_("征求日期"))
    due_at = tables.Column(verbose_name=_("反馈期限"), attrs=RIGHT)
    state = tables.Column(verbose_name=_("状态"))
    stance = tables.Column(verbose_name=_("意见"), orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = Opinion
        fields: ClassVar = (
            "number",
            "title",
            "organisation",
            "stage",
            "asked_at",
            "due_at",
            "state",
            "stance",
        )

    @cached_property
    def now(self) -> Any:
        """One moment for the whole table."""
        return timezone.now()

    def render_due_at(self, value: Any, record: Opinion) -> Any:
        """The day due; red and said in words where nothing came in time."""
        if record.is_open and is_past(value, self.now):
            return format_html('<span class="late">{} 已逾期</span>', cn_date(value))
        if record.is_late:
            return format_html("{} 逾期反馈", cn_date(value))
        return cn_date(value)

    def render_state(self, record: Opinion) -> Any:
        """The state; a superseded one says by which submission."""
        return badge(record.state_label, record.state_tone)

    def render_stance(self, record: Opinion) -> Any:
        """What was signed; a draft is its department's own."""
        if not record.stance or not sees_draft(self.request.user, record):
            return "—"
        return badge(record.get_stance_display(), record.stance_tone)
