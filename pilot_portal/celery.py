"""Celery application; the queue is only a bell, PostgreSQL is the truth about work."""

import os
from importlib import import_module
from importlib.util import find_spec

from celery import Celery
from celery.signals import setup_logging
from django.apps import AppConfig, apps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
app = Celery("pilot_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# schedule.py in an app is what the clock does; tasks there are beat entries.
app.autodiscover_tasks(related_name="schedule")


@setup_logging.connect
def keep_our_logging(**options: object) -> None:
    """Worker and clock write as the web does: with a receiver, Celery sets up none."""


@app.on_after_finalize.connect
def collect_schedule(sender: Celery, **options: object) -> None:
    """Add each app's beat entries to the clock, when Celery first needs its tasks.

    An app says in its schedule.py when its tasks run, under names that start with
    the app's own: BEAT = {"workflow-close-notices": {"task": …, "schedule": 300}}.
    """
    for config in apps.get_app_configs():
        if is_ours(config) and find_spec(f"{config.name}.schedule"):
            entries = import_module(f"{config.name}.schedule").BEAT
            sender.conf.beat_schedule.update(entries)


def is_ours(config: AppConfig) -> bool:
    """Whether an app is part of this code base rather than a library."""
    return config.path == str(settings.BASE_DIR / config.name)
