"""Settings of the tests: those of the portal, faster and apart for each process."""

import os
import tempfile
from pathlib import Path

from pilot_portal.settings import *  # noqa: F403
from pilot_portal.settings import CACHES, DATABASES, INSTALLED_APPS, VAR_DIR

DEBUG = False
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Straight from the sources: tests must not depend on collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# A browser keeps its sockets open and the live server a thread for each of them: kept
# connections would add up over the windows of a journey until PostgreSQL has no more.
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES["default"]["KEY_PREFIX"] = f"test-{WORKER}"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix=f"files-{WORKER}-", dir=VAR_DIR))
# A kind of application that has every stage, for the tests of the life cycle.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.workflow.testkind.apps.TestKindConfig"]
# Everybody in the tests comes from one address; the test of the limit sets its own.
OBJECTIONS_PER_HOUR = OBJECTION_QUERIES_PER_HOUR = 100_000
CREDIT_ESTIMATES_PER_HOUR = 1_000_000
