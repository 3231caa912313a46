"""Rows of a table: a page fetched by its keys, a column's cells drawn alike.

django-tables2 asks anew for every cell what is the same down the whole column: its
attributes, its field, the arguments of its `render`. Of a page of 50 rows that was
most of the work, so here it is asked once a column.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from django_tables2.columns import BoundColumn
from django_tables2.data import TableQuerysetData
from django_tables2.utils import A, signature


class IsAnyOf(Func):
    """`key = ANY(ARRAY(…))`: the array is made first, then its rows by their index."""

    arg_joiner = " = ANY("
    template = "(%(expressions)s))"
    output_field = BooleanField()


class PageByKeys(TableQuerysetData):
    """Rows of a query; a page of them costs the same wherever it stands.

    To skip 5,000 rows PostgreSQL makes them first. Bare keys are soon made; all that
    a row shows is joined to the rows of the page alone.
    """

    def __getitem__(self, key: Any) -> Any:
        """The rows of one page, in their order."""
        query = self.data.query
        if not isinstance(key, slice) or query.is_sliced or query.combinator:
            return super().__getitem__(key)
        rows = in_total_order(self.data)
        # Rows told apart by more than their key cannot be found by it.
        if query.distinct:
            return rows[key]
        return rows.filter(IsAnyOf("pk", ArraySubquery(rows.values("pk")[key])))


def in_total_order(rows: Any) -> Any:
    """Rows that are equal in what they are sorted by stand in the order of their keys.

    PostgreSQL leaves their order open and takes another for another page: sorted by
    title, 1,600 of 5,800 nominations stood on no page, and others on two.
    """
    query = rows.query
    default = query.get_meta().ordering if query.default_ordering else ()
    return rows.order_by(*(query.order_by or default), "pk")


class Painter:
    """Draws the cells of one column."""

    def __init__(self, table: Any, bound: BoundColumn) -> None:
        self.bound, self.column, self.default = bound, bound.column, bound.default
        self.accessor = A(bound.accessor)
        field = self.accessor.get_field(table.data.model)
        self.labels = dict(getattr(field, "flatchoices", ()))
        self.given = {"table": table, "column": self.column, "bound_column": bound}
        self.wanted, _ = signature(bound.render)
        # On a narrow screen a row is a block and each cell says what it is.
        label = strip_tags(str(bound.header))
        attrs = bound.attrs["td"].as_html()
        space = " " if attrs else ""
        self.opening = format_html('<td {}{}data-label="{}">', attrs, space, label)

    def cell(self, record: Any) -> str:
        """The cell of one row, as HTML."""
        return f"{self.opening}{_as_html(self._content(record))}</td>"

    def _content(self, record: Any) -> Any:
        value = self.accessor.resolve(record, quiet=True)
        value = self.labels.get(value, value) if self.labels else value
        if value in self.column.empty_values:
            return self.default
        given = self.given | {"value": value, "record": record}
        return self.bound.render(**{name: given[name] for name in self.wanted})


def _as_html(content: Any) -> str:
    if not isinstance(content, str):
        # What a template does with a number or a moment in {{ }}.
        content = localize(template_localtime(content))
    return conditional_escape(content)


def lines_of(table: Any) -> Iterator[SafeString]:
    """The rows of the table's page, each a drawn <tr>."""
    painters = [Painter(table, bound) for bound in table.columns]
    for record in table.paginated_rows.data:
        cells = "".join(painter.cell(record) for painter in painters)
        yield mark_safe(f"<tr>{cells}</tr>")  # noqa: S308 - every cell is escaped
