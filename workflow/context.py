"""What the blue bar says of messages (settings.PAGE_CONTEXT)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from workflow.models import Notification
from workflow.permissions import works_on_cases


def messages(request: HttpRequest) -> dict[str, Any]:
    """The inbox with its unread count, and the way to the desk."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}

    def unread() -> int:
        return int(Notification.objects.visible_to(user).unread().count())

    return {
        "notification_count": unread,
        "notification_url": reverse("workflow:notifications"),
        "desk_url": reverse("workflow:desk") if works_on_cases(user) else "/",
    }
