"""Two submissions side by side: every fact, row and file, and what became of it.

Pure functions over described content (workflow/content.py). Turned round, a
comparison is the same with the sides exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workflow.choices import Difference
from workflow.content import FrozenFile, Part
from workflow.matching import (
    Pair,
    in_order,
    match_rows,
    merged_order,
    numbered,
    take_same,
)
from workflow.passages import Passage, passages

RENAMED = "内容相同，文件名已修改"
REPLACED = "文件名相同，内容已替换"


def state_of(before: object, after: object) -> Difference:
    """What became of a value; empty is the same as not there."""
    if (before or None) == (after or None):
        return Difference.SAME
    if not before:
        return Difference.ADDED
    return Difference.CHANGED if after else Difference.REMOVED


@dataclass(frozen=True)
class Leaf:
    """One value on both sides; None where the side has no such place."""

    label: str
    before: str | None
    after: str | None

    @cached_property
    def state(self) -> Difference:
        return state_of(self.before, self.after)

    @cached_property
    def marked(self) -> tuple[list[Passage], list[Passage]]:
        """The passages of both sides."""
        return passages(self.before or "", self.after or "")

    @property
    def before_passages(self) -> list[Passage]:
        return self.marked[0]

    @property
    def after_passages(self) -> list[Passage]:
        return self.marked[1]


@dataclass(frozen=True)
class RowPair:
    """One row on both sides: its places (from 1), all its cells, its own files."""

    name: str
    before: int | None
    after: int | None
    cells: list[Leaf]
    files: list[FilePair] = field(default_factory=list)

    @cached_property
    def state(self) -> Difference:
        if self.before is None or self.after is None:
            return state_of(self.before, self.after)
        files = any(file.state != Difference.SAME for file in self.files)
        return Difference.CHANGED if self.differing or files else Difference.SAME

    @property
    def differing(self) -> list[Leaf]:
        return [cell for cell in self.cells if cell.state != Difference.SAME]

    @property
    def filled(self) -> list[Leaf]:
        """The cells that say something on either side."""
        return [cell for cell in self.cells if cell.before or cell.after]

    @property
    def alike(self) -> list[Leaf]:
        """The cells that say the same on both sides."""
        return [cell for cell in self.filled if cell.state == Difference.SAME]


@dataclass(frozen=True)
class FilePair:
    """One file on both sides: matched by its digest, or else by its name."""

    label: str
    before: FrozenFile | None
    after: FrozenFile | None

    @cached_property
    def state(self) -> Difference:
        if self.before is None or self.after is None:
            return state_of(self.before, self.after)
        return Difference.CHANGED if self.note else Difference.SAME

    @property
    def note(self) -> str:
        """What of a file on both sides is otherwise."""
        if self.before is None or self.after is None:
            return ""
        if self.before.name != self.after.name:
            return RENAMED
        return "" if self.before.sha256 == self.after.sha256 else REPLACED


@dataclass(frozen=True)
class PartPair:
    """One part of the content on both sides."""

    key: str
    label: str
    facts: list[Leaf]
    rows: list[RowPair]
    files: list[FilePair]

    @property
    def items(self) -> Iterator[Leaf | RowPair | FilePair]:
        yield from self.facts
        yield from self.rows
        yield from self.files

    @cached_property
    def differences(self) -> int:
        """How many facts, rows and files are otherwise."""
        return sum(item.state != Difference.SAME for item in self.items)


@dataclass(frozen=True)
class Comparison:
    """All parts of two submissions."""

    parts: list[PartPair]

    @cached_property
    def differences(self) -> int:
        return sum(part.differences for part in self.parts)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many were added, removed, changed, and are the same."""
        found = Counter(item.state for part in self.parts for item in part.items)
        return {state.value: found[state] for state in Difference}


def compare(before: Sequence[Part], after: Sequence[Part]) -> Comparison:
    """Everything that either side says, each thing once."""
    olds = {part.key: part for part in before}
    news = {part.key: part for part in after}
    return Comparison(
        [
            _compare_part(olds.get(key), news.get(key))
            for key in merged_order(list(olds), list(news))
        ]
    )


def _compare_part(before: Part | None, after: Part | None) -> PartPair:
    shown = after or before
    assert shown is not None  # the key came from one of the two
    old = before or Part(shown.key, shown.label)
    new = after or Part(shown.key, shown.label)
    return PartPair(
        key=shown.key,
        label=shown.label,
        facts=_compare_facts(old.facts, new.facts),
        rows=_compare_rows(old, new),
        files=_compare_files(old, new),
    )


def _compare_facts(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> list[Leaf]:
    return _leaves(_keyed(before), _keyed(after))


def _keyed(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, int], str]:
    labels = numbered([label for label, _value in pairs])
    return dict(zip(labels, (value for _label, value in pairs), strict=True))


def _cells(part: Part, row: Sequence[str]) -> dict[tuple[str, int], str]:
    return _keyed(list(zip(part.heads, row, strict=True)))


def _leaves(
    before: dict[tuple[str, int], str], after: dict[tuple[str, int], str]
) -> list[Leaf]:
    return [
        Leaf(key[0], before.get(key), after.get(key))
        for key in merged_order(list(before), list(after))
    ]


def _compare_rows(old: Part, new: Part) -> list[RowPair]:
    places = match_rows(
        old.rows,
        new.rows,
        [_name(old, row) for row in old.rows],
        [_name(new, row) for row in new.rows],
    )
    return [_row_pair(old, new, was, now) for was, now in places]


def _row_pair(old: Part, new: Part, was: int | None, now: int | None) -> RowPair:
    before = None if was is None else old.rows[was]
    after = None if now is None else new.rows[now]
    name = _name(old, before or ()) if after is None else _name(new, after)
    return RowPair(
        name=name,
        before=None if was is None else was + 1,
        after=None if now is None else now + 1,
        cells=_leaves(
            {} if before is None else _cells(old, before),
            {} if after is None else _cells(new, after),
        ),
        files=_compare_slot(
            new.row_files_head or old.row_files_head,
            _files_of_row(old, was),
            _files_of_row(new, now),
        ),
    )


def _files_of_row(part: Part, place: int | None) -> Sequence[FrozenFile]:
    return part.row_files[place] if part.row_files and place is not None else ()


def _name(part: Part, row: Sequence[str]) -> str:
    """What a row is known by; "" where its part names no such columns."""
    return "　".join(row[place] for place in part.known_by if row[place])


def _compare_files(old: Part, new: Part) -> list[FilePair]:
    olds, news = dict(old.files), dict(new.files)
    return [
        pair
        for slot in merged_order(list(olds), list(news))
        for pair in _compare_slot(slot, olds.get(slot, []), news.get(slot, []))
    ]


def _compare_slot(
    slot: str, olds: Sequence[FrozenFile], news: Sequence[FrozenFile]
) -> list[FilePair]:
    """By digest and name, then by digest alone, then by name alone."""
    left, right = set(range(len(olds))), set(range(len(news)))
    pairs: list[Pair] = []
    for key in (_whole, _digest, _file_name):
        pairs += take_same(
            [key(file) for file in olds], [key(file) for file in news], left, right
        )
    return [
        FilePair(
            slot,
            None if was is None else olds[was],
            None if now is None else news[now],
        )
        for was, now in in_order(pairs, len(olds), len(news))
    ]


def _whole(file: FrozenFile) -> Hashable:
    return file.sha256, file.name


def _digest(file: FrozenFile) -> Hashable:
    # A file frozen without a digest is known by its name alone.
    return file.sha256 or ("name", file.name)


def _file_name(file: FrozenFile) -> Hashable:
    return file.name
