from importlib import import_module

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: pages, components, charts. No models."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ui"

    def ready(self) -> None:
        """Register the system checks."""
        import_module("ui.checks")
