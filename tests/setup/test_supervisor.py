"""The supervisor, tried on small programs."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from pilot_portal.supervisor import (
    Broken,
    Service,
    Supervisor,
    birth_of,
    end_leftovers,
)

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def supervisor(tmp_path: Path):
    """One with short pauses; whatever it started is ended."""
    made = Supervisor(tmp_path, back_off=(0, 0, 0))
    yield made
    made.stop()


def look_until(supervisor: Supervisor, done, seconds: float = 10) -> None:
    """Let the supervisor look after its children until something is true."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        for child in supervisor.children:
            supervisor.look_after(child)
        time.sleep(0.02)


def test_a_process_that_is_killed_is_started_again(supervisor):
    child = supervisor.start(Service("web", SLEEP))
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    look_until(supervisor, lambda: child.running and child.process.pid != first)


def test_one_that_crashes_again_and_again_ends_the_whole_with_its_last_words(
    supervisor,
):
    script = "print('no such table'); raise SystemExit(3)"
    supervisor.start(Service("web", [sys.executable, "-c", script], echo=False))
    with pytest.raises(Broken, match=r"(?s)web ended with code 3.*no such table"):
        look_until(supervisor, lambda: False)


def test_crashes_of_long_ago_are_forgiven(supervisor):
    child = supervisor.start(Service("web", SLEEP))
    child.crashes = 3
    assert supervisor.pause_after_crash(child, now=child.started + 61) == 0


def test_the_pauses_between_restarts_grow(tmp_path):
    made = Supervisor(tmp_path, back_off=(1, 2, 4))
    child = made.start(Service("web", SLEEP))
    pauses = [made.pause_after_crash(child, child.started) for _ in range(3)]
    made.stop()
    assert pauses == [1, 2, 4]


def test_what_a_crashed_process_left_behind_is_ended_too(supervisor, tmp_path):
    note = tmp_path / "grandchild"
    script = f"sleep 60 & echo $! > {note}; wait"
    child = supervisor.start(Service("worker", ["sh", "-c", script]))
    look_until(supervisor, lambda: note.exists() and note.read_text().strip())
    grandchild, first = int(note.read_text()), child.process.pid
    os.kill(first, signal.SIGKILL)
    look_until(supervisor, lambda: child.running and child.process.pid != first)
    look_until(supervisor, lambda: not birth_of(grandchild))


def test_the_highest_rank_is_stopped_first_and_the_deaf_by_force(tmp_path):
    order = tmp_path / "order"
    trap = "trap 'echo {0} >> {1}; exit' TERM; echo up; while :; do sleep 0.05; done"
    made = Supervisor(tmp_path)
    for name, rank in (("server", 0), ("web", 1)):
        made.start(Service(name, ["sh", "-c", trap.format(name, order)], rank))
    deaf = "trap '' TERM; echo up; while :; do sleep 0.05; done"
    made.start(Service("deaf", ["sh", "-c", deaf], rank=1, grace=0.2))
    look_until(made, lambda: all(child.last_words for child in made.children))
    made.stop()
    assert order.read_text().split() == ["web", "server"]
    assert not any(child.running for child in made.children)


def test_a_signal_ends_the_loop(program, tmp_path):
    script = f"""
from pathlib import Path
from pilot_portal.supervisor import Service, Supervisor
supervisor = Supervisor(Path({str(tmp_path)!r}))
supervisor.listen_to_signals()
child = supervisor.start(Service("web", ["sleep", "60"]))
print(child.process.pid, flush=True)
supervisor.loop()
supervisor.stop()
print("stopped")
"""
    process = program([sys.executable, "-c", script])
    number = int(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    assert process.stdout.read() == "stopped\n"
    assert process.wait(10) == 0
    assert not birth_of(number)
    assert not (tmp_path / "processes.json").exists()


def test_processes_of_a_killed_supervisor_are_ended_at_the_next_start(
    program, tmp_path
):
    script = f"""
from pathlib import Path
from pilot_portal.supervisor import Service, Supervisor
supervisor = Supervisor(Path({str(tmp_path)!r}))
deaf = "trap '' TERM; echo up; while :; do sleep 0.05; done"
child = supervisor.start(Service("deaf", ["sh", "-c", deaf], echo=False))
while not child.last_words: pass
print(child.process.pid, flush=True)
supervisor.loop()
"""
    process = program([sys.executable, "-c", script])
    number = int(process.stdout.readline())
    process.kill()
    process.wait()
    assert birth_of(number)
    end_leftovers(tmp_path, grace=0.5)
    deadline = time.monotonic() + 5
    while birth_of(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not birth_of(number)


def test_a_number_that_now_belongs_to_another_program_is_left_alone(program, tmp_path):
    other = program(["sleep", "60"])
    (tmp_path / "processes.json").write_text(f'[["web", {other.pid}, "1"]]')
    end_leftovers(tmp_path, grace=0.1)
    assert other.poll() is None


def test_a_wish_to_stop_interrupts_a_command_that_is_run_once(supervisor):
    timer = threading.Timer(0.3, supervisor.on_signal, [signal.SIGTERM, None])
    timer.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        supervisor.run_once(SLEEP, {})
    assert time.monotonic() - began < 10
