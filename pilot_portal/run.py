"""`make run`: the whole portal on one machine, with servers of its own.

Uses DATABASE_URL and REDIS_URL where they are set and starts a PostgreSQL and a
Valkey in var/ where they are not. Standard library only, as it starts the rest.
"""

import fcntl
import functools
import hashlib
import http.client
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pilot_portal import servers as own
from pilot_portal.supervisor import Broken, Service, Supervisor, end_leftovers, say

HOME = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
ALL_ADDRESSES = {"0.0.0.0", "", "*"}  # noqa: S104 - only asks, binds nothing
OFF = {"0", "false", "no", "off", ""}
# Root may try the portal on a machine of his own; the image has a user for it.
NO_SERMON = {"PYTHONWARNINGS": "ignore:You're running the worker"}
READY_SECONDS = 300


class CannotRun(RuntimeError):
    """The portal cannot be started; the sentence says why."""


def var_folder() -> Path:
    """Where everything that changes is kept."""
    folder = Path(os.environ.get("VAR_DIR", HOME / "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the checkout; the kernel lets go of it however we end."""
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise CannotRun(
                f"The portal already runs from {folder}. Stop it first, or set VAR_DIR "
                "and PORT to run a second one."
            ) from held
        yield


def set_environment(folder: Path) -> None:
    """What every process shares; set variables win over our defaults."""
    port = os.environ.setdefault("PORT", "8000")
    os.environ["VAR_DIR"] = str(folder)
    os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(folder / "secret-key")
    if is_demonstration():
        os.environ.setdefault("DEMONSTRATION", "1")


def is_demonstration() -> bool:
    """DEBUG unset or on: invented data may be made, and every page says so."""
    return os.environ.get("DEBUG", "1").lower() not in OFF


def secret_key(file: Path) -> str:
    """The key kept beside the data, made on the first start."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


def check_port() -> None:
    """Say plainly that another program has the address."""
    host, port = os.environ.get("BIND", "127.0.0.1"), int(os.environ["PORT"])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotRun(
                f"Cannot listen on {host}:{port} ({problem.strerror}). "
                "Choose another port: make run PORT=8001"
            ) from problem


# --- what runs ----------------------------------------------------------------------


def start_servers(supervisor: Supervisor, folder: Path) -> bool:
    """Start PostgreSQL and Valkey unless given; whether the database is our own."""
    servers = own.Servers(folder=folder, run=own.socket_folder(folder), durable=True)
    need_database = not os.environ.get("DATABASE_URL")
    need_queue = not os.environ.get("REDIS_URL")
    if not (need_database or need_queue):
        return False
    own.prepare(servers)
    wait = functools.partial(supervisor.wait_for, seconds=own.START_SECONDS)
    if need_queue:
        command = own.valkey_command(servers)
        child = supervisor.start(Service("valkey", command, rank=0, echo=False))
        wait(child, functools.partial(own.valkey_ready, servers))
    if need_database:
        command = own.postgres_command(servers)
        database = Service("postgres", command, 0, signal.SIGINT, 30, echo=False)
        child = supervisor.start(database)
        wait(child, functools.partial(own.postgres_ready, servers))
        own.create_database(servers)
    for name, address in servers.environment.items():
        if not os.environ.get(name):
            os.environ[name] = address
    return need_database


def portal_services() -> list[Service]:
    """Web, worker and clock; each a process of its own."""
    port, host = os.environ["PORT"], os.environ.get("BIND", "127.0.0.1")
    web = [PYTHON, "-m", "gunicorn", "pilot_portal.wsgi", "--no-control-socket"]
    web += ["--bind", f"{host}:{port}", "--worker-class", "gthread", "--threads", "4"]
    web += ["--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--timeout", "60"]
    web += ["--preload", "--log-level", "warning"]
    celery = [PYTHON, "-m", "celery", "--quiet", "-A", "pilot_portal"]
    worker = [*celery, "worker", "--without-mingle"]
    worker += ["--concurrency", os.environ.get("WORKER_CONCURRENCY", "2")]
    beat = [*celery, "beat", "--pidfile="]
    return [
        Service("web", web),
        # The console prints mail: into the log, not between the lines of the start.
        Service("worker", worker, grace=20, echo=False, environment=NO_SERMON),
        Service("beat", beat),
    ]


# --- before serving -----------------------------------------------------------------


def manage(supervisor: Supervisor, *arguments: str, **environment: str) -> str:
    """Run manage.py and return what it prints; its errors end the start."""
    command = [PYTHON, str(HOME / "manage.py"), *arguments]
    code, printed = supervisor.run_once(command, environment)
    if code:
        raise CannotRun(f"manage.py {arguments[0]} failed:\n{printed}")
    return printed


def digest_of(*patterns: str) -> str:
    """Changes whenever a file of ours that fits one of the patterns does."""
    files = {file for pattern in patterns for file in HOME.glob(pattern)}
    stats = [(file, file.stat()) for file in files if file.is_file()]
    facts = [f"{file} {stat.st_size} {stat.st_mtime_ns}" for file, stat in stats]
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()


def collect_static(supervisor: Supervisor) -> None:
    """Collect the page assets when they changed since the last time."""
    stamp = supervisor.folder / "static.stamp"
    digest = digest_of("static/**/*", "package-lock.json", "requirements.txt")
    if stamp.exists() and stamp.read_text() == digest:
        return
    manage(supervisor, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp.write_text(digest)


def prepare(supervisor: Supervisor, *, own_database: bool) -> str:
    """Static files, migrations, reference data, demonstration; what the last prints.

    A database of our own is left alone when nothing of ours has changed since it was
    prepared. DEBUG unset means a demonstration: it is made with DEBUG on, as the
    command asks for, and served with DEBUG off, so that error pages are the portal's.
    """
    collect_static(supervisor)
    demo = is_demonstration()
    password = os.environ.get("PORTAL_DEMO_PASSWORD", "")
    stamp = supervisor.folder / "prepared.json"
    state = [*code_digests(), hashlib.sha256(f"{demo}{password}".encode()).hexdigest()]
    if own_database and stamp.exists():
        known, printed = json.loads(stamp.read_text())
        if known == state:
            return str(printed)
    options = ["--demo"] if demo else []
    environment = {"DEBUG": "1"} if demo else {}
    printed = manage(supervisor, "prepare", "--verbosity", "0", *options, **environment)
    if own_database:
        stamp.write_text(json.dumps([state, printed]))
    return printed


def code_digests() -> list[str]:
    """What decides how a database is prepared: our programs and their data."""
    apps = sorted(init.parent.name for init in HOME.glob("*/__init__.py"))
    return [digest_of(f"{app}/**/*.py", f"{app}/data/**/*") for app in apps]


def answers() -> bool:
    """Whether the portal says that it can work."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip(".*")
    bound = os.environ.get("BIND", "127.0.0.1")
    bound = "127.0.0.1" if bound in ALL_ADDRESSES else bound
    line = http.client.HTTPConnection(bound, int(os.environ["PORT"]), timeout=5)
    try:
        line.request("GET", "/readyz", headers={"Host": host or "localhost"})
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


class Announcement:
    """Says once that the portal is ready, or that it does not become so."""

    def __init__(self, accounts: str) -> None:
        self.accounts = accounts.strip()
        self.began = time.monotonic()
        self.done = False

    def __call__(self) -> None:
        """One look; cheap once said."""
        if self.done:
            return
        if answers():
            logs = Path(os.environ["VAR_DIR"]) / "log"
            say(f"\n{self.accounts}\n\nLogs, and the mail it sends: {logs}")
            say(f"Ready: {os.environ['BASE_URL']}  (Ctrl-C stops)")
            self.done = True
        elif time.monotonic() - self.began > READY_SECONDS:
            raise Broken("/readyz did not answer 200 in time; see the lines above.")


def run(folder: Path) -> None:
    """Start everything and stay until told to stop."""
    end_leftovers(folder)
    set_environment(folder)
    check_port()
    supervisor = Supervisor(folder)
    supervisor.listen_to_signals()
    try:
        say("Starting the servers …")
        own_database = start_servers(supervisor, folder)
        say("Preparing database, reference data and page assets …")
        printed = prepare(supervisor, own_database=own_database)
        announcement = Announcement(printed)
        for service in portal_services():
            supervisor.start(service)
        supervisor.loop(each_tick=announcement)
        say("\nStopping …")
    finally:
        supervisor.stop()


def main() -> int:
    """Exit code 0 after a wished stop, 1 with the reason otherwise."""
    os.chdir(HOME)
    try:
        folder = var_folder()
        with only_one(folder):
            run(folder)
    except KeyboardInterrupt:
        return 0
    except (CannotRun, Broken, own.EmbeddedError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
