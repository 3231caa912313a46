"""Serials of a register are taken one after the other, without gaps."""

import pytest
from django.db import transaction

from workflow.services import next_number

pytestmark = pytest.mark.django_db


def test_each_key_counts_for_itself():
    assert [next_number("PY2026-330000") for _ in range(3)] == [
        "PY2026-330000-0001",
        "PY2026-330000-0002",
        "PY2026-330000-0003",
    ]
    assert next_number("PY2026-510000", 6) == "PY2026-510000-000001"


def test_what_is_rolled_back_gives_its_number_back():
    next_number("RZ2026-000000")
    with transaction.atomic():
        next_number("RZ2026-000000")
        transaction.set_rollback(True)
    assert next_number("RZ2026-000000") == "RZ2026-000000-0002"
