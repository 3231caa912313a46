from django.apps import AppConfig
from django.contrib.staticfiles import apps as staticfiles

from pilot_portal import checks
from pilot_portal.celery import app as celery_app

# Imported for what they do: every process knows the checks and the one Celery
# application, without which tasks would go to a queue that nobody reads.
__all__ = ["PilotPortalConfig", "StaticFilesConfig", "celery_app", "checks"]


class PilotPortalConfig(AppConfig):
    """The house itself: front page, health, and the commands that touch every app."""

    name = "pilot_portal"


class StaticFilesConfig(staticfiles.StaticFilesConfig):
    """Static files without the tens of megabytes of packages that no page loads."""

    ignore_patterns = [
        *staticfiles.StaticFilesConfig.ignore_patterns,
        "*.map",
        "*.gz",
        "*.mjs",
        "*.d.ts",
        "*.esm.*",
        "*.amd.js",
        "*.cjs.js",
        "htmx.js",
        "echarts.js",
        "echarts.common*",
        "echarts.simple*",
        "package.json",
        "ext",
        "extension",
        "swagger-ui.js",
        "*es-bundle*",
    ]
