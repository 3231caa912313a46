"""The locked lists: what tests install is what the portal runs on, and more."""

import re
from pathlib import Path

HOME = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9._-]+(?:\[[^\]]+\])?==[^ ;\\]+)", re.M)


def pinned(name: str) -> set[str]:
    """`package==version` of every line of a lock."""
    return set(PINNED.findall((HOME / name).read_text()))


def test_the_list_of_tests_holds_the_running_one_version_by_version():
    running = pinned("requirements.txt")
    assert running
    assert running - pinned("requirements-dev.txt") == set()
