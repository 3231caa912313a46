"""Navigation of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ui.nav import Item


def signed_in(user: Any) -> bool:
    """Jobs belong to somebody."""
    return bool(user.is_authenticated)


ITEMS = [Item(_("后台任务"), "documents:jobs", "progress", 880, signed_in)]
