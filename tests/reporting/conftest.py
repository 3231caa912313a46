"""Data for the tests of reports and figures."""

from datetime import UTC, datetime

import pytest

from accounts.models import Post
from enterprises.seeding import seed_enterprises
from tests.factories.reporting import pilot_cities, spread
from tests.personas import people_by_name


@pytest.fixture
def people(people):
    """The personas, in office for years: reports look back."""
    Post.objects.update(valid_from=datetime(2019, 1, 1, tzinfo=UTC))
    return people_by_name()


@pytest.fixture
def autumn(people, clock):
    """A day on which the first half of 2026 is over."""
    clock.move_to("2026-11-23 09:00+08:00")
    return clock


@pytest.fixture
def seeded(people):
    """Applications over all units and stages, listed cities, enterprises."""
    spread(111)
    pilot_cities(21)
    seed_enterprises(150)
