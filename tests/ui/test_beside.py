"""Before and after a row, whatever a list is sorted by and wherever the row stands."""

import pytest
from django.db.models import F

from regions.models import Division
from ui.beside import beside
from ui.rows import in_total_order

pytestmark = pytest.mark.django_db

ORDERS = {
    "a column": ["name"],
    "descending": ["-name"],
    "equal in the first": ["level", "-name"],
    "empty ones last": ["parent__name"],
    "empty ones first": ["-parent__name"],
    "empty ones put last": [F("parent__name").desc(nulls_last=True), "-pk"],
    "empty ones put first": [F("parent__name").asc(nulls_first=True), "name"],
    "none": [],
}


@pytest.fixture
def some(people):
    """Provinces have no parent; the districts of two cities share theirs."""
    codes = ["330000", "510000", "330100", "330106", "330108", "330200", "330206"]
    return Division.objects.filter(code__in=codes)


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_each_row_knows_its_neighbours(some, order):
    rows = some.order_by(*order)
    keys = [row.pk for row in in_total_order(rows)]
    assert len(keys) == 7
    expected = list(zip([None, *keys], [*keys[1:], None], strict=False))
    assert [beside(rows, key) for key in keys] == expected


def test_a_row_that_left_the_list_keeps_its_place(some):
    rows = some.exclude(code="330106").order_by("code")
    assert beside(rows, "330106") == ("330100", "330108")


def test_a_row_that_never_was_has_none(some):
    assert beside(some, "999999") == (None, None)


def test_neighbours_of_a_row_take_few_queries(some, django_assert_max_num_queries):
    rows = Division.objects.order_by("level", "name")
    with django_assert_max_num_queries(6):
        beside(rows, "330106")
