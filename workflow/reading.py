"""Who may read a file of a case: whoever sees the application it stands in."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from accounts.standing import standing_of
from documents.permissions import readers
from workflow.choices import QuestionState
from workflow.models import Appeal, Application, Objection, Seat


def may_read_evidence(user: Any, attachment: Any) -> bool:
    """Also a file taken out later, because an earlier submission names it."""
    seen = Application.objects.visible_to(user)
    return bool(seen.filter(evidence__attachment=attachment).exists())


def may_read_answer(user: Any, attachment: Any) -> bool:
    """With an answer handed in; until then it is the applicant's own alone."""
    own = Q(applicant_id__in=standing_of(user).applicant_ids)
    # In one filter: the question answered is the one that the file belongs to.
    found = Application.objects.visible_to(user).filter(
        own | Q(questions__state=QuestionState.ANSWERED),
        questions__items__files__attachment=attachment,
    )
    return bool(found.exists())


def may_read_objection(user: Any, attachment: Any) -> bool:
    """What an objector handed in, for those who handle his objection."""
    seen = Objection.objects.visible_to(user)
    return bool(seen.filter(files__attachment=attachment).exists())


def may_read_appeal(user: Any, attachment: Any) -> bool:
    """What came with an appeal, for its applicant and those who decide."""
    seen = Appeal.objects.visible_to(user)
    return bool(seen.filter(files__attachment=attachment).exists())


def may_read_for_seat(user: Any, attachment: Any) -> bool:
    """An expert who accepted: the files of the submission that he scores, till then."""
    case = "panel__application"
    submitted_at = F(f"{case}__submissions__at")
    gone = f"{case}__evidence__removed_at"
    # In one filter: submission and evidence are those of the seat's own case.
    found = Seat.objects.reading(user).filter(
        Q(**{f"{gone}__isnull": True}) | Q(**{f"{gone}__gt": submitted_at}),
        **{
            f"{case}__submissions__number": F("panel__submission_number"),
            f"{case}__evidence__attachment": attachment,
            f"{case}__evidence__added_at__lte": submitted_at,
        },
    )
    return bool(found.exists())


readers += [
    may_read_evidence,
    may_read_answer,
    may_read_objection,
    may_read_appeal,
    may_read_for_seat,
]
