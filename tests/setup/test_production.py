"""The production path: servers of somebody else's by DATABASE_URL and REDIS_URL."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from pilot_portal import servers
from tests.setup.portal import HOME, Portal, end_with_the_test, free_port, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("production")]


@dataclass
class Apart:
    """A PostgreSQL and a Valkey on loopback ports that ask for a password."""

    folder: Path
    password: str
    database_port: int
    queue_port: int

    @property
    def database_url(self) -> str:
        return f"postgresql://owner:{self.password}@127.0.0.1:{self.database_port}/site"

    @property
    def redis_url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.queue_port}/3"

    def database_command(self) -> list[str]:
        """PostgreSQL on its port."""
        program = servers.postgres_bin(self.data) / "postgres"
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={self.database_port}",
            f"unix_socket_directories={self.folder}",
            *servers.FAST,
        ]
        command = [str(program), "-D", str(self.data)]
        for setting in settings:
            command += ["-c", setting]
        return servers.as_server_user(command, self.data)

    def queue_command(self) -> list[str]:
        """Valkey on its port."""
        command = [str(servers.valkey_server()), "--bind", "127.0.0.1"]
        command += ["--port", str(self.queue_port), "--requirepass", self.password]
        command += ["--dir", str(self.folder), "--save", ""]
        return servers.as_server_user(command, self.folder)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """Create the cluster, with a password for its owner, and the database."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        program = servers.postgres_bin(self.data) / "initdb"
        options = ["-U", "owner", "-A", "scram-sha-256", "--pwfile", str(secret)]
        options += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        secret.chmod(0o644)
        command = [str(program), "-D", str(self.data), *options]
        subprocess.run(
            servers.as_server_user(command, self.data, secret),
            check=True,
            cwd="/",
            capture_output=True,
        )

    def create_database(self) -> None:
        """The empty database that an operator hands over."""
        address = self.database_url.replace("/site", "/postgres")
        program = servers.postgres_bin(self.data) / "psql"
        statement = ["-d", address, "-c", "CREATE DATABASE site"]
        subprocess.run([program, *statement], check=True, capture_output=True)

    def state_of(self, job: int) -> str:
        """State of a job, asked of the table so that asking often costs nothing."""
        line = psycopg2.connect(self.database_url)
        with closing(line), line.cursor() as cursor:
            cursor.execute("SELECT state FROM documents_job WHERE id = %s", [job])
            state: str = cursor.fetchone()[0]
            return state


@contextmanager
def running(command: list[str], log: Path) -> Iterator[None]:
    """A program for the length of the block."""
    process = servers.launch(command, log)
    try:
        yield
    finally:
        servers.stop(process, 15)


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    """Servers that the portal does not start, stop or know the folder of."""
    folder = Path(tempfile.mkdtemp(prefix="apart-"))
    servers.give_to_server_user(folder)
    made = Apart(folder, secrets.token_hex(12), free_port(), free_port())
    try:
        made.make()
        with (
            running(made.database_command(), folder / "database.log"),
            running(made.queue_command(), folder / "queue.log"),
        ):
            ready = made.data / "postmaster.pid"
            wait_until(
                lambda: ready.exists() and ready.read_text().strip().endswith("ready"),
                30,
                "PostgreSQL on its own port",
            )
            made.create_database()
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def portal(apart: Apart) -> Iterator[Portal]:
    """Web, worker and clock as the README starts them, on those servers."""
    made = Portal(
        DATABASE_URL=apart.database_url,
        REDIS_URL=apart.redis_url,
        SECRET_KEY=secrets.token_urlsafe(48),
        DEBUG="0",
    )
    celery = [sys.executable, "-m", "celery", "-A", "pilot_portal"]
    web = [sys.executable, "-m", "gunicorn", "pilot_portal.wsgi", "--no-control-socket"]
    commands = [
        [*web, "--bind", f"127.0.0.1:{made.port}"],
        [*celery, "worker", "--concurrency", "1"],
        [*celery, "beat", "--pidfile="],
    ]
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    made.manage("prepare", "--verbosity", "0")
    log = (made.folder / "log").open("ab")
    processes = [
        subprocess.Popen(
            command,
            cwd=HOME,
            env={**made.environment, "C_FORCE_ROOT": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_the_test,
        )
        for command in commands
    ]
    try:
        wait_until(lambda: made.get("/readyz")[0] == 200, 300, "/readyz is 200")
        yield made
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)
        log.close()
        made.remove()


def test_readyz_names_every_part(portal):
    status, headers, body = portal.get("/readyz")
    assert status == 200
    assert headers["Content-Type"] == "application/json"
    for part in (b"database", b"queue", b"storage"):
        assert b'"%s": "ok"' % part in body


def test_the_sign_in_page_is_served(portal):
    assert portal.get("/accounts/sign-in/")[0] == 200


def test_a_job_finishes(portal, apart):
    job = portal.ask_for_report()
    wait_until(lambda: apart.state_of(job) == "done", 60, "the report is there")
    assert portal.job(job) == ("done", 1, 1)


def test_no_server_of_its_own_was_started(portal):
    assert not (portal.folder / "postgres").exists()
    assert not (portal.folder / "run").exists()


def test_the_demonstration_is_refused(portal):
    answer = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=HOME,
        env={**os.environ, **portal.environment},
        capture_output=True,
        text=True,
    )
    assert answer.returncode != 0
    assert "DEBUG" in answer.stderr
