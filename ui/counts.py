"""How many rows several queries have, asked at once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet, Value


def counts_of(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """The number of rows of each, by its name, in one query."""
    parts = [
        some.order_by()
        .annotate(counted=Value(name))
        .values("counted")
        .annotate(number=Count("pk", distinct=some.query.distinct))
        .values_list("counted", "number")
        for name, some in rows.items()
    ]
    if not parts:
        return {}
    found = dict(parts[0].union(*parts[1:], all=True))
    return {name: found.get(name, 0) for name in rows}
