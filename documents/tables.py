"""The list of one's own background jobs."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents.choices import JobState
from documents.models import Job
from ui.tables import BadgeColumn, DateColumn, LinkColumn, Table

TONES = {
    JobState.QUEUED: "draft",
    JobState.RUNNING: "review",
    JobState.DONE: "good",
    JobState.FAILED: "late",
}


class JobTable(Table):
    """Newest first: what it is, how far, and the file that came of it."""

    title = LinkColumn(verbose_name=_("名称"))
    state = BadgeColumn(verbose_name=_("状态"), tones=TONES)
    percent = tables.Column(
        verbose_name=_("进度"),
        orderable=False,
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    result = tables.Column(verbose_name=_("结果文件"), orderable=False)
    created_at = DateColumn(verbose_name=_("提交时间"), time=True)

    class Meta(Table.Meta):
        model = Job
        fields = ("title", "state", "percent", "result", "created_at")
        order_by = "-created_at"

    def render_percent(self, value: int) -> str:
        """63%."""
        return f"{value}%"

    def render_result(self, value: Any) -> SafeString:
        """The file, to be downloaded; its long name is for those who cannot see."""
        return format_html(
            '<a href="{}">{}<span class="sr"> {}</span></a>',
            value.get_absolute_url(),
            _("下载"),
            value.name,
        )
