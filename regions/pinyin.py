"""How names are read: the general dictionary, corrected where it gets them wrong."""

from functools import lru_cache

from pypinyin import lazy_pinyin

from regions.reference import Reading, read_readings
from ui.text import clean_text, half_width


@lru_cache(maxsize=1)
def _readings() -> tuple[Reading, ...]:
    # Longer parts come last, so that 长子县 overrules the rule for 长.
    return tuple(sorted(read_readings(), key=lambda reading: len(reading.part)))


def syllables(name: str) -> list[str]:
    """One syllable for each character: 重庆市 as chong, qing, shi.

    Letters, digits and signs stand for themselves, so that all keep their places.
    """
    text = half_width(clean_text(name, multiline=False))
    read = lazy_pinyin(text, errors=list)
    for reading in _readings():
        at = text.find(reading.part)
        while at >= 0 and len(read) == len(text):
            read[at : at + len(reading.part)] = reading.syllables
            at = text.find(reading.part, at + 1)
    return [syllable.lower() for syllable in read]


def name_pinyin(name: str) -> str:
    """Key to search and sort a place or a firm by: 重庆市 as `chongqingshi`."""
    return "".join(filter(str.isalnum, syllables(name)))


def name_initials(name: str) -> str:
    """First letters of a place or a firm: 重庆市 as `cqs`, TCL科技 as `tclkj`."""
    return "".join(read[0] for read in syllables(name) if read.isalnum())
