"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from accounts.api import views

ROUTES: list[tuple[str, Any, str]] = [
    ("organisations", views.OrganisationViewSet, "organisations"),
    ("tokens", views.TokenViewSet, "tokens"),
    ("me", views.MeViewSet, "me"),
]
