"""What every page knows: names, navigation, today; apps add through PAGE_CONTEXT.

settings.PAGE_CONTEXT names callables `f(request) -> dict`; values that are callables
are asked only when a template uses them. base.html draws, when given:
`user_label`, `organisation_name`, `profile_url`, `notification_count`,
`notification_url`.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ui import nav

PORTAL_NAME = _("国家产教融合建设试点管理平台")
# Where the name may break on a narrow screen.
PORTAL_NAME_PARTS = (_("国家产教融合"), _("建设试点"), _("管理平台"))


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor of every page."""
    context: dict[str, Any] = {
        "portal_name": PORTAL_NAME,
        "portal_name_parts": PORTAL_NAME_PARTS,
        "demonstration": getattr(settings, "DEMONSTRATION", False),
        "today": timezone.localdate(),
        "navigation": _later(lambda: _navigation(request, "ITEMS")),
        "public_navigation": _later(lambda: _navigation(request, "PUBLIC_ITEMS")),
    }
    for path in getattr(settings, "PAGE_CONTEXT", []):
        given = import_string(path)(request)
        context.update({key: _later(value) for key, value in given.items()})
    return context


def _navigation(request: HttpRequest, name: str) -> list[nav.Entry]:
    user = getattr(request, "user", None)
    path = getattr(request, "standing_at", request.path)
    return nav.entries(nav.items(name), user, path)


def _later(value: Any | Callable[[], Any]) -> Any:
    return SimpleLazyObject(value) if callable(value) else value
