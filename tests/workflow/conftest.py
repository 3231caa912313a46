"""An office with several handlers and leads; archives on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.choices import Role
from accounts.models import User
from tests.factories.handling import a_colleague


@pytest.fixture
def colleagues(people: dict[str, User]) -> list[User]:
    """Two more handlers and a second lead in Zhejiang."""
    return [
        a_colleague("zhejiang", "zhejiang_b"),
        a_colleague("zhejiang", "zhejiang_c"),
        a_colleague("zhejiang", "zhejiang_lead_b", Role.LEAD),
    ]


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[bytes], Path]:
    """Puts an archive on the disk; its path."""

    def stored(data: bytes) -> Path:
        path = tmp_path / "case.zip"
        path.write_bytes(data)
        return path

    return stored
