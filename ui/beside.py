"""The rows before and after one in an ordered list, found by its keys.

However long the list is and wherever the row stands, nothing is skipped: each way
takes a query for the rows equal in the first key, one for those beyond it, and one for
those without it. A row that has left the list still has its place in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from ui.rows import in_total_order

# The key of a row: it tells every row apart, and every row has one.
OWN = ("pk", "id")


@dataclass(frozen=True)
class Key:
    """One column that a list is sorted by, as PostgreSQL understands it."""

    name: str
    descending: bool
    nulls_last: bool

    @classmethod
    def of(cls, term: Any) -> Key:
        """Out of `order_by`: a name with or without a minus, or an expression."""
        if isinstance(term, OrderBy):
            assert isinstance(term.expression, F)  # lists are sorted by columns
            last = bool(term.nulls_last) or not (term.descending or term.nulls_first)
            return cls(term.expression.name, term.descending, last)
        name = str(term).removeprefix("-")
        descending = str(term).startswith("-")
        return cls(name, descending, nulls_last=not descending)

    @property
    def term(self) -> OrderBy:
        """For `order_by`."""
        placed = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        made = F(self.name)
        return made.desc(**placed) if self.descending else made.asc(**placed)

    @property
    def turned(self) -> Key:
        """The other way round."""
        return replace(
            self, descending=not self.descending, nulls_last=not self.nulls_last
        )

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        if value is None:
            return Q(**{f"{self.name}__isnull": True})
        return Q(**{self.name: value})

    def beyond(self, value: Any) -> list[Q]:
        """Rows that come after this value, the nearest first."""
        empty = Q(**{f"{self.name}__isnull": True})
        if self.name in OWN:
            return [self._further(value)]
        if value is None:
            return [] if self.nulls_last else [~empty]
        further = self._further(value)
        return [further, empty] if self.nulls_last else [further]

    def _further(self, value: Any) -> Q:
        return Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})


def keys_of(rows: QuerySet[Any]) -> list[Key]:
    """What a list is sorted by, up to the column that tells every row apart."""
    found: list[Key] = []
    for term in in_total_order(rows).query.order_by:
        key = Key.of(term)
        found.append(key)
        if key.name in OWN:
            break
    return found


def beside(rows: QuerySet[Any], pk: Any) -> tuple[Any, Any]:
    """The keys of the rows before and after the one with this key; None at an end."""
    keys = keys_of(rows)
    held = rows.model._base_manager.filter(pk=pk)
    values = held.values_list(*(key.name for key in keys)).first()
    if values is None:
        return None, None
    turned = [key.turned for key in keys]
    return _next(rows, turned, values), _next(rows, keys, values)


def _next(rows: QuerySet[Any], keys: Sequence[Key], values: Sequence[Any]) -> Any:
    ordered = rows.order_by(*(key.term for key in keys))
    for band in _bands(keys, values):
        for pk in ordered.filter(band).values_list("pk", flat=True)[:1]:
            return pk
    return None


def _bands(keys: Sequence[Key], values: Sequence[Any]) -> Iterator[Q]:
    """Parts of what comes after a row, the nearest first."""
    for depth in range(len(keys) - 1, -1, -1):
        equal = Q()
        for key, value in zip(keys[:depth], values, strict=False):
            equal &= key.same(value)
        for further in keys[depth].beyond(values[depth]):
            yield equal & further
