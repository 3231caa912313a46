"""What is wrong with a score sheet, each at its field (`measures.score`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ui.refusals import Issue
from ui.text import clean_text, half_width
from workflow.rules import Criterion

MAX_COMMENT = 1000
# A score of the lowest fifth, or full marks, is not given without a word.
LOW = Decimal("0.2")

Scores = dict[str, dict[str, str]]


def cleaned_scores(criteria: Sequence[Criterion], given: Mapping[str, Any]) -> Scores:
    """What was typed for each criterion, as it is kept; unknown criteria fall away."""
    return {
        c.key: {
            "score": half_width(_text(given, c.key, "score")).replace(" ", ""),
            "comment": _text(given, c.key, "comment"),
        }
        for c in criteria
    }


def _text(given: Mapping[str, Any], key: str, name: str) -> str:
    line = given.get(key)
    value = line.get(name) if isinstance(line, Mapping) else None
    return "" if value is None else clean_text(str(value))


def score_issues(
    criteria: Sequence[Criterion], scores: Scores, *, complete: bool
) -> list[Issue]:
    """What cannot be saved; with `complete` also what is missing for a hand-in."""
    found = []
    for criterion in criteria:
        line = scores[criterion.key]
        found += _score(criterion, line["score"], complete=complete)
        if len(line["comment"]) > MAX_COMMENT:
            words = f"评语不能超过{MAX_COMMENT}个字。"
            found.append(Issue(f"{criterion.key}.comment", words))
        elif complete and not line["comment"]:
            found += _wants_a_word(criterion, line["score"])
    return found


def _score(criterion: Criterion, text: str, *, complete: bool) -> list[Issue]:
    place = f"{criterion.key}.score"
    if not text:
        words = f"请给“{criterion.label}”评分。"
        return [Issue(place, words)] if complete else []
    score = read_score(text)
    if score is None:
        return [Issue(place, "请填写数字，最多保留一位小数，例如17.5。")]
    if not 0 <= score <= criterion.points:
        words = f"“{criterion.label}”的评分应在0至{criterion.points}分之间。"
        return [Issue(place, words)]
    return []


def _wants_a_word(criterion: Criterion, text: str) -> list[Issue]:
    score = read_score(text)
    if score is None or not 0 <= score <= criterion.points:
        return []
    if LOW * criterion.points < score < criterion.points:
        return []
    how = "满分" if score == criterion.points else "最低五分之一的分值"
    words = f"给“{criterion.label}”打{how}，请在评语中说明理由。"
    return [Issue(f"{criterion.key}.comment", words)]


def read_score(text: str) -> Decimal | None:
    """The number, or None for what is none or has more than one decimal."""
    try:
        score = Decimal(text)
    except InvalidOperation:
        return None
    if not score.is_finite():
        return None
    tenths = score.quantize(Decimal("0.1")) if abs(score) < 10_000 else score
    return score if tenths == score else None


def total_of(scores: Scores) -> Decimal | None:
    """The sum of what is scored so far; None where nothing is."""
    read = [read_score(line["score"]) for line in scores.values() if line["score"]]
    known = [score for score in read if score is not None]
    return sum(known, Decimal(0)) if known else None
