"""`make run` on the embedded default: started, crashed, killed and started again."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest

from pilot_portal import servers
from tests.setup.portal import HOME, Portal, wait_until

# One portal for the whole file, in the order written; one process under xdist.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("portal")]


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal that runs; every test leaves it running."""
    made = Portal()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@contextmanager
def database_of(portal: Portal) -> Iterator["psycopg2.extensions.cursor"]:
    """A cursor on the portal's own PostgreSQL."""
    folder = (portal.folder / "run").resolve()
    line = psycopg2.connect(host=str(folder), user="portal", dbname="portal")
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            yield cursor
    finally:
        line.close()


def state_of(portal: Portal, job: int) -> str:
    """State of a job, asked of the table so that a hundred questions cost nothing."""
    with database_of(portal) as cursor:
        cursor.execute("SELECT state FROM documents_job WHERE id = %s", [job])
        state: str = cursor.fetchone()[0]
        return state


@contextmanager
def files_held(portal: Portal) -> Iterator[None]:
    """Nothing can be stored within the block, so what runs cannot end."""
    with database_of(portal) as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE documents_attachment IN SHARE MODE")
        yield
        cursor.execute("ROLLBACK")


def test_it_serves_pages_with_hashed_assets_that_may_be_cached(portal):
    status, _, body = portal.get("/accounts/sign-in/")
    assert status == 200
    asset = re.search(rb'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', body)
    assert asset, body[:500]
    status, headers, _ = portal.get(asset.group(1).decode())
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_an_unknown_address_gets_our_own_page(portal):
    status, _, body = portal.get("/no-such-page/")
    assert status == 404
    assert b"DEBUG" not in body
    assert b"URLconf" not in body


def test_a_second_start_in_the_same_folder_says_so_and_ends(portal):
    answer = subprocess.run(
        [sys.executable, "-m", "pilot_portal.run"],
        cwd=HOME,
        env=portal.environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "already runs" in answer.stderr
    assert portal.get("/readyz")[0] == 200


def test_a_port_in_use_is_named(portal):
    other = Portal(PORT=str(portal.port))
    answer = subprocess.run(
        [sys.executable, "-m", "pilot_portal.run"],
        cwd=HOME,
        env=other.environment,
        capture_output=True,
        text=True,
    )
    other.remove()
    assert answer.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{portal.port}" in answer.stderr


@pytest.mark.parametrize("name", ["web", "postgres", "valkey"])
def test_what_crashes_comes_back(portal, name):
    killed = portal.kill(name)
    wait_until(
        lambda: portal.numbers()[name] != killed and portal.get("/readyz")[0] == 200,
        60,
        f"{name} is back",
    )


def test_a_running_report_is_finished_once_after_its_worker_was_killed(portal):
    with files_held(portal):
        job = portal.ask_for_report()
        wait_until(lambda: state_of(portal, job) == "running", 60, "the report is made")
        portal.kill("worker")
        assert state_of(portal, job) == "running"
    wait_until(lambda: state_of(portal, job) == "done", 120, "the report is there")
    assert portal.job(job) == ("done", 2, 1)


def test_a_queued_report_is_finished_after_a_restart_of_everything(portal):
    assert portal.stop() == 0
    assert portal.alive() == []
    folder = portal.folder
    own = servers.Servers(folder, servers.socket_folder(folder), durable=True)
    with servers.running(own):
        job = portal.ask_for_report()
    seconds = portal.start()
    wait_until(lambda: state_of(portal, job) == "done", 120, "the report is there")
    assert portal.job(job) == ("done", 1, 1)
    assert seconds < 60


def test_a_killed_supervisor_is_healed_by_the_next_start(portal):
    job = portal.ask_for_report()
    portal.stop(signal.SIGKILL)
    portal.start()
    wait_until(lambda: state_of(portal, job) == "done", 120, "the report is there")


def test_sigterm_stops_every_process(portal):
    assert portal.alive()
    assert portal.stop(signal.SIGTERM) == 0
    assert portal.alive() == []
