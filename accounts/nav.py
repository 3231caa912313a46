"""Lines of the navigation about accounts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import (
    can_administer_accounts,
    can_administer_security,
    can_list_organisations,
    can_list_registrations,
    can_read_access_log,
)
from ui.nav import Item


def is_signed_in(user: Any) -> bool:
    """Whether the person is somebody."""
    return bool(getattr(user, "is_authenticated", False))


GROUP = _("单位与账户")
ITEMS = [
    Item(
        label=_("待确认单位"),
        url_name="accounts:registrations",
        icon="building-plus",
        order=700,
        show=lambda user: bool(can_list_registrations(user)),
        group=GROUP,
    ),
    Item(
        label=_("单位名录"),
        url_name="accounts:organisations",
        icon="building",
        order=710,
        show=lambda user: bool(can_list_organisations(user)),
        group=GROUP,
    ),
    Item(
        label=_("账户管理"),
        url_name="accounts:users",
        icon="users",
        order=720,
        show=lambda user: bool(can_administer_accounts(user)),
        group=GROUP,
    ),
    Item(
        label=_("后台管理"),
        url_name="admin:index",
        icon="database",
        order=725,
        show=lambda user: bool(can_administer_accounts(user)),
        group=GROUP,
    ),
    Item(
        label=_("安全管理"),
        url_name="accounts:security",
        icon="shield-lock",
        order=730,
        show=lambda user: bool(can_administer_security(user)),
        group=GROUP,
    ),
    Item(
        label=_("访问日志"),
        url_name="accounts:access-log",
        icon="list-details",
        order=740,
        show=lambda user: bool(can_read_access_log(user)),
        group=GROUP,
    ),
    Item(
        label=_("我的账户"),
        url_name="accounts:profile",
        icon="user",
        order=790,
        show=is_signed_in,
        group=GROUP,
    ),
]
PUBLIC_ITEMS = [
    Item(label=_("单位登记"), url_name="accounts:register", order=900),
]
