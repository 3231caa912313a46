"""Every page that links lead to, as every persona, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from documents import jobs, tasks
from incentives.services.policies import load_policies
from pilot_portal.demonstration import demonstrate
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from reporting.services import request_report
from tests.e2e.conftest import open_window, session_of
from tests.e2e.walking import Walk
from tests.personas import EVERYBODY, VISITOR, load_everything, people_by_name

# Each test only reads, and only in its own thread: the data stand for the module.
pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db]
# The experts are alike but for their names: one walks for all five.
WALKERS = [
    name for name in EVERYBODY if not name.startswith("expert") or name[-1] == "1"
]
# Two workers share the people; each of the two groups seeds its data once.
PEOPLE = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"walk-{place % 2}"))
    for place, name in enumerate(WALKERS)
]
KNOWN: set[str] = set()
# A home and the places that everybody expects at least.
FEWEST = 8


def seed() -> None:
    """The demonstration, a finished report and one that waits."""
    people = load_everything()
    load_policies()
    now = timezone.now()
    demonstrate(now, people_by_name())
    period = parse_period(f"{now.year}Y")
    for name, scope in (("ndrc", "nation"), ("zhejiang", "330000")):
        _report, job = request_report(
            by=people[name], scope=parse_scope(scope), period=period, format="pdf"
        )
        claimed = jobs.claim(job.pk) if name == "ndrc" else None
        if claimed is not None:
            tasks.work_on(claimed)


@dataclass(frozen=True)
class Town:
    """A server and a session for every persona."""

    address: str
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """A server on seeded data; made once, for walking takes no turns."""
    with django_db_blocker.unblock():
        seed()
        sessions = {name: session_of(name) for name in EVERYBODY}
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
    yield Town(server.url, sessions)
    with django_db_blocker.unblock():
        server._live_server_modified_settings.disable()
        server.stop()
        call_command("flush", verbosity=0, interactive=False)
        load_everything()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_is_whole_for(town: Town, browser: Browser, name: str) -> None:
    window = open_window(browser, town.address, name, town.sessions[name])
    walk = Walk(window, town.address, KNOWN)
    starts = ["/", "/accounts/sign-in/"] if name == VISITOR else ["/dashboard/", "/"]
    walk.run(*starts)
    window.page.context.close()
    assert not walk.faults, "\n".join(walk.faults)
    assert len(walk.places) >= FEWEST, walk.places
