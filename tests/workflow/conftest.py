"""An office with several handlers and leads."""

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
