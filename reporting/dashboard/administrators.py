"""The small home of the three administrators: their duty and nothing of business."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import AccessKind, Role
from accounts.models import AccessRecord, Organisation, User
from regions.calendar import local_day
from reporting.dashboard.figures import Figure
from reporting.gather.cases import first_moment

DUTIES = {
    Role.SYSADMIN: gettext_lazy(
        "您负责平台运行：账户、单位和基础数据的维护。不查看申报内容，不管理安全策略和日志。"
    ),
    Role.SECADMIN: gettext_lazy(
        "您负责安全管理：账户锁定、口令和会话。不查看申报内容，不维护账户，不审计日志。"
    ),
    Role.AUDITOR: gettext_lazy(
        "您负责审计：查看登录、导出等访问日志。不查看申报内容，不维护账户，不管理安全策略。"
    ),
}


def duties_of(user: Any) -> list[str]:
    """What the post is for, and what it leaves to the other two."""
    return [str(words) for role, words in DUTIES.items() if user.has_role(role)]


def facts_for(user: Any, now: datetime) -> list[Figure]:
    """A few counts of the administrator's own field, each leading to its rows."""
    found: list[Figure] = []
    if user.has_role(Role.SYSADMIN):
        found += [*_accounts(), _organisations(user)]
    if user.has_role(Role.SECADMIN):
        active = User.objects.filter(is_active=True)
        found.append(
            _figure("users.active", _("正常账户"), active, "accounts:security")
        )
    if user.has_role(Role.AUDITOR):
        found += _log(user, now)
    return found


def _figure(
    key: str,
    label: str,
    rows: QuerySet[Any],
    page: str,
    unit: str = "",
    **given: str,
) -> Figure:
    href = reverse(page) + (f"?{urlencode(given)}" if given else "")
    return Figure(key, label, rows.count(), unit or _("个"), href, rows.all)


def _accounts() -> list[Figure]:
    users = User.objects.all()
    return [
        _figure(
            "users.active",
            _("正常账户"),
            users.filter(is_active=True),
            "accounts:users",
            is_active="true",
        ),
        _figure(
            "users.disabled",
            _("已停用账户"),
            users.filter(is_active=False),
            "accounts:users",
            is_active="false",
        ),
    ]


def _organisations(user: Any) -> Figure:
    rows = Organisation.objects.visible_to(user)
    return _figure("organisations", _("登记单位"), rows, "accounts:organisations")


def _log(user: Any, now: datetime) -> list[Figure]:
    today = local_day(now)
    rows = AccessRecord.objects.visible_to(user).filter(at__gte=first_moment(today))
    since = today.isoformat()
    kinds = (AccessKind.SIGN_IN, AccessKind.FAILURE, AccessKind.EXPORT)
    return [
        _figure(
            f"log.{kind.value}",
            _("今日%s") % kind.label,
            rows.filter(kind=kind),
            "accounts:access-log",
            _("条"),
            kind=kind.value,
            since=since,
        )
        for kind in kinds
    ]
