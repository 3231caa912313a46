"""Search in the register by name, part of a name, pinyin, initials or code."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

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
            formerly = Q(IsAnyOf("pk", self._formerly(word)))
            found = found.filter(_now(word) | formerly)
        nearness = _nearness("".join(words))
        shown = found.annotate(nearness=nearness, found_as=self._found_as(words))
        return shown.order_by("nearness", "pinyin", "pk")

    def _formerly(self, word: str) -> ArraySubquery:
        """Keys of those that bore a name; an array, so that their own index is read."""
        found = self._former_names().filter(named(word)).order_by()
        return ArraySubquery(found.values("enterprise_id"))

    def _found_as(self, words: list[str]) -> Case:
        """The former name by which a row was found; NULL where the present one does."""
        own = self._former_names().filter(enterprise=OuterRef("pk"))
        former = own.filter(reduce(or_, map(named, words))).order_by("-until")
        return Case(
            When(reduce(and_, map(_now, words)), then=Value(None)),
            default=Subquery(former.values("name")[:1]),
            output_field=CharField(),
        )

    def _former_names(self) -> Any:
        names = self.model._meta.get_field("names").related_model._default_manager
        return names.former()


def named(word: str) -> Q:
    """A name that has the word: a branch on text that is written, one on text read."""
    read = latin(word)
    if not read:
        return Q(name_key__contains=tripled(word))
    where = "contains" if len(read) >= TRIGRAM else "startswith"
    return Q(**{f"pinyin__{where}": read}) | Q(**{f"initials__{where}": read})


def _now(word: str) -> Q:
    """An enterprise that has the word in its present name, or in its numbers."""
    found = named(word)
    if not latin(word):
        return found
    if CODE.fullmatch(word.upper()):
        found |= Q(credit_code__startswith=word.upper())
    return found | Q(pool_number=word.upper())


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
