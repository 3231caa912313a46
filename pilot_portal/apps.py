from django.apps import AppConfig


class PilotPortalConfig(AppConfig):
    """The house itself: front page and the commands that touch every app."""

    name = "pilot_portal"
