"""The inbox, and the sent log of mails."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui.refusals import Verdict
from ui.views import ListPage, Page
from workflow.filters import MailFilter, NotificationFilter
from workflow.models import Mail, Notification
from workflow.permissions import can_read_mail_log
from workflow.services import mark_all_read, mark_read
from workflow.tables import MailTable, NotificationTable


class Inbox(ListPage):
    """One's own messages, unread first."""

    title = gettext_lazy("消息通知")
    template_name = "workflow/inbox.html"
    partial_template_name = "workflow/inbox_rows.html"
    table_class = NotificationTable
    filterset_class = NotificationFilter
    empty = gettext_lazy("没有符合条件的消息。")
    empty_yet = gettext_lazy("还没有消息。申报事项有进展时，在此通知您。")

    def get_queryset(self) -> QuerySet[Notification]:
        """One's own only."""
        rows = Notification.objects.visible_to(self.request.user).unread_first()
        return rows.select_related("application")


class NotificationRead(Page):
    """Opened: it is marked, and leads to the application."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Reading needs a POST; the address alone leads to the inbox."""
        return HttpResponseRedirect(reverse("workflow:notifications"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark and go on."""
        user: Any = request.user
        notification = mark_read(by=user, pk=kwargs["pk"])
        if request.POST.get("stay") or not notification.target:
            return HttpResponseRedirect(reverse("workflow:notifications"))
        return HttpResponseRedirect(notification.target)


class NotificationsRead(NotificationRead):
    """All of them."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark all and stay."""
        user: Any = request.user
        count = mark_all_read(by=user)
        messages.success(request, _("已将%d条消息标为已读。") % count)
        return HttpResponseRedirect(reverse("workflow:notifications"))


class MailLog(ListPage):
    """What was mailed, to whom, and what failed."""

    title = gettext_lazy("邮件发送记录")
    table_class = MailTable
    filterset_class = MailFilter
    empty = gettext_lazy("没有符合条件的邮件。")
    empty_yet = gettext_lazy("还没有发送过邮件。")

    def allow(self) -> Verdict:
        """The system administrator."""
        return can_read_mail_log(self.request.user)

    def get_queryset(self) -> QuerySet[Mail]:
        """With the message each belongs to."""
        rows = Mail.objects.visible_to(self.request.user)
        return rows.select_related("notification")
