"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from industries.api.views import IndustryViewSet

ROUTES: list[tuple[str, Any, str]] = [("industries", IndustryViewSet, "industry")]
