"""The three administrators: accounts, security and the log; none does another's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.checks import PASSWORD_CLASSES, PASSWORD_LENGTH
from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.filters import AccessFilter, UserFilter
from accounts.forms import ReasonForm
from accounts.models import AccessRecord, User
from accounts.permissions import (
    can_administer_accounts,
    can_administer_security,
    can_disable_user,
    can_read_access_log,
)
from accounts.services import (
    disable_user,
    enable_user,
    end_sessions,
    record_access,
    unlock,
)
from accounts.tables import AccessTable, PasswordAgeTable, UserTable
from accounts.validators import REMEMBERED
from ui.refusals import Verdict
from ui.text import harmless
from ui.views import ActionPage, Crumb, ListPage


class UserList(ListPage):
    """All accounts, for the system administrator."""

    title = gettext_lazy("账户管理")
    table_class = UserTable
    filterset_class = UserFilter
    queryset = User.objects.order_by("username")

    def allow(self) -> Verdict:
        return can_administer_accounts(self.request.user)


class UserSwitch(ActionPage):
    """Disable or enable an account, with the reason."""

    queryset = User.objects.all()
    form_class = ReasonForm
    object: User

    def allow(self) -> Verdict:
        return can_administer_accounts(self.request.user)

    def facts(self) -> list[tuple[str, Any]]:
        posts = self.object.posts.running().select_related("organisation")
        held = "；".join(f"{p.organisation} {p.get_role_display()}" for p in posts)
        return [
            (_("用户名"), self.object.username),
            (_("姓名"), self.object.name),
            (_("岗位"), held),
        ]

    def get_success_url(self) -> str:
        return reverse("accounts:users")

    def get_cancel_url(self) -> str:
        return reverse("accounts:users")


class UserDisable(UserSwitch):
    """Close an account at once."""

    title = gettext_lazy("停用账户")
    question = gettext_lazy("停用后，该账户立即退出登录，令牌同时失效。确定停用吗？")
    submit_label = gettext_lazy("停用")
    success_message = gettext_lazy("账户已停用。")
    tone = "danger"

    def allow(self) -> Verdict:
        general = super().allow()
        return general and can_disable_user(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> User:
        return disable_user(
            user=self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            request_facts=facts_of(self.request),
        )


class UserEnable(UserSwitch):
    """Open an account again."""

    title = gettext_lazy("启用账户")
    question = gettext_lazy("启用后，该账户可以重新登录。确定启用吗？")
    submit_label = gettext_lazy("启用")
    success_message = gettext_lazy("账户已启用。")

    def perform(self, form: ReasonForm) -> User:
        return enable_user(
            user=self.object,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            request_facts=facts_of(self.request),
        )


class Security(ListPage):
    """Lock-outs, password ages, sessions, and the policy in force."""

    title = gettext_lazy("安全管理")
    table_class = PasswordAgeTable
    filterset_class = UserFilter
    template_name = "accounts/security.html"
    queryset = User.objects.filter(is_active=True).order_by("password_changed_at", "pk")

    def allow(self) -> Verdict:
        return can_administer_security(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            locked=locked_accounts(), policy=policy(), **kwargs
        )


def locked_accounts() -> list[dict[str, Any]]:
    """Accounts locked now, with failures and until when."""
    begun = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(attempt_time__gte=begun)
    totals = recent.values("username").annotate(times=Sum("failures_since_start"))
    locked = totals.filter(times__gte=settings.AXES_FAILURE_LIMIT).order_by("username")
    return [
        {"username": row["username"], "times": row["times"]}
        for row in locked
        if row["username"]
    ]


def policy() -> list[tuple[str, str]]:
    """The rules in force, in words."""
    lock = settings.AXES_COOLOFF_TIME.total_seconds() // 60
    idle = settings.SESSION_IDLE.total_seconds() // 60
    whole = settings.SESSION_ABSOLUTE.total_seconds() // 3600
    return [
        (
            _("密码"),
            _(
                "至少 %(n)d 个字符，四类字符中的 %(classes)d 类；"
                "不得使用最近 %(last)d 次的密码"
            )
            % {"n": PASSWORD_LENGTH, "classes": PASSWORD_CLASSES, "last": REMEMBERED},
        ),
        (_("密码有效期"), _("%d 天") % settings.PASSWORD_AGE.days),
        (
            _("登录失败"),
            _("连续 %(times)d 次失败，锁定 %(minutes)d 分钟")
            % {"times": settings.AXES_FAILURE_LIMIT, "minutes": lock},
        ),
        (
            _("会话"),
            _("%(idle)d 分钟未操作自动退出，最长 %(whole)d 小时")
            % {"idle": idle, "whole": whole},
        ),
    ]


class SecurityAction(ActionPage):
    """What the security administrator does to one account."""

    slug_field = "username"
    queryset = User.objects.all()

    def allow(self) -> Verdict:
        return can_administer_security(self.request.user)

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("用户名"), self.object.username), (_("姓名"), self.object.name)]

    def get_success_url(self) -> str:
        return reverse("accounts:security")

    def get_cancel_url(self) -> str:
        return reverse("accounts:security")

    def crumbs(self) -> list[Crumb]:
        url = reverse("accounts:security")
        return [(_("安全管理"), url), (self.get_title(), None)]


class Unlock(SecurityAction):
    """Let an account try again before its time; names without an account too."""

    title = gettext_lazy("解除锁定")
    question = gettext_lazy("请先与本人核实，再解除锁定。")
    submit_label = gettext_lazy("解除锁定")
    success_message = gettext_lazy("已解除锁定。")

    @property
    def object(self) -> Any:  # type: ignore[override]
        return self.request.user

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("用户名"), self.kwargs["username"])]

    def perform(self, form: Any) -> None:
        unlock(
            username=self.kwargs["username"],
            by=self.request.user,
            request_facts=facts_of(self.request),
        )


class SessionsEnd(SecurityAction):
    """End every session of a person."""

    slug_field = "pk"
    title = gettext_lazy("结束会话")
    question = gettext_lazy("该账户在所有设备上的登录将立即失效。确定结束吗？")
    submit_label = gettext_lazy("结束会话")
    success_message = gettext_lazy("会话已结束。")
    tone = "danger"

    def perform(self, form: Any) -> User:
        return end_sessions(
            user=self.object,
            by=self.request.user,
            request_facts=facts_of(self.request),
        )


class AccessLog(ListPage):
    """The access log, for the audit administrator."""

    title = gettext_lazy("访问日志")
    subtitle = gettext_lazy("日志只可查阅和导出，不可修改或删除；至少保存六个月。")
    table_class = AccessTable
    filterset_class = AccessFilter
    empty = gettext_lazy("没有符合条件的日志。")
    export_formats = ("csv",)

    def allow(self) -> Verdict:
        return can_read_access_log(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        seen = AccessRecord.objects.visible_to(self.request.user)
        return seen.select_related("user").order_by("-at", "-pk")

    def get_export_url(self) -> str:
        return reverse("accounts:access-log-export")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        """The line itself."""
        return value


class AccessLogExport(AccessLog):
    """The filtered log as CSV; the export is written down too."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        line = record_access(
            kind=AccessKind.EXPORT,
            user=request.user,
            request_facts=facts_of(request),
            detail=_("导出访问日志，条件：%s") % (request.GET.urlencode() or _("无")),
        )
        answer = StreamingHttpResponse(
            # Without the line that this export itself adds.
            csv_lines(self.rows.filter(pk__lt=line.pk)),
            content_type="text/csv; charset=utf-8",
        )
        name = f"access-log-{timezone.localdate():%Y%m%d}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def csv_lines(rows: QuerySet[Any]) -> Iterator[str]:
    """Lines of the export, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo())
    heads = [
        _("时间"),
        _("事项"),
        _("用户名"),
        _("姓名"),
        _("来源地址"),
        _("结果"),
        _("内容"),
    ]
    yield "\ufeff" + writer.writerow(heads)
    for row in rows.iterator(chunk_size=2000):
        yield writer.writerow(
            [
                timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S"),
                row.get_kind_display(),
                harmless(row.username),
                harmless(row.user.name if row.user else ""),
                row.address or "",
                _("成功") if row.succeeded else _("失败"),
                harmless(row.detail),
            ]
        )
