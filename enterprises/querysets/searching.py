"""Search in the register by name, part of a name, pinyin, initials or code."""

from __future__ import annotations

import re
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ui.rows import IsAnyOf
from ui.text import clean_text, half_width

# A longer text names no enterprise; more words narrow nothing any more.
SEARCH_LENGTH = 100
SEARCH_WORDS = 6
# The beginning of a credit code: digits first, as its place has.
CODE = re.compile(r"\d{2}[0-9A-Z]{2,16}")
# Shorter parts have no trigram of their own; beginnings have.
TRIGRAM = 3


class SearchQuerySet(QuerySet[Any]):
    """The part of the register's queryset that searches."""

    def search(self, text: str) -> Self:
        """Those that match every word, by name now or earlier; the nearest first.

        Letters are read as pinyin, as initials, or as a credit code's beginning.
        """
        plain = half_width(clean_text(text, multiline=False))[:SEARCH_LENGTH].lower()
        words = plain.split()[:SEARCH_WORDS]
        if not words:
            return self
        # "chang an" is one name written apart; "重庆 汽车" are two conditions.
        if all(map(latin, words)):
            words = ["".join(words)]
        found = self
        for word in words:
            found = found.filter(self._matches(word))
        nearness = _nearness("".join(words))
        return found.annotate(nearness=nearness).order_by("nearness", "pinyin", "pk")

    def _matches(self, word: str) -> Q:
        """One condition: a branch on text that is written, one on text that is read."""
        read = latin(word)
        if not read:
            key = tripled(word)
            return Q(name_key__contains=key) | Q(IsAnyOf("pk", self._formerly(key)))
        where = "contains" if len(read) >= TRIGRAM else "startswith"
        found = Q(**{f"pinyin__{where}": read}) | Q(**{f"initials__{where}": read})
        if CODE.fullmatch(word.upper()):
            found |= Q(credit_code__startswith=word.upper())
        return found | Q(pool_number=word.upper())

    def _formerly(self, key: str) -> ArraySubquery:
        """Keys of those that bore a name; an array, so that their own index is read."""
        names = self.model._meta.get_field("names").related_model._default_manager
        found = names.former().filter(name_key__contains=key).order_by()
        return ArraySubquery(found.values("enterprise_id"))


def tripled(text: str) -> str:
    """As the database writes the key of a name: 汽车 is 汽汽汽车车车."""
    return "".join(char * 3 for char in text)


def latin(text: str) -> str:
    """Pinyin as it is stored: letters and digits, v for ü; "" for what is not read."""
    read = text.replace("ü", "v").replace("’", "'")
    return "".join(filter(str.isalnum, read)) if read.isascii() else ""


def _nearness(text: str) -> Case:
    """0 for the name or code itself, 1 for a beginning, 2 for the rest."""
    itself = Q(name__iexact=text) | Q(credit_code=text.upper())
    begins = Q(name_key__startswith=tripled(text))
    if read := latin(text):
        itself, begins = itself | Q(pinyin=read), begins | Q(pinyin__startswith=read)
    return Case(
        When(itself, then=Value(0)),
        When(begins, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
