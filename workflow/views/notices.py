"""Public notices at fixed addresses, for everybody and for the printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Attachment
from documents.views.files import as_download
from ui.views import Action, Crumb, DetailPage, ListPage
from workflow.announcing import announce
from workflow.filters import NoticeFilter
from workflow.models import Notice, Objection
from workflow.permissions import can_object
from workflow.services import paper_of
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
    empty_yet = gettext_lazy("还没有公示。申报事项进入公示环节后，在此公开。")

    def get_queryset(self) -> QuerySet[Notice]:
        """With the number of cases on each."""
        rows: QuerySet[Notice] = Notice.objects.with_amount()
        return rows.order_by("-ends_on", "-pk")

    def get_actions(self) -> Sequence[Action]:
        """Where an objector asks for the answer."""
        url = reverse("workflow:objection-status")
        return [Action(_("查询异议办理结果"), url, icon="search")]


class NoticeMixin:
    """A notice by its number, with round and authority."""

    public = True
    slug_field = "number"
    request: HttpRequest
    object: Any

    def get_queryset(self) -> QuerySet[Notice]:
        """Every notice is public."""
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


class NoticePage(NoticeMixin, DetailPage):
    """One notice: who, basis, from–to, how to object, and what came of objections."""

    template_name = "workflow/notice.html"

    def get_actions(self) -> Sequence[Action]:
        """The paper, and the way to object while it is open."""
        number = self.object.number
        verdict = can_object(self.object, timezone.now())
        pdf = reverse("workflow:notice-pdf", args=[number])
        objects = reverse("workflow:objection-new", args=[number])
        return [
            Action(_("下载 PDF"), pdf, icon="download"),
            Action(
                _("提出异议"),
                objects,
                tone="primary",
                icon="message-report",
                reason=verdict.reason,
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words, the list with how each ended, decided objections."""
        notice, today = self.object, timezone.localdate()
        words = announce(notice)
        context = {
            "words": words,
            "facts": [
                (_("公示编号"), notice.number),
                (_("公示时间"), words.period),
                (_("公示依据"), notice.basis),
                *words.contact,
            ],
            "entries": notice.entries.with_held()
            .select_related("application__applicant", "application__division")
            .order_by("application__division_id", "pk"),
            "outcomes": Objection.objects.decided()
            .filter(entry__notice=notice)
            .select_related("entry")
            .order_by("decided_at"),
            "state": notice.state_on(today),
            "is_over": today > notice.ends_on,
        }
        return super().get_context_data(**{**context, **kwargs})


class NoticePaper(NoticeMixin, DetailPage):
    """The notice as a file; a long one is made in the background first."""

    title = gettext_lazy("正在生成公示文件")
    template_name = "workflow/notice_paper.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The bytes, or the sentence that they are being made."""
        made = paper_of(self.object)
        if made is None:
            return super().get(request, *args, **kwargs)
        return _as_pdf(made, self.object.number)


def _as_pdf(made: bytes | Attachment, number: str) -> HttpResponseBase:
    if isinstance(made, Attachment):
        return as_download(made)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    return answer
