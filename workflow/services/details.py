"""What the rows say that steps of the timeline are about, for who may read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from ui.words import cn_date, number
from workflow.choices import Action, QuestionState, Stage
from workflow.models import Application, NoticeEntry, Opinion, Panel, Question, Step

Facts = list[tuple[str, str]]
Read = Callable[[Any, list[int]], dict[int, Facts]]


def details_of(
    user: Any, application: Application, steps: Sequence[Step]
) -> dict[int, Facts]:
    """Facts by step; one query for each sort of row that the steps are about."""
    found: dict[int, Facts] = {}
    for name, read in READS.items():
        about = _about(steps, name)
        if about:
            rows = read(user, list(about.values()))
            found |= {step: rows[pk] for step, pk in about.items() if pk in rows}
    return found | _of_notices(application, steps)


def _about(steps: Sequence[Step], name: str) -> dict[int, int]:
    prefix = f"{name}:"
    return {
        step.pk: int(step.about.removeprefix(prefix))
        for step in steps
        if step.about.startswith(prefix)
    }


def _opinions(user: Any, ids: list[int]) -> dict[int, Facts]:
    rows = Opinion.objects.visible_to(user).signed().filter(pk__in=ids)
    return {
        row.pk: [("具体意见", row.text)] for row in rows.defer("request") if row.text
    }


def _questions(user: Any, ids: list[int]) -> dict[int, Facts]:
    # What was not handed in stays with who wrote it.
    rows = Question.objects.visible_to(user).filter(
        pk__in=ids, state=QuestionState.ANSWERED
    )
    return {
        row.pk: [
            (
                item.label or item.field or "全文",
                f"{item.sentence}\n答复：{item.answer}",
            )
            for item in row.items.all()
            if item.answer
        ]
        for row in rows.prefetch_related("items")
    }


def _panels(user: Any, ids: list[int]) -> dict[int, Facts]:
    """Scores of a closed panel; its steps are seen only where they may be."""
    rows = Panel.objects.closed().filter(pk__in=ids)
    return {row.pk: _scores(row) for row in rows}


def _scores(panel: Panel) -> Facts:
    if panel.mean is None:
        return []
    spread = f"{number(panel.lowest)}至{number(panel.highest)}分"
    return [
        ("评分份数", f"{panel.sheets}份"),
        ("平均分", f"{number(panel.mean)}分（{spread}，标准差{number(panel.spread)}）"),
    ]


READS: dict[str, Read] = {
    "opinion": _opinions,
    "question": _questions,
    "panel": _panels,
}


def _of_notices(application: Application, steps: Sequence[Step]) -> dict[int, Facts]:
    """The notice that a step put the case on: the first to begin after it."""
    posted = [
        step
        for step in steps
        if step.action == Action.MOVE and step.to_stage == Stage.PUBLIC_NOTICE
    ]
    if not posted:
        return {}
    entries = list(application.notice_entries.select_related("notice").order_by("pk"))
    found = {step.pk: _notice_after(step, entries) for step in posted}
    return {
        pk: [
            ("公示编号", entry.notice.number),
            (
                "公示时间",
                f"{cn_date(entry.notice.starts_on)}至{cn_date(entry.notice.ends_on)}",
            ),
        ]
        for pk, entry in found.items()
        if entry is not None
    }


def _notice_after(step: Step, entries: Sequence[NoticeEntry]) -> NoticeEntry | None:
    day = timezone.localdate(step.at)
    return next((entry for entry in entries if entry.notice.starts_on > day), None)
