"""A portal of a test's own: started as a user starts it, asked as a user asks it."""

import functools
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pilot_portal.servers import die_with_parent
from pilot_portal.supervisor import birth_of

HOME = Path(__file__).resolve().parent.parent.parent
PASSWORD = "Restart-2026-pass"
OURS = {
    "DATABASE_URL",
    "REDIS_URL",
    "VAR_DIR",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "DEBUG",
    "PORT",
}
# Makes the personas if the demonstration did not, asks for the national report and
# prints the number of its job.
ASK_FOR_REPORT = f"""
from accounts.models import User
from accounts.services import ensure_personas
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from reporting.services import request_report
if not User.objects.filter(username="ndrc").exists():
    ensure_personas(password={PASSWORD!r})
by = User.objects.get(username="ndrc")
scope, period = parse_scope("nation"), parse_period("2026H1")
report, job = request_report(scope=scope, period=period, by=by)
print("job", job.pk)
"""
JOB = """
from documents.models import Attachment, Job
job = Job.objects.get(pk={pk})
made = Attachment.objects.filter(job__pk={pk}).count()
print("state", job.state, job.attempt, made)
"""


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def wait_until(done: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something is true; fail with its name if it does not become so."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.2)


# However the tests end, what they started ends too.
end_with_the_test = functools.partial(die_with_parent, signal.SIGTERM)


class Portal:
    """`make run` without its set-up, in a folder and on a port of its own."""

    def __init__(self, **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
        self.port = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in OURS},
            "VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
            "WORKER_CONCURRENCY": "1",
            "PORTAL_DEMO_PASSWORD": PASSWORD,
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    # --- life

    def start(self, seconds: float = 400) -> float:
        """Start and wait until it is ready; how many seconds that took."""
        began = time.monotonic()
        with (self.folder / "output").open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pilot_portal.run"],
                cwd=HOME,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=end_with_the_test,
            )
        wait_until(self.ready_or_dead, seconds, "the portal is ready")
        assert self.process.poll() is None, self.output()
        return time.monotonic() - began

    def ready_or_dead(self) -> bool:
        """Whether there is nothing left to wait for."""
        assert self.process is not None
        return self.process.poll() is not None or self.get("/readyz")[0] == 200

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop by a signal and return the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def remove(self) -> None:
        """End whatever still runs and remove the folder."""
        if self.process and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def output(self) -> str:
        """What it has written to the terminal so far."""
        file = self.folder / "output"
        return file.read_text(errors="replace") if file.exists() else ""

    # --- its processes

    def numbers(self) -> dict[str, int]:
        """Process numbers by name."""
        known = json.loads((self.folder / "processes.json").read_text())
        return {name: number for name, number, _ in known}

    def kill(self, name: str) -> int:
        """SIGKILL one of its processes with all its children."""
        number = self.numbers()[name]
        os.killpg(number, signal.SIGKILL)
        return number

    def alive(self) -> list[str]:
        """Command lines of processes that mention the portal's folder or port."""
        marks = (os.fsencode(self.folder), f":{self.port}".encode())
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and birth_of(int(entry.name)):
                line = command_line(entry)
                if any(mark in line for mark in marks):
                    found.append(line.replace(b"\0", b" ").decode())
        return found

    # --- questions

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a page; status 0 when nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path, headers={"Host": "localhost"})
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except OSError:
            return 0, {}, b""
        finally:
            line.close()

    def manage(self, *arguments: str, **environment: str) -> str:
        """What manage.py prints in the portal's environment."""
        answer = subprocess.run(
            [sys.executable, str(HOME / "manage.py"), *arguments],
            cwd=HOME,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def ask_for_report(self) -> int:
        """Ask for the national report; the number of its job."""
        printed = self.manage("shell", "--no-imports", "-c", ASK_FOR_REPORT)
        return int(printed.split("job ")[1])

    def job(self, pk: int) -> tuple[str, int, int]:
        """State of a job, how often it was tried, and how many files came of it."""
        printed = self.manage("shell", "--no-imports", "-c", JOB.format(pk=pk))
        state, attempt, made = printed.split("state ")[1].split()
        return state, int(attempt), int(made)


def command_line(entry: Path) -> bytes:
    """Command line of a process in /proc; empty if it has just gone."""
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""
