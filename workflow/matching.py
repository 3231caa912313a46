"""What belongs together on two sides: keys in one order, rows and files in pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = Sequence[str]
Pair = tuple[int, int]  # places before and after
Place = tuple[int | None, int | None]  # None: not on this side


def merged_order(before: Sequence[Key], after: Sequence[Key]) -> list[Key]:
    """All keys in the later order; one that is gone stands where it stood."""
    found = list(dict.fromkeys(after))
    known = set(found)
    place = 0
    for key in dict.fromkeys(before):
        if key in known:
            place = found.index(key) + 1
        else:
            found.insert(place, key)
            place += 1
    return found


def numbered(labels: Sequence[Key]) -> list[tuple[Key, int]]:
    """Labels told apart where one stands twice."""
    seen: Counter[Key] = Counter()
    found = []
    for label in labels:
        found.append((label, seen[label]))
        seen[label] += 1
    return found


def match_rows(
    olds: Sequence[Row],
    news: Sequence[Row],
    old_names: Sequence[str],
    new_names: Sequence[str],
) -> list[Place]:
    """Every row once: with its equal, else the one of its name, else the most alike.

    So one row more does not make changed rows of all that follow it.
    """
    left, right = set(range(len(olds))), set(range(len(news)))
    pairs = take_same([tuple(r) for r in olds], [tuple(r) for r in news], left, right)
    pairs += take_same(_by_place(old_names), _by_place(new_names), left, right)
    pairs += _take_alike(olds, news, left, right)
    return in_order(pairs, len(olds), len(news))


def in_order(pairs: Sequence[Pair], before: int, after: int) -> list[Place]:
    """The places in the later order; what is gone stands where it stood."""
    later, earlier = dict(pairs), {now: was for was, now in pairs}
    order = merged_order(
        [(was, later.get(was)) for was in range(before)],
        [(earlier.get(now), now) for now in range(after)],
    )
    return list(order)


def _by_place(names: Sequence[str]) -> dict[int, str]:
    return {place: name for place, name in enumerate(names) if name}


def take_same(
    olds: Sequence[Hashable] | Mapping[int, Hashable],
    news: Sequence[Hashable] | Mapping[int, Hashable],
    left: set[int],
    right: set[int],
) -> list[Pair]:
    """The first with the first of one key, the second with the second, and so on.

    What is matched is taken out of `left` and `right`; a missing key matches nothing.
    """
    old_keys = olds if isinstance(olds, Mapping) else dict(enumerate(olds))
    new_keys = news if isinstance(news, Mapping) else dict(enumerate(news))
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place in sorted(left & old_keys.keys()):
        waiting[old_keys[place]].append(place)
    found = []
    for place in sorted(right & new_keys.keys()):
        if waiting[new_keys[place]]:
            found.append((waiting[new_keys[place]].pop(0), place))
    left -= {was for was, _now in found}
    right -= {now for _was, now in found}
    return found


def _take_alike(
    olds: Sequence[Row], news: Sequence[Row], left: set[int], right: set[int]
) -> list[Pair]:
    """Rows of another name of which half the cells or more are equal, the best first.

    Ties go by both places alike, so that the comparison can be turned round.
    """
    scored = []
    for was in left:
        for now in right:
            equal = _equal_cells(olds[was], news[now])
            if 2 * equal >= max(_filled(olds[was]), _filled(news[now]), 1):
                scored.append((-equal, min(was, now), max(was, now), was, now))
    found = []
    for *_score, was, now in sorted(scored):
        if was in left and now in right:
            found.append((was, now))
            left.discard(was)
            right.discard(now)
    return found


def _equal_cells(old: Row, new: Row) -> int:
    return sum(bool(a) and a == b for a, b in zip(old, new, strict=False))


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row)
