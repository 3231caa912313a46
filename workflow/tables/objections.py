"""Objections as a table; who objected stands on the page of each alone."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table
from ui.words import cn_date
from workflow.models import Objection
from workflow.permissions import is_past

CODE = {"td": {"class": "cell-code"}}
WIDE = {"td": {"class": "cell-wide"}}
RIGHT = {"th": {"class": "date"}, "td": {"class": "date"}}


class ObjectionTable(Table):
    """What is objected to, since when, until when."""

    caption = "异议"
    number = LinkColumn(verbose_name=_("受理回执号"), attrs=CODE)
    title = tables.Column(
        verbose_name=_("公示对象"), accessor="entry__title", attrs=WIDE
    )
    applicant = tables.Column(
        verbose_name=_("申报单位"),
        accessor="application__applicant",
        order_by="application__applicant__name",
    )
    objector_kind = tables.Column(verbose_name=_("异议人类别"))
    received_at = DateColumn(verbose_name=_("受理时间"))
    due_at = tables.Column(verbose_name=_("办理期限"), attrs=RIGHT)
    handled_by = tables.Column(verbose_name=_("经办人"), order_by="handled_by__name")
    state = BadgeColumn(verbose_name=_("状态"))

    class Meta(Table.Meta):
        model = Objection
        fields: ClassVar = (
            "number",
            "title",
            "applicant",
            "objector_kind",
            "received_at",
            "due_at",
            "handled_by",
            "state",
        )

    @cached_property
    def now(self) -> Any:
        """One moment for the whole table."""
        return timezone.now()

    def render_due_at(self, value: Any, record: Objection) -> Any:
        """The day due; red and said in words where it is past."""
        if record.is_open and is_past(value, self.now):
            return format_html('<span class="late">{} 已逾期</span>', cn_date(value))
        return cn_date(value)
