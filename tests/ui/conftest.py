"""The gallery stands for the portal in these tests."""

import copy
from pathlib import Path

import pytest
from django.conf import settings as django_settings


@pytest.fixture
def gallery(settings):
    """Routes and templates of the gallery, and no navigation of the apps."""
    templates = copy.deepcopy(django_settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.ui.gallery"
    settings.NAVIGATION = []
    settings.PAGE_CONTEXT = []
    settings.LOGIN_URL = "/accounts/sign-in/"
    settings.MIDDLEWARE = [
        name
        for name in settings.MIDDLEWARE
        if not name.startswith(("accounts", "axes"))
    ]
