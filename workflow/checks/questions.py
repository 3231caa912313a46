"""What is wrong with a question to an applicant, and with his answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ui.refusals import Issue
from ui.words import cn_date

MOST_ITEMS = 30
MOST_WORDS = 5000
MOST_ITEM_WORDS = 1000
MOST_ANSWER_WORDS = 10000


def question_issues(
    *,
    text: str,
    items: Sequence[tuple[str, str]],
    places: Collection[str],
    due: date | None,
    today: date,
    longest: date,
) -> list[Issue]:
    """`places` may be asked about, `longest` is the last day that the round allows."""
    found = []
    if len(text) > MOST_WORDS:
        found.append(Issue("text", f"说明不能超过{MOST_WORDS}个字。"))
    if not items:
        found.append(Issue("items", "请至少写明一项需要说明或补充的内容。"))
    if len(items) > MOST_ITEMS:
        found.append(Issue("items", f"一份补正通知最多{MOST_ITEMS}项。"))
    for number, (field, sentence) in enumerate(items):
        found += _item_issues(number, field, sentence, places)
    return found + _due_issues(due, today, longest)


def _item_issues(
    number: int, field: str, sentence: str, places: Collection[str]
) -> list[Issue]:
    place, head = f"items.{number}", f"第{number + 1}项："
    found = []
    if field and field not in places:
        found.append(Issue(place, f"{head}没有这个位置，请从列表中选择。"))
    if not sentence:
        found.append(Issue(place, f"{head}请写明需要说明或补充的内容。"))
    elif len(sentence) > MOST_ITEM_WORDS:
        found.append(Issue(place, f"{head}不能超过{MOST_ITEM_WORDS}个字。"))
    return found


def _due_issues(due: date | None, today: date, longest: date) -> list[Issue]:
    if due is None:
        return []
    if due <= today:
        return [Issue("due", "答复期限应晚于今日。")]
    if due > longest:
        words = f"答复期限不能晚于规则规定的{cn_date(longest)}。"
        return [Issue("due", words)]
    return []


def answer_issues(answers: Mapping[int, str], *, complete: bool = False) -> list[Issue]:
    """Answers by the key of their item; `complete` when they are handed in."""
    found = []
    for number, (key, answer) in enumerate(answers.items(), start=1):
        if len(answer) > MOST_ANSWER_WORDS:
            words = f"第{number}项答复不能超过{MOST_ANSWER_WORDS}个字。"
            found.append(Issue(f"answer_{key}", words))
        elif complete and not answer:
            found.append(Issue(f"answer_{key}", f"请答复第{number}项。"))
    return found
