"""Navigation of this app."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from reporting.permissions import can_read_reports
from ui.nav import Item


def is_signed_in(user: Any) -> bool:
    """Everybody has a home."""
    return bool(getattr(user, "is_authenticated", False))


ITEMS = [
    Item(_("总览"), "reporting:dashboard", "home", 10, is_signed_in),
    Item(
        _("进展报告"),
        "reporting:reports",
        "report",
        400,
        lambda user: bool(can_read_reports(user)),
        _("统计报告"),
    ),
]
