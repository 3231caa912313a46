"""How places are read: the general dictionary, corrected for names it gets wrong."""

from functools import lru_cache

from regions.reference import Reading, read_readings
from ui.text import pinyin_key


@lru_cache(maxsize=1)
def _readings() -> tuple[Reading, ...]:
    # Longer parts come last, so that 长子县 overrules the rule for 长.
    return tuple(sorted(read_readings(), key=lambda reading: len(reading.part)))


def syllables(name: str) -> list[str]:
    """One syllable for each character: 重庆市 as chong, qing, shi."""
    read = pinyin_key(name).split()
    for reading in _readings():
        at = name.find(reading.part)
        while at >= 0 and len(read) == len(name):
            read[at : at + len(reading.part)] = reading.syllables
            at = name.find(reading.part, at + 1)
    return read


def place_pinyin(name: str) -> str:
    """Key to search and sort a place by: 重庆市 as `chongqingshi`."""
    return "".join(syllables(name))


def place_initials(name: str) -> str:
    """First letters of a place: 重庆市 as `cqs`."""
    return "".join(syllable[0] for syllable in syllables(name))
