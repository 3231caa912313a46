"""What every test may ask for.

people          every persona by user name, e.g. people["zhejiang_lead"]
client_as       client_as("ningbo") is a signed-in test client, "visitor" is nobody
api_as          api_as("ndrc") speaks JSON to /api/v1/, with the same sign-in
clock           clock.move_to("2026-06-30 09:00+08:00"), clock.shift(timedelta(days=1))

Reference data and personas are loaded once when the database is made; a test is a
transaction on top of them. Tests that commit (transactional_db, live_server) flush
them, so they are loaded again for the next.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from rest_framework.test import APIClient

from accounts.middleware import BEGUN, SEEN
from accounts.models import User
from tests.personas import VISITOR, load_everything, people_by_name

settings.register_profile(
    "portal",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "25")),
    # A test is a transaction on loaded data: fixtures are made once for all examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("portal")

# Browser tests talk to the live server out of playwright's event loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database with its reference data and people."""
    with django_db_blocker.unblock():
        load_everything()


@pytest.fixture(autouse=True)
def _loaded_again(request: pytest.FixtureRequest) -> None:
    """Tests that commit find the data that the one before them flushed."""
    marker = request.node.get_closest_marker("django_db")
    committing = {"transactional_db", "live_server"} & set(request.fixturenames)
    if committing or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        if not User.objects.exists():
            load_everything()


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Every persona by user name."""
    return people_by_name()


def enter(client: Any, user: User | None) -> Any:
    """Give a client the session of a person, quicker than signing in."""
    if user is not None:
        now = timezone.now().timestamp()
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "accounts.backends.NameOrEmailBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[BEGUN] = session[SEEN] = now
        session.save()
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def client_as(people: dict[str, User]) -> Callable[[str], Client]:
    """A test client signed in as a persona."""

    def signed_in(name: str) -> Client:
        return enter(Client(), None if name == VISITOR else people[name])

    return signed_in


@pytest.fixture
def api_as(people: dict[str, User]) -> Callable[[str], APIClient]:
    """An API client signed in as a persona."""

    def signed_in(name: str) -> APIClient:
        return enter(APIClient(), None if name == VISITOR else people[name])

    return signed_in


@pytest.fixture
def user_as(people: dict[str, User]) -> Callable[[str], User | AnonymousUser]:
    """A persona as a request has it: posts read anew, "visitor" is anonymous."""

    def asked(name: str) -> User | AnonymousUser:
        if name == VISITOR:
            return AnonymousUser()
        return User.objects.get(pk=people[name].pk)

    return asked


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, standing still at this moment until moved or shifted."""
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:
        yield traveller
