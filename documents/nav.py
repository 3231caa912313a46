"""Navigation of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ui.nav import Item


def signed_in(user: Any) -> bool:
    """Jobs belong to somebody."""
    return bool(user.is_authenticated)


ITEMS = [
    Item(
        label=_("后台任务"),
        url_name="documents:jobs",
        icon="progress",
        order=780,
        show=signed_in,
        group=_("单位与账户"),
    )
]
