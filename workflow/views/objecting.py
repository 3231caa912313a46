"""Objections by everybody: the form, the receipt shown once, and the answer."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.facts import client_address
from ui.refusals import Closed
from ui.views import Crumb, EditPage, FormPage, Page
from ui.words import cn_date, cn_datetime
from workflow.announcing import announce
from workflow.forms import ObjectionForm, StatusForm
from workflow.models import Objection
from workflow.permissions import can_object
from workflow.services import (
    ASKING,
    FILING,
    Filed,
    count_once,
    file_objection,
    find_objection,
)
from workflow.views.notices import NOTICES, NoticeMixin

RECEIPT = "objection_receipt"
RECEIPT_SECONDS = 10 * 60


class ObjectionCreate(NoticeMixin, EditPage):
    """Anybody raises an objection to a case on the notice; no account is needed."""

    title = gettext_lazy("提出异议")
    template_name = "workflow/objection_new.html"
    form_class = ObjectionForm
    submit_label = gettext_lazy("提交异议")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, as long as objections are taken."""
        verdict = can_object(self.object, timezone.now())
        if not verdict:
            raise Closed(verdict.reason)
        return super().get(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """List, notice, here."""
        notice = (self.object.number, self.object.get_absolute_url())
        notices = (str(NOTICES), reverse("workflow:notices"))
        return [notices, notice, (self.get_title(), None)]

    def get_subtitle(self) -> str:
        """Which notice."""
        return str(self.object.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cases that are still on the notice."""
        entries = self.object.entries.running().select_related("application__applicant")
        return super().get_form_kwargs() | {"entries": entries.order_by("pk")}

    def get_initial(self) -> dict[str, Any]:
        """The only case is chosen already."""
        entries = list(self.object.entries.running()[:2])
        return {"entry": entries[0]} if len(entries) == 1 else {}

    def get_cancel_url(self) -> str:
        """Back to the notice."""
        return str(self.object.get_absolute_url())

    def perform(self, form: ObjectionForm) -> Filed:
        """Counted by address, then taken."""
        count_once(FILING, client_address(self.request))
        given = form.cleaned_data
        return file_objection(
            given["entry"],
            objector=form.objector,
            text=given["text"],
            seal=given["seal"],
            files=given["files"],
        )

    def done(self) -> HttpResponse:
        """To the receipt; the code travels in a cookie of this browser alone."""
        url = reverse("workflow:objection-receipt")
        answer = HttpResponseRedirect(url)
        answer.set_signed_cookie(
            RECEIPT,
            json.dumps([self.result.objection.pk, self.result.code]),
            max_age=RECEIPT_SECONDS,
            path=url,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how to object in words."""
        words = announce(self.object)
        return super().get_context_data(**{"words": words, **kwargs})


class ObjectionReceipt(Page):
    """Number and code, for the printer; shown once."""

    title = gettext_lazy("异议受理回执")
    template_name = "workflow/objection_receipt.html"
    public = True

    @cached_property
    def shown(self) -> tuple[Objection, str] | None:
        """What was just filed in this browser."""
        held = self.request.get_signed_cookie(RECEIPT, None, max_age=RECEIPT_SECONDS)
        if not held:
            return None
        pk, code = json.loads(held)
        rows = Objection.objects.select_related("entry__notice__issued_by")
        found = rows.filter(pk=pk).first()
        return (found, code) if found else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it, and take the code out of the browser."""
        answer = super().get(request, *args, **kwargs)
        answer.delete_cookie(RECEIPT, path=request.path, samesite="Strict")
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts of a receipt; who objected does not stand on it."""
        objection, code = self.shown or (None, "")
        facts = [
            (_("受理回执号"), objection.number),
            (_("查询码"), format_html('<span class="receipt-code">{}</span>', code)),
            (_("公示对象"), objection.entry.title),
            (_("受理时间"), cn_datetime(objection.received_at)),
            (_("办理单位"), objection.entry.notice.issued_by),
            (_("办理期限"), cn_date(objection.due_at)),
        ] if objection else []  # fmt: skip
        link = settings.BASE_URL + reverse("workflow:objection-status")
        return super().get_context_data(**{"facts": facts, "link": link, **kwargs})


class ObjectionStatus(FormPage):
    """Number and code give where it stands and the answer; nothing else."""

    title = gettext_lazy("查询异议办理结果")
    subtitle = gettext_lazy("凭受理回执号和查询码查询")
    template_name = "workflow/objection_status.html"
    form_class = StatusForm
    submit_label = gettext_lazy("查询")
    public = True

    def crumbs(self) -> list[Crumb]:
        """List, here."""
        notices = (str(NOTICES), reverse("workflow:notices"))
        return [notices, (self.get_title(), None)]

    def perform(self, form: StatusForm) -> Objection:
        """Counted by address, so that codes cannot be tried out."""
        count_once(ASKING, client_address(self.request))
        return find_objection(**form.cleaned_data)

    def done(self) -> HttpResponse:
        """Drawn at once: nothing of it stands in an address."""
        context = self.get_context_data(found=self.result)
        answer = self.render_to_response(context, status=HTTPStatus.OK)
        answer["Cache-Control"] = "private, no-store"
        return answer
