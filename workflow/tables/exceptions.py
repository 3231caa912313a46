"""Late exceptions as a table."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ui.tables import DateColumn, Table, badge
from ui.words import cn_date
from workflow.models import LateException

TONES = {
    LateException.VALID: "good",
    LateException.OVER: "off",
    LateException.REVOKED: "late",
}


class LateExceptionTable(Table):
    """Who may still submit, until when, why, and by whom."""

    caption = "准予逾期申报的单位"
    applicant = tables.Column(
        verbose_name=_("申报单位"),
        order_by="applicant__name",
        attrs={"td": {"class": "cell-wide"}},
    )
    until = DateColumn(verbose_name=_("最迟提交日"))
    state = tables.Column(verbose_name=_("状态"), empty_values=(), orderable=False)
    reason = tables.Column(
        verbose_name=_("理由"), orderable=False, attrs={"td": {"class": "cell-wide"}}
    )
    granted_by = tables.Column(verbose_name=_("批准"), orderable=False)
    act = tables.Column(verbose_name=_("操作"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = LateException
        fields: ClassVar = (
            "applicant",
            "until",
            "state",
            "reason",
            "granted_by",
            "act",
        )

    @cached_property
    def now(self) -> Any:
        """One moment for the whole table."""
        return timezone.now()

    def render_state(self, record: LateException) -> Any:
        """By the clock; a revoked one with its reason."""
        state = record.state_at(self.now)
        said = badge(state, TONES[state])
        if not record.revoke_reason:
            return said
        reason = record.revoke_reason
        return format_html('{}<br><span class="quiet">{}</span>', said, reason)

    def render_granted_by(self, record: LateException) -> Any:
        """Who, and when."""
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            record.granted_by.name,
            cn_date(record.granted_at),
        )

    def render_act(self, record: LateException) -> Any:
        """To take it back, while it stands."""
        if record.state_at(self.now) != LateException.VALID:
            return "—"
        url = reverse("workflow:exception-revoke", args=[record.pk])
        return format_html(
            '<a href="{}">撤销<span class="sr">{}</span></a>', url, record.applicant
        )
