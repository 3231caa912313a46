"""Throwaway servers: they serve one command and leave nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pilot_portal import embedded, servers

WITH = [sys.executable, "-m", "pilot_portal.embedded", "with", "--"]
ASK_BOTH = """
import os, psycopg2, redis
with psycopg2.connect(os.environ["DATABASE_URL"]) as line, line.cursor() as cursor:
    cursor.execute("CREATE EXTENSION pg_trgm; SELECT similarity('融合', '融合')")
    print(cursor.fetchone()[0])
print(redis.from_url(os.environ["REDIS_URL"]).ping())
print(os.environ["VAR_DIR"])
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Our environment without what a surrounding `embedded with` has set."""
    ours = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "SECRET_KEY"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def test_a_command_finds_both_servers_and_its_folder_is_gone_afterwards(environment):
    answer = subprocess.run(
        [*WITH, sys.executable, "-c", ASK_BOTH],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    similarity, pong, folder = answer.stdout.split()
    assert (similarity, pong) == ("1.0", "True")
    assert not Path(folder).parent.exists()


def test_the_exit_code_of_the_command_is_handed_on(environment):
    answer = subprocess.run([*WITH, "sh", "-c", "exit 7"], env=environment)
    assert answer.returncode == 7


def test_sigterm_reaches_the_command_and_everything_is_cleaned_up(program, environment):
    script = "trap 'echo told; exit 3' TERM; echo $VAR_DIR; while :; do sleep 0.1; done"
    process = program([*WITH, "sh", "-c", script], environment)
    folder = Path(process.stdout.readline().strip()).parent
    process.send_signal(signal.SIGTERM)
    assert process.stdout.read() == "told\n"
    assert process.wait(30) == 3
    assert not folder.exists()


def test_servers_of_a_killed_owner_end_and_the_next_start_removes_their_folder(
    program, environment
):
    process = program([*WITH, "sh", "-c", "echo $VAR_DIR; sleep 3"], environment)
    folder = Path(process.stdout.readline().strip()).parent
    number = int((folder / "postgres/postmaster.pid").read_text().splitlines()[0])
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while running(number) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not running(number)
    embedded.sweep(folder.parent)
    assert not folder.exists()


def running(number: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False


def test_an_environment_variable_names_the_programs_before_all_else(monkeypatch):
    monkeypatch.setenv("POSTGRES_BIN", "/somewhere/bin")
    monkeypatch.setenv("VALKEY_SERVER", "/somewhere/valkey-server")
    assert servers.postgres_folders() == [Path("/somewhere/bin")]
    assert servers.valkey_server() == Path("/somewhere/valkey-server")


def test_data_of_another_major_version_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(servers.EmbeddedError, match=r"made by PostgreSQL 9"):
        servers.postgres_bin(tmp_path)


def test_the_wheels_serve_where_the_system_has_no_servers(
    environment, monkeypatch, tmp_path
):
    monkeypatch.setattr(servers.glob, "glob", lambda pattern: [])
    monkeypatch.setattr(servers.shutil, "which", lambda name: None)
    wheel, valkey = servers.postgres_folders()[0], servers.valkey_server()
    assert "site-packages" in str(wheel)
    assert "site-packages" in str(valkey)
    environment |= {"POSTGRES_BIN": str(wheel), "VALKEY_SERVER": str(valkey)}
    answer = subprocess.run(
        [*WITH, sys.executable, "-c", ASK_BOTH],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.stdout.split()[:2] == ["1.0", "True"], answer.stderr


def test_a_folder_below_a_closed_home_works_and_stays_closed(environment):
    with tempfile.TemporaryDirectory(prefix="closed-") as home:
        os.chmod(home, 0o700)
        folder = Path(home) / "var"
        own = servers.Servers(folder=folder, run=folder / "run", durable=False)
        with servers.running(own):
            assert servers.valkey_ready(own)
        assert os.stat(home).st_mode & 0o777 == 0o700


def test_a_pid_file_whose_number_belongs_to_another_program_is_forgotten(tmp_path):
    own = servers.Servers(folder=tmp_path, run=tmp_path / "run", durable=False)
    own.database.mkdir()
    pid_file = own.database / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{own.database}\n")
    servers.forget_dead_database(own)
    assert not pid_file.exists()


def test_sockets_of_a_checkout_with_a_long_path_lie_behind_a_link(tmp_path):
    folder = tmp_path / ("a" * 60) / ("b" * 60)
    folder.mkdir(parents=True)
    short = servers.socket_folder(folder)
    try:
        assert len(os.fsencode(short)) < 80
        assert (folder / "run").resolve() == short
        assert servers.socket_folder(folder) == short
    finally:
        short.rmdir()
