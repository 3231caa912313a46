"""A throwaway PostgreSQL and Valkey for one command: tests, checks, every trial.

Runs before the site does, so it imports the standard library only.

    python -m pilot_portal.embedded with -- pytest
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from pilot_portal.servers import (
    SOCKET_LIMIT,
    EmbeddedError,
    Servers,
    alive,
    reachable,
    running,
)

PREFIX = "pilot-portal-"
OWNER_FILE = "owner.pid"


def temporary_root() -> Path:
    """A folder for temporary things whose sockets' paths stay short enough."""
    for candidate in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108
        length = len(os.fsencode(candidate / f"{PREFIX}12345678/run/.s.PGSQL.5432"))
        if length <= SOCKET_LIMIT and reachable(candidate / "x"):
            return candidate
    raise EmbeddedError("No temporary folder with a short path; set TMPDIR.")


def sweep(root: Path) -> None:
    """Remove folders whose owner was killed before it could."""
    for folder in root.glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError):
            owner = int((folder / OWNER_FILE).read_text())
            if folder.stat().st_uid == os.geteuid() and not alive(owner):
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throwaway() -> Iterator[dict[str, str]]:
    """Servers in a fresh folder; yields what to add to the environment."""
    root = temporary_root()
    sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    try:
        folder.chmod(0o711)  # the server user passes to its own closed folders
        (folder / OWNER_FILE).write_text(str(os.getpid()))
        variables = folder / "var"
        variables.mkdir(mode=0o700)
        servers = Servers(folder=folder, run=folder / "run", durable=False)
        with running(servers):
            extra = dict(servers.environment)
            extra["VAR_DIR"] = os.environ.get("VAR_DIR", str(variables))
            key = secrets.token_urlsafe(48)
            extra["SECRET_KEY"] = os.environ.get("SECRET_KEY", key)
            yield extra
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_with_servers(command: Sequence[str]) -> int:
    """Run a command beside throwaway servers; its exit code is ours."""
    child: subprocess.Popen[bytes] | None = None
    wanted: list[int] = []

    def forward(number: int, frame: FrameType | None) -> None:
        wanted.append(number)
        # The terminal sends its Ctrl-C to the child as well.
        if child and not (number == signal.SIGINT and sys.stdin.isatty()):
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    with throwaway() as extra:
        if wanted:
            return 128 + wanted[0]
        child = subprocess.Popen(command, env={**os.environ, **extra})
        if wanted:  # while the child was being started
            child.send_signal(wanted[0])
        code = child.wait()
    return code if code >= 0 else 128 - code


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; `with -- COMMAND…` is its only verb."""
    parser = argparse.ArgumentParser(prog="pilot_portal.embedded", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("with", help="run a command beside throwaway servers")
    run.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments).command
    command = given[1:] if given[:1] == ["--"] else given
    if not command:
        parser.error("nothing to run: with -- COMMAND …")
    try:
        return run_with_servers(command)
    except (EmbeddedError, FileNotFoundError) as problem:
        print(f"embedded: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
