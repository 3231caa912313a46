"""Who may use a benefit, as data: conditions over facts that the portal holds.

A list of items, all of which must hold. An item is a demand

    {"test": "staff", "operator": "at_least", "value": 100}

or a group of which one must hold: {"any": [demand, …]}. Everything here is pure: the
same facts and conditions give the same answer, and no fact touches a demand that does
not ask for it. Facts come from `incentives.matching`.
"""

from incentives.conditions.judging import Judgement, judge
from incentives.conditions.reading import parse_value, problems_of, written
from incentives.conditions.vocabulary import (
    ANY,
    OPERATORS,
    TESTS,
    Names,
    demands_in,
    vocabulary_for,
)
from incentives.conditions.wording import words_of

__all__ = [
    "ANY",
    "OPERATORS",
    "TESTS",
    "Judgement",
    "Names",
    "demands_in",
    "judge",
    "parse_value",
    "problems_of",
    "vocabulary_for",
    "words_of",
    "written",
]
