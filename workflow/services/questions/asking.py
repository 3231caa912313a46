"""A question is asked: its points, the old text beside each, and its last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from regions.calendar import (
    BEIJING,
    WorkingCalendar,
    last_moment,
    load_calendar,
    local_day,
)
from ui.refusals import Closed, allow, refuse
from ui.text import clean_text
from ui.words import cn_date
from workflow.checks import question_issues
from workflow.choices import REVIEW_STAGES, Action
from workflow.kinds import label_of
from workflow.models import Application, Question, QuestionItem
from workflow.old_text import old_text_at
from workflow.permissions import can_ask, deciding_posts
from workflow.services.questions.telling import tell_asked
from workflow.services.record import lock_case, record_act
from workflow.services.reminders import OFFICE_OPENS, reminder_before
from workflow.services.terms import pause

Item = tuple[str, str]


def last_day(application: Application, now: datetime) -> date:
    """The last day to answer that the round allows for a question asked now."""
    return load_calendar().add(local_day(now), application.rules.question_days)


@transaction.atomic
def ask_question(
    application: Application,
    *,
    text: str = "",
    items: Sequence[Item],
    by: User,
    due: date | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Question:
    """Ask the applicant without giving the case back; the clock of the stage stops.

    `items` are (place of the kind or "", sentence); `due` is a nearer day than the
    round's own. Raises `Closed` outside a review stage, `NotAllowed` with the reason,
    `Invalid` with what is wrong at `text`, `due` or `items.<n>`.
    """
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    verdict = can_ask(by, locked)
    if locked.stage not in REVIEW_STAGES:
        raise Closed(verdict.reason)
    allow(verdict)
    calendar, text = load_calendar(), clean_text(text)
    asked = _cleaned(items)
    longest = calendar.add(local_day(now), locked.rules.question_days)
    refuse(
        question_issues(
            text=text,
            items=asked,
            places={field for field, _ in asked if label_of(locked.kind_of, field)},
            due=due,
            today=local_day(now),
            longest=longest,
        )
    )
    question = _write(locked, text, by, now, due or longest, calendar)
    if question.due_at == last_moment(longest):
        question.term_days = locked.rules.question_days
        question.save(update_fields=["term_days"])
    rows = _write_items(question, asked)
    pause(locked, now)
    note = _in_words(question, rows)
    post = deciding_posts(by, locked)[0]
    record_act(locked, Action.ASK, by=by, post=post, now=now, note=note)
    tell_asked(question, note, now)
    return question


def _cleaned(items: Sequence[Item]) -> list[Item]:
    """Lines without a word in them are left out."""
    asked = [
        (clean_text(field, multiline=False), clean_text(sentence))
        for field, sentence in items
    ]
    return [(field, sentence) for field, sentence in asked if field or sentence]


def _write(
    application: Application,
    text: str,
    by: User,
    now: datetime,
    due: date,
    calendar: WorkingCalendar,
) -> Question:
    post = deciding_posts(by, application)[0]
    return Question.objects.create(
        application=application,
        submission_number=application.submissions.count(),
        number=application.questions.count() + 1,
        stage=application.stage,
        text=text,
        asked_by=by,
        organisation=post.organisation,
        asked_at=now,
        due_at=last_moment(due),
        remind_at=chase_moment(application, due, calendar, now),
    )


def chase_moment(
    application: Application, due: date, calendar: WorkingCalendar, now: datetime
) -> datetime | None:
    """When to remind of the last day: as the round says, else on the day itself."""
    soon = reminder_before(due, application.rules.remind_days, calendar)
    if soon > now:
        return soon
    on_the_day = datetime.combine(due, OFFICE_OPENS, tzinfo=BEIJING)
    return on_the_day if on_the_day > now else None


def _write_items(question: Question, asked: Sequence[Item]) -> list[QuestionItem]:
    application = question.application
    kind, submission = application.kind_of, application.submissions.last()
    return QuestionItem.objects.bulk_create(
        QuestionItem(
            question=question,
            field=field,
            label=label_of(kind, field),
            sentence=sentence,
            old_text=old_text_at(kind, submission.data, field) if submission else "",
        )
        for field, sentence in asked
    )


def _in_words(question: Question, rows: Sequence[QuestionItem]) -> str:
    """What was asked, as the step keeps it for ever."""
    lines = [f"{question}，请于{cn_date(question.due_at)}24:00前答复。"]
    lines += [question.text] if question.text else []
    lines += [
        f"{number}. {row.label}：{row.sentence}"
        if row.label
        else f"{number}. {row.sentence}"
        for number, row in enumerate(rows, start=1)
    ]
    return "\n".join(lines)
