from django.apps import AppConfig

from pilot_portal import checks
from pilot_portal.celery import app as celery_app

# Imported for what they do: every process knows the checks and the one Celery
# application, without which tasks would go to a queue that nobody reads.
__all__ = ["PilotPortalConfig", "celery_app", "checks"]


class PilotPortalConfig(AppConfig):
    """The house itself: front page, health, and the commands that touch every app."""

    name = "pilot_portal"
