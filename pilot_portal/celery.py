"""Celery application; the queue is only a bell, PostgreSQL is the truth about work."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot_portal.settings")
app = Celery("pilot_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# schedule.py in an app is what the clock does; tasks there are beat entries.
app.autodiscover_tasks(related_name="schedule")
