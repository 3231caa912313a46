"""Addresses of this app; one module a subject."""

from typing import Any

app_name = "incentives"
urlpatterns: list[Any] = []
