"""Tables: a page fetched by its keys is that page, and cells are drawn safely."""

import re
from types import SimpleNamespace

import django_tables2 as tables
import pytest

from regions.models import Division
from ui.rows import PageByKeys
from ui.tables import Table

CELL = re.compile(r'<td data-label="([^"]*)">(.*?)</td>')


class PlaceTable(Table):
    name = tables.Column()
    level = tables.Column()
    parent = tables.Column(accessor="parent__name")

    class Meta(Table.Meta):
        model = Division
        fields = ("name", "level", "parent")


@pytest.mark.django_db
@pytest.mark.parametrize("start", [0, 25, 1000])
def test_every_page_holds_the_rows_of_its_slice(start):
    rows = Division.objects.select_related("parent").order_by("-name")
    found = PageByKeys(rows)[start : start + 25]
    assert "ANY(ARRAY(" in str(found.query)
    assert list(found) == list(rows.order_by("-name", "pk")[start : start + 25])


@pytest.mark.django_db
def test_every_row_stands_on_one_page_whatever_the_order():
    rows = PageByKeys(Division.objects.order_by("level"))
    pages = [rows[start : start + 50] for start in range(0, rows.data.count(), 50)]
    shown = [place.pk for page in pages for place in page]
    assert len(shown) == len(set(shown)) == rows.data.count()


@pytest.mark.django_db
def test_rows_told_apart_by_more_than_their_key_are_sliced_as_they_are():
    rows = Division.objects.order_by("parent__name", "code").distinct()
    assert list(PageByKeys(rows)[10:20]) == list(rows[10:20])


@pytest.mark.django_db
def test_cells_show_labels_and_a_dash_for_nothing():
    row = Division.objects.get(code="330000")
    [line] = PlaceTable(Division.objects.filter(pk=row.pk)).lines
    cells = [row.name, row.get_level_display(), "—"]
    assert [text for _label, text in CELL.findall(line)] == cells


def test_cells_say_what_they_are_where_a_row_is_a_block():
    [line] = PlaceTable([{"name": "", "level": "", "parent": None}]).lines
    labels = [label for label, _text in CELL.findall(line)]
    assert labels == ["Name", "Level", "Parent"]


def test_text_in_a_cell_is_escaped():
    record = {"name": "<b>", "level": "", "parent": SimpleNamespace(name="a&b")}
    [line] = PlaceTable([record]).lines
    assert [text for _label, text in CELL.findall(line)] == [
        "&lt;b&gt;",
        "—",
        "a&amp;b",
    ]
