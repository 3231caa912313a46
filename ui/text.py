"""Text as it comes in and as it is sorted: cleaning, pinyin keys."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from ui.refusals import Invalid

# Characters of a reason that is not otherwise bounded.
MOST_REASON = 500

# Invisible characters that only serve to mislead the eye: bidi overrides and
# isolates, zero-width space, word joiner, byte-order mark. The zero-width joiner
# stays: emoji and some names need it.
_MISLEADING = frozenset(
    "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
MOST_DIGITS = 18
_FULL_WIDTH = str.maketrans(
    {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)} | {"\u3000": " "}
)


def _keep(char: str, multiline: bool) -> bool:
    if char in "\n\t":
        return multiline
    return unicodedata.category(char) not in {"Cc", "Cs"} and char not in _MISLEADING


def clean_text(value: str, *, multiline: bool = True) -> str:
    """NFC text without NUL, control and misleading characters, ends trimmed.

    Rare characters and supplementary planes stay. With multiline=False line
    breaks and tabs become one space.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if not multiline:
        text = text.replace("\n", " ").replace("\t", " ")
    return "".join(char for char in text if _keep(char, multiline)).strip()


def reason_in(text: str, field: str = "reason", most: int = MOST_REASON) -> str:
    """A reason that is there, and not too long; else `Invalid` at its field."""
    reason = clean_text(text)
    if not reason or len(reason) > most:
        raise Invalid.at(field, f"请填写内容，不超过{most}个字。")
    return reason


def number_in(value: str) -> int | None:
    """A count or key as pages send it, of at most eighteen digits; None for else.

    Longer ones count nothing, and Python refuses to read those of thousands of digits.
    """
    plain = value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS
    return int(value) if plain else None


def numbers_in(values: Iterable[str]) -> list[int]:
    """Those of the texts that are numbers."""
    return [n for n in map(number_in, values) if n is not None]


def half_width(value: str) -> str:
    """Full-width digits, letters and signs as their ASCII twins."""
    return value.translate(_FULL_WIDTH)


def harmless(cell: str) -> str:
    """A cell of a CSV file that no office program runs as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def symbols_in(value: str) -> list[str]:
    """The pictures (emoji and the like) in a text: not to be had in names."""
    return [
        char
        for char in value
        if unicodedata.category(char) in {"So", "Co", "Cn"}
        or "\U0001f000" <= char <= "\U0001faff"
        or char in "\u200d\ufe0f\u20e3"
    ]


# 0, 12, 1,250 or 1,250.00: neither a year nor a code, which nobody parts by thousands.
_FIGURE = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})*)(\.\d+)?%?")


def is_figure(words: str) -> bool:
    """Whether these words are a figure as it stands in columns of figures."""
    return _FIGURE.fullmatch(words) is not None


@lru_cache(maxsize=4096)
def pinyin_key(name: str) -> str:
    """Key to sort Chinese names by: pinyin by syllable, 重庆 as `chong qing`."""
    return " ".join(lazy_pinyin(clean_text(name, multiline=False))).lower()


@lru_cache(maxsize=4096)
def pinyin_initials(name: str) -> str:
    """First letters for search: 重庆 as `cq`."""
    letters = lazy_pinyin(
        clean_text(name, multiline=False), style=Style.FIRST_LETTER, strict=False
    )
    return "".join(letters).replace(" ", "").lower()
