"""Keys that the database makes by itself, for search through an index."""

from __future__ import annotations

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Lower

BRACKETS = ("（）", "()")


def tripled_name() -> models.GeneratedField:
    """A name with every character three times over, in small letters.

    An index of trigrams knows parts of three characters, but people look for 汽车 or
    for 康: written 汽汽汽车车车 these have trigrams too.
    """
    plain = Func(Lower("name"), *map(Value, BRACKETS), function="translate")
    thrice = (Value("(.)"), Value(r"\1\1\1"), Value("g"))
    return models.GeneratedField(
        expression=Func(plain, *thrice, function="regexp_replace"),
        output_field=models.TextField(),
        db_persist=True,
    )
