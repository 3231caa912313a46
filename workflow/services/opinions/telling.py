"""Who hears of what is asked of departments, and what the clock chases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from ui.words import cn_date
from workflow.choices import OpinionState, Reminder
from workflow.mail import people_of
from workflow.models import Application, Opinion
from workflow.services.reminders import pass_reminder
from workflow.services.telling import tell


def tell_of_opinion(
    opinion: Opinion,
    users: Iterable[User],
    *,
    what: str,
    subject: str,
    body: str,
    now: datetime,
) -> None:
    """One line of an opinion to each of these people, once for each `what`."""
    title = opinion.application.title
    tell(
        users,
        key=f"opinion:{opinion.pk}:{what}",
        subject=f"{subject}：{title}",
        body=f"“{title}”（{opinion.application.number}）{body}",
        application=opinion.application,
        now=now,
    )


def tell_asked(opinion: Opinion, now: datetime) -> None:
    """Its handlers hear what is asked; a department without one hears by its lead."""
    users = people_of(opinion.organisation_id, now, [Role.HANDLER])
    asked = f"\n\n征求意见的事项：{opinion.request}" if opinion.request else ""
    tell_of_opinion(
        opinion,
        users or people_of(opinion.organisation_id, now),
        what="asked",
        subject="征求意见",
        body=f"由{opinion.asked_organisation}征求你单位意见，"
        f"请于{cn_date(opinion.due_at)}前反馈。{asked}",
        now=now,
    )


def tell_asker(
    opinion: Opinion, *, what: str, subject: str, body: str, now: datetime
) -> None:
    """Who asked, while he is still there, and who handles the case now."""
    there = {user.pk: user for user in people_of(opinion.asked_organisation_id, now)}
    named = (opinion.asked_by_id, opinion.application.assignee_id)
    users = [there[pk] for pk in named if pk in there]
    tell_of_opinion(
        opinion,
        users or people_of(opinion.asked_organisation_id, now, [Role.HANDLER]),
        what=what,
        subject=subject,
        body=body,
        now=now,
    )


def tell_ended(opinion: Opinion, reason: str, now: datetime) -> None:
    """The department hears that nothing is asked of it any more."""
    tell_of_opinion(
        opinion,
        people_of(opinion.organisation_id, now),
        what="ended",
        subject="征求意见结束",
        body=f"的意见征求已经结束，无须再反馈。\n\n原因：{reason}",
        now=now,
    )


@transaction.atomic
def chase_opinion(*, opinion_id: int, now: datetime) -> bool:
    """Remind of an opinion once before its day and once after; whether it did.

    The case is locked first, as by every act on it, and the marker moved on: a second
    run finds nothing to do.
    """
    held = Application.objects.filter(opinions=opinion_id)
    case = held.select_for_update(of=("self",), skip_locked=True).first()
    opinion = (
        Opinion.objects.to_remind(now)
        .select_related("organisation", "asked_organisation", "asked_by")
        .filter(pk=opinion_id, application=case)
        .first()
    )
    if case is None or opinion is None:
        return False
    opinion.application = case
    _chase(opinion, pass_reminder(opinion, now), now)
    return True


def _chase(opinion: Opinion, what: Reminder, now: datetime) -> None:
    due, late = cn_date(opinion.due_at), what == Reminder.LATE
    words = str(what.label)
    signs = late or opinion.state == OpinionState.DRAFTED
    roles = [Role.HANDLER, Role.LEAD] if signs else [Role.HANDLER]
    tell_of_opinion(
        opinion,
        people_of(opinion.organisation_id, now, roles),
        what=words,
        subject=f"征求意见{words}",
        body=f"征求你单位意见的反馈期限为{due}，{words}，请抓紧办理。",
        now=now,
    )
    if late:
        tell_asker(
            opinion,
            what=words,
            subject="部门意见逾期未反馈",
            body=f"征求{opinion.organisation}意见的反馈期限为{due}，至今尚未反馈。",
            now=now,
        )
