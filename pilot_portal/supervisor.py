"""Keeps processes running together: restarts what crashes, ends all as one.

Standard library only: it must work when the portal does not.
"""

import functools
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType

from pilot_portal.servers import die_with_parent

TICK = 0.1  # seconds between looks at the processes
STABLE_SECONDS = 60  # who lived this long has its crashes forgiven
BACK_OFF = (1, 2, 4, 8, 16)  # seconds before each restart; then the whole ends
LOG_BYTES = 5_000_000


class Broken(RuntimeError):
    """A process crashed again and again; the sentence says which and its last words."""


@dataclass(frozen=True)
class Service:
    """A process to keep. The highest `rank` is stopped first; `grace` in seconds."""

    name: str
    command: list[str]
    rank: int = 1
    stop_signal: int = signal.SIGTERM
    grace: float = 10
    echo: bool = True
    environment: dict[str, str] = field(default_factory=dict)


class Child:
    """One service with its present process."""

    def __init__(self, service: Service, log_folder: Path) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.crashes = 0
        self.restart_at: float | None = None
        self.last_words: deque[str] = deque(maxlen=15)
        self.listener: threading.Thread | None = None
        self.log = file_logger(log_folder / f"{service.name}.log")

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C is ours."""
        self.restart_at = None
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.service.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **self.service.environment},
            start_new_session=True,
            preexec_fn=functools.partial(die_with_parent, self.service.stop_signal),
        )
        self.listener = threading.Thread(
            target=self.listen, args=[self.process], daemon=True
        )
        self.listener.start()

    def listen(self, process: subprocess.Popen[bytes]) -> None:
        """Copy what the process writes to its log, and to the terminal if wanted."""
        assert process.stdout is not None
        with process.stdout:
            for raw in process.stdout:
                line = raw.decode(errors="replace").rstrip("\n")
                self.last_words.append(line)
                self.log.info(line)
                if self.service.echo:
                    say(f"{self.service.name:>8} | {line}")

    def signal(self, number: int, *, group: bool = False) -> None:
        """Send a signal to the process, or to all of its session."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if group:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)

    def close(self) -> None:
        """Close the log once the last words are in it."""
        if self.listener:
            self.listener.join(timeout=5)
        for handler in self.log.handlers:
            handler.close()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def obituary(self) -> str:
        """Why the process ended, with its last lines."""
        code = self.process.returncode if self.process else None
        how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        words = "\n".join(f"    {line}" for line in self.last_words)
        return f"{self.service.name} ended with {how}. Its last lines:\n{words}"


class Supervisor:
    """Starts services, restarts the crashed with growing pauses, stops all in order."""

    def __init__(self, folder: Path, *, back_off: tuple[float, ...] = BACK_OFF) -> None:
        self.folder = folder
        self.back_off = back_off
        self.children: list[Child] = []
        self.stopping: int | None = None
        (folder / "log").mkdir(parents=True, exist_ok=True)

    def listen_to_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal end the run."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Remember the wish; the loop acts on it."""
        self.stopping = number

    def start(self, service: Service) -> Child:
        """Start a service and keep it from now on."""
        child = Child(service, self.folder / "log")
        self.children.append(child)
        child.start()
        self.write_record()
        return child

    def run_once(
        self, command: list[str], environment: dict[str, str]
    ) -> tuple[int, str]:
        """Run a command to its end: its code and what it printed, errors included."""
        with tempfile.TemporaryFile("w+") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                start_new_session=True,
                preexec_fn=functools.partial(die_with_parent, signal.SIGTERM),
            )
            while process.poll() is None:
                if self.stopping:
                    process.terminate()
                    process.wait()
                    raise KeyboardInterrupt
                time.sleep(TICK)
            out.seek(0)
            return process.returncode, out.read()

    def wait_for(self, child: Child, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until a service just started works, or raise with its last words."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.stopping:
                raise KeyboardInterrupt
            if not child.running or time.monotonic() > deadline:
                time.sleep(TICK)
                raise Broken(f"Did not start: {child.obituary()}")
            time.sleep(TICK)

    def loop(self, *, each_tick: Callable[[], None] = lambda: None) -> None:
        """Watch until told to stop; raises Broken when restarts do not help."""
        while not self.stopping:
            for child in self.children:
                self.look_after(child)
            each_tick()
            time.sleep(TICK)

    def look_after(self, child: Child) -> None:
        """Restart a crashed process when its pause is over."""
        if child.running:
            return
        now = time.monotonic()
        if child.restart_at is None:
            child.restart_at = now + self.pause_after_crash(child, now)
            child.signal(signal.SIGKILL, group=True)  # what it may have left behind
        elif now >= child.restart_at:
            child.start()
            self.write_record()

    def pause_after_crash(self, child: Child, now: float) -> float:
        """Seconds to wait before the next start of a process that just crashed."""
        if now - child.started > STABLE_SECONDS:
            child.crashes = 0
        if child.crashes >= len(self.back_off):
            raise Broken(f"Gave up: {child.obituary()}")
        pause = self.back_off[child.crashes]
        child.crashes += 1
        say(f"{child.obituary()}\nRestarting {child.service.name} in {pause} s.")
        return pause

    def stop(self) -> None:
        """End every process, the highest rank first; by force after its grace."""
        for rank in sorted({child.service.rank for child in self.children})[::-1]:
            peers = [child for child in self.children if child.service.rank == rank]
            for child in peers:
                child.signal(child.service.stop_signal)
            for child in peers:
                self.wait_or_kill(child)
                child.close()
        self.record.unlink(missing_ok=True)

    def wait_or_kill(self, child: Child) -> None:
        """Give a process its grace, then end it and all of its session."""
        if child.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(child.service.grace)
        child.signal(signal.SIGKILL, group=True)
        child.process.wait()

    @property
    def record(self) -> Path:
        """The file that names our processes, for the next start after a kill -9."""
        return self.folder / "processes.json"

    def write_record(self) -> None:
        """Note name, number and birth of each process."""
        known = [
            [child.service.name, child.process.pid, birth_of(child.process.pid)]
            for child in self.children
            if child.process
        ]
        fresh = self.record.with_suffix(".new")
        fresh.write_text(json.dumps(known))
        fresh.replace(self.record)  # whoever reads it finds the old or the new one


def end_leftovers(folder: Path, *, grace: float = 10) -> None:
    """End the processes of a supervisor that was killed; call it with the lock held."""
    record = folder / "processes.json"
    if not record.exists():
        return
    with suppress(ValueError):
        known: list[tuple[str, int, str]] = json.loads(record.read_text())
        left = [number for _, number, birth in known if birth == birth_of(number)]
        deadline = time.monotonic() + grace
        while time.monotonic() < deadline and any(map(birth_of, left)):
            time.sleep(TICK)
        for number in left:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(number, signal.SIGKILL)
    record.unlink(missing_ok=True)


def birth_of(number: int) -> str:
    """When a process began, by the kernel's clock; empty if it is gone or a zombie."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    return ""


def file_logger(path: Path) -> logging.Logger:
    """A logger that writes plain lines into one file and begins a new one when full."""
    logger = logging.Logger(path.stem)
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=2)
    logger.addHandler(handler)
    return logger


def say(text: str) -> None:
    """Print at once; the reader may be a pipe, and may have gone."""
    with suppress(OSError, ValueError):
        print(text, file=sys.stdout, flush=True)
