"""Chinese typesetting that WeasyPrint does not have: even right edges, quotes.

Written for the WeasyPrint of requirements.txt; tests/documents/test_pdf.py measures the
edges, so that a new version which lays lines out otherwise is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from documents.pdf_engine import engine

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# The Unicode rules know “ and ” only as signs that never stand apart from what is
# beside them; in Chinese a line may break before the one and after the other.
_CLOSED = r"\u3400-\u9fff，。；：、！？）》〕”"
_BEFORE_OPENING = re.compile(rf"(?<=[{_CLOSED}])(?=“)")
_AFTER_CLOSING = re.compile(r"(?<=”)(?=[\u3400-\u9fff（《〔])")
BREAK = "\u200b"
# A line that lacks more than this many characters holds something that cannot be
# broken, such as an address: spread out it would look worse than ragged.
MOST_MISSING = 4


def open_quotes(html: str) -> str:
    """The same page, its body's quotes parted where a Chinese line may break."""
    head, body, rest = html.partition("<body")
    rest = _BEFORE_OPENING.sub(BREAK, rest)
    return head + body + _AFTER_CLOSING.sub(BREAK, rest)


def is_text(box: Any) -> bool:
    """Whether a box is a piece of text."""
    kinds = engine.formatting_structure.boxes  # type: ignore[union-attr]
    return isinstance(box, kinds.TextBox)


def text_boxes(box: Any) -> Iterator[Any]:
    """Texts of a line in their order; None for anything else that stands in it."""
    for child in box.children:
        if is_text(child):
            yield child
        elif child.children and child.is_in_normal_flow():
            yield from text_boxes(child)
        else:
            yield None


def spread_line(context: Any, line: Any, missing: float) -> bool:
    """Give the missing width to the gaps between all characters; False if unfit."""
    texts = list(text_boxes(line))
    if not texts or None in texts:
        return False
    letters = sum(len(box.text) for box in texts)
    size = texts[0].style["font_size"]
    chinese = HAN.search("".join(box.text for box in texts))
    if not chinese or letters < 2 or missing > MOST_MISSING * size:
        return False
    _move(context, line, missing / (letters - 1), 0)
    return True


def _move(context: Any, box: Any, gap: float, moved: float) -> float:
    """Widen a box and what is in it; how far the next one moves to the right."""
    box.position_x += moved
    if is_text(box):
        _widen(context, box, gap)
        return moved + gap * len(box.text)
    end = moved
    for child in box.children:
        end = _move(context, child, gap, end)
    box.width += end - moved
    return end


def _widen(context: Any, box: Any, gap: float) -> None:
    style = box.style.copy()
    own = style["letter_spacing"]
    style["letter_spacing"] = gap + (0 if own == "normal" else own)
    layout = engine.text.line_break.create_layout(  # type: ignore[union-attr]
        box.text, style, context, max_width=None, justification_spacing=0
    )
    layout.deactivate()
    box.style, box.pango_layout = style, layout
    box.width += gap * len(box.text)


def teach_justification() -> None:
    """Let WeasyPrint justify Chinese lines; other lines as it always did."""
    inline = engine.layout.inline  # type: ignore[union-attr]
    plain = inline.justify_line

    def justify_line(context: Any, line: Any, missing: float) -> None:
        if not spread_line(context, line, missing):
            plain(context, line, missing)

    inline.justify_line = justify_line


if engine is not None:
    teach_justification()
