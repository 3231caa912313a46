from django.apps import AppConfig

from pilot_portal import checks
from pilot_portal.celery import collect_schedule

__all__ = ["PilotPortalConfig", "checks"]


class PilotPortalConfig(AppConfig):
    """The house itself: front page, health, and the commands that touch every app."""

    name = "pilot_portal"

    def ready(self) -> None:
        """Wire Celery's clock to what the apps want of it."""
        collect_schedule()
