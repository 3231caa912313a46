"""Public notices at fixed addresses, for everybody and for the printer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.calendar import load_calendar
from ui.views import Crumb, DetailPage, ListPage
from ui.words import cn_date
from workflow.filters import NoticeFilter
from workflow.models import Notice
from workflow.tables import NoticeTable

NOTICES = gettext_lazy("公示公告")


class NoticeList(ListPage):
    """All notices, running ones first."""

    title = NOTICES
    subtitle = gettext_lazy("拟列入名单的公示，接受社会监督")
    public = True
    table_class = NoticeTable
    filterset_class = NoticeFilter
    empty = gettext_lazy("没有符合条件的公示。")

    def get_queryset(self) -> QuerySet[Notice]:
        """With the number of cases on each."""
        rows: QuerySet[Notice] = Notice.objects.with_amount()
        return rows.order_by("-ends_on", "-pk")


class NoticePage(DetailPage):
    """One notice: who, basis, from–to, and how to object."""

    public = True
    slug_field = "number"
    template_name = "workflow/notice.html"

    def get_queryset(self) -> QuerySet[Notice]:
        """With round and authority."""
        rows: QuerySet[Notice] = Notice.objects.select_related(
            "round", "issued_by", "managing_unit"
        )
        return rows

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        return [
            (str(NOTICES), reverse("workflow:notices")),
            (self.object.number, None),
        ]

    def facts(self) -> list[tuple[str, Any]]:
        """From when to when, by whom, on what ground."""
        notice = self.object
        days = load_calendar().between(notice.starts_on, notice.ends_on) + 1
        span = f"{cn_date(notice.starts_on)}至{cn_date(notice.ends_on)}"
        return [
            (_("公示编号"), notice.number),
            (_("公示单位"), notice.issued_by),
            (
                _("公示时间"),
                _("%(span)s（%(days)d个工作日）") % {"span": span, "days": days},
            ),
            (_("公示依据"), notice.basis),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, and whether it still runs."""
        entries = self.object.entries.select_related(
            "application__applicant", "application__division"
        ).order_by("application__division_id", "pk")
        state = self.object.state_on(timezone.localdate())
        return super().get_context_data(entries=entries, state=state, **kwargs)
