"""The passages of two texts that differ: by sentences, and inside them by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

# A sentence with its end; a number or a Latin word is one word, a Chinese sign too.
SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+|$)")
WORD = re.compile(r"[0-9０-９.,%]+|[A-Za-z]+|\s+|.", re.DOTALL)
# Two texts with more pairs of words than this are marked whole: finding out more
# would take seconds and show crumbs.
MOST_PAIRS = 400_000
# Two texts that have less than this of the shorter one in common are marked whole.
LEAST_COMMON = 0.3
# Fewer equal characters between two changes make one change of them.
SHORTEST_ISLAND = 2


@dataclass(frozen=True)
class Passage:
    """A piece of a text, and whether the other text has it otherwise."""

    text: str
    changed: bool


Pieces = list[tuple[str, bool]]


def passages(before: str, after: str) -> tuple[list[Passage], list[Passage]]:
    """Both texts in pieces; exchanged texts give exchanged pieces."""
    if before > after:
        # The matcher looks at its two texts differently: always give them one way.
        later, earlier = passages(after, before)
        return earlier, later
    old, new = _by_sentence(before, after)
    return _joined(old), _joined(new)


def _by_sentence(before: str, after: str) -> tuple[Pieces, Pieces]:
    olds, news = _split(SENTENCE, before), _split(SENTENCE, after)
    if len(olds) * len(news) > MOST_PAIRS:
        return _whole(before, after)
    old: Pieces = []
    new: Pieces = []
    for tag, a, b, c, d in _opcodes(olds, news):
        was, now = "".join(olds[a:b]), "".join(news[c:d])
        if tag == "equal":
            old.append((was, False))
            new.append((now, False))
        else:
            in_old, in_new = _by_word(was, now)
            old += in_old
            new += in_new
    return old, new


def _by_word(before: str, after: str) -> tuple[Pieces, Pieces]:
    olds, news = _split(WORD, before), _split(WORD, after)
    head = _common(olds, news)
    tail = _common(olds[head:][::-1], news[head:][::-1])
    middle = olds[head : len(olds) - tail], news[head : len(news) - tail]
    start = "".join(olds[:head])
    end = "".join(olds[len(olds) - tail :])
    if len(middle[0]) * len(middle[1]) > MOST_PAIRS:
        inside = _whole("".join(middle[0]), "".join(middle[1]))
    else:
        inside = _words_inside(*middle)
    common = len(start) + len(end) + sum(len(t) for t, c in inside[0] if not c)
    if common < LEAST_COMMON * min(len(before), len(after)):
        return _whole(before, after)
    kept_start, kept_end = [(start, False)], [(end, False)]
    return (
        kept_start + inside[0] + kept_end,
        kept_start + inside[1] + kept_end,
    )


def _words_inside(olds: Sequence[str], news: Sequence[str]) -> tuple[Pieces, Pieces]:
    old: Pieces = []
    new: Pieces = []
    for tag, a, b, c, d in _opcodes(olds, news):
        equal = tag == "equal" and len("".join(olds[a:b])) > SHORTEST_ISLAND
        old.append(("".join(olds[a:b]), not equal))
        new.append(("".join(news[c:d]), not equal))
    return old, new


def _opcodes(
    olds: Sequence[str], news: Sequence[str]
) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()


def _common(olds: Sequence[str], news: Sequence[str]) -> int:
    """How many words both begin with."""
    shorter = min(len(olds), len(news))
    return next((n for n in range(shorter) if olds[n] != news[n]), shorter)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def _whole(before: str, after: str) -> tuple[Pieces, Pieces]:
    return [(before, True)], [(after, True)]


def _joined(pieces: Pieces) -> list[Passage]:
    """Neighbours of one sort as one passage, empty ones left out."""
    filled = [piece for piece in pieces if piece[0]]
    return [
        Passage("".join(text for text, _changed in same), changed)
        for changed, same in groupby(filled, key=lambda piece: piece[1])
    ]
