"""Programs started by a test are ended with it."""

import subprocess
from collections.abc import Callable, Iterator

import pytest

Program = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def program() -> Iterator[Program]:
    """Start a program whose output can be read; it does not outlive the test."""
    started: list[subprocess.Popen[str]] = []

    def start(
        command: list[str], environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
