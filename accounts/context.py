"""What the blue bar says of the person (settings.PAGE_CONTEXT)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def person(request: HttpRequest) -> dict[str, Any]:
    """Name, organisation and own page of who is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}

    def organisation_name() -> str:
        posts = user.posts_now
        if not posts:
            return ""
        place = posts[0].organisation
        return place.short_name or place.name

    return {
        "user_label": user.name,
        "organisation_name": organisation_name,
        "profile_url": reverse("accounts:profile"),
    }
