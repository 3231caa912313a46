"""The applicant answers: saved as he writes, handed in once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.services import EVIDENCE, store_upload
from ui.refusals import Closed, Invalid, Issue, Stale, allow, refuse
from ui.text import clean_text
from workflow.checks import answer_issues
from workflow.choices import Action, QuestionState
from workflow.models import AnswerFile, Question, QuestionItem
from workflow.permissions import applicant_posts, can_answer, question_closed
from workflow.services.questions.ending import end_question, lock_question
from workflow.services.questions.telling import tell_answered
from workflow.services.record import lock_case, record_act

# What may come with an answer, and how much of it at one point.
ANSWER_FILES = EVIDENCE
MOST_FILES = 10
STALE = "答复刚刚被本单位其他人修改，请查看现有内容后再保存。"


@dataclass(frozen=True)
class Given:
    """What was typed and chosen: texts and files by the key of the point."""

    answers: Mapping[int, str] = field(default_factory=dict)
    uploads: Mapping[int, Sequence[Any]] = field(default_factory=dict)
    removed: Sequence[int] = ()  # keys of answer files


@transaction.atomic
def save_answer(
    question: Question,
    *,
    given: Given,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Question:
    """Keep a half-written answer; points that are not named keep theirs.

    Raises `Stale` when a colleague saved meanwhile, `Closed` after the last day.
    """
    now = now or timezone.now()
    locked = _open_for(question, by, version, now)
    return _write(locked, given, by, now)


@transaction.atomic
def submit_answer(
    question: Question,
    *,
    by: User,
    given: Given | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Question:
    """Hand the answer in, with what is typed last; the clock of the stage goes on.

    Raises `Invalid` naming each point that is not answered, at `answer_<key>`.
    """
    now = now or timezone.now()
    locked = _open_for(question, by, version, now)
    locked = _write(locked, given or Given(), by, now)
    answers = dict(locked.items.values_list("pk", "answer"))
    refuse(answer_issues(answers, complete=True))
    locked.answered_by = by
    end_question(locked, QuestionState.ANSWERED, now)
    post = applicant_posts(by, locked.application)[0]
    record_act(
        locked.application,
        Action.ANSWER,
        by=by,
        post=post,
        now=now,
        note=f"已答复{locked}。",
        about=locked,
    )
    tell_answered(locked, now)
    return locked


def _open_for(
    question: Question, by: User, version: int | None, now: datetime
) -> Question:
    """The question with its case, both locked, if this person may answer it now."""
    locked = lock_question(question.pk, lock_case(question.application_id))
    closed = question_closed(locked, now)
    if closed and applicant_posts(by, locked.application):
        raise Closed(closed)
    allow(can_answer(by, locked, now))
    if version is not None and version != locked.version:
        raise Stale(STALE)
    return locked


def _write(question: Question, given: Given, by: User, now: datetime) -> Question:
    rows = {item.pk: item for item in question.items.all()}
    _refuse_strangers(rows, given)
    answers = {key: clean_text(text) for key, text in given.answers.items()}
    # Numbered as the page shows them, whichever of them were sent.
    shown = {key: answers.get(key, row.answer) for key, row in rows.items()}
    refuse(answer_issues(shown))
    changed = [rows[key] for key in answers]
    for item in changed:
        item.answer = answers[item.pk]
    QuestionItem.objects.bulk_update(changed, ["answer"])
    AnswerFile.objects.filter(item__in=rows, pk__in=given.removed).delete()
    for key, uploads in given.uploads.items():
        _keep_files(question, rows[key], uploads, by, now)
    question.version += 1
    question.save(update_fields=["version", "updated_at"])
    return question


def _refuse_strangers(rows: Mapping[int, QuestionItem], given: Given) -> None:
    strange = {*given.answers, *given.uploads} - set(rows)
    if strange:
        sentence = "没有这一项补正事项。"
        issues = [Issue(f"answer_{key}", sentence) for key in sorted(strange)]
        raise Invalid(sentence, issues=issues)


def _keep_files(
    question: Question,
    item: QuestionItem,
    uploads: Sequence[Any],
    by: User,
    now: datetime,
) -> None:
    place = f"file_{item.pk}"
    if item.files.count() + len(uploads) > MOST_FILES:
        raise Invalid.at(
            place, f"每一项最多上传{MOST_FILES}个文件，请先删除不需要的文件。"
        )
    for upload in uploads:
        attachment = store_upload(
            upload=upload,
            by=by,
            owner=question.application.applicant,
            allowed=ANSWER_FILES,
            field=place,
        )
        AnswerFile.objects.create(
            item=item, attachment=attachment, added_by=by, added_at=now
        )
