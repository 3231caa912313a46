"""Who is told what: a line in the inbox and a mail, once for each event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.choices import Role, Tier
from accounts.models import Post, User
from ui.text import clean_text
from workflow.choices import LetterKind, MailState
from workflow.models import Application, Mail, Notification, ObjectionLetter
from workflow.permissions import place_of, tier_now

OFFICE = (Role.HANDLER, Role.LEAD)


def people_of(
    organisation_id: int, now: datetime, roles: Iterable[Role] = OFFICE
) -> list[User]:
    """Handlers and leads of an organisation, or those in one role."""
    posts = Post.objects.current(now).filter(
        organisation_id=organisation_id, role__in=list(roles), user__is_active=True
    )
    return [p.user for p in posts.select_related("user")]


def people_of_applicant(application: Application, now: datetime) -> list[User]:
    """Handlers and leads of the applicant."""
    return people_of(application.applicant_id, now)


def people_in_turn(
    application: Application,
    now: datetime,
    role: Role = Role.HANDLER,
    organisation_id: int | None = None,
) -> list[User]:
    """Those of the authority whose turn it is, in one role.

    Of the handlers he alone who has the case; nobody who declared a conflict.
    """
    tier = tier_now(application)
    if tier == Tier.APPLICANT:
        return people_of_applicant(application, now)
    users = people_of_tier(tier, application, now, role, organisation_id)
    users = [u for u in users if u.pk not in application.conflicted_ids]
    if role == Role.HANDLER:
        return [u for u in users if u.pk == application.assignee_id] or users
    return users


def people_of_tier(
    tier: Tier | None,
    application: Application,
    now: datetime,
    role: Role,
    organisation_id: int | None = None,
) -> list[User]:
    """Those of the authorities that decide on such a case at a level, in one role."""
    place = place_of(tier, application)
    posts = Post.objects.current(now).filter(
        place, role=role, organisation__is_lead_authority=True, user__is_active=True
    )
    if organisation_id is not None:
        posts = posts.filter(organisation_id=organisation_id)
    return [p.user for p in posts.select_related("user")]


def notify(
    users: Iterable[User],
    *,
    key: str,
    subject: str,
    body: str,
    application: Application | None = None,
    path: str = "",
    now: datetime,
) -> list[int]:
    """Put a line in each inbox and a mail in the log; give the ids of new mails.

    The same `key` tells a person once, so a clock that runs twice mails once.
    """
    told = {user.pk: user for user in users}
    known = set(
        Notification.objects.filter(user_id__in=told, key=key).values_list(
            "user_id", flat=True
        )
    )
    fresh = [
        Notification(
            user=user,
            application=application,
            key=key,
            path=path,
            # One line: a header of the mail takes no more.
            subject=clean_text(subject, multiline=False)[:200],
            body=body,
            created_at=now,
        )
        for pk, user in told.items()
        if pk not in known
    ]
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = Notification.objects.filter(
        user_id__in=[n.user_id for n in fresh], key=key, mail__isnull=True
    ).select_related("user")
    mails = [Mail(notification=n, address=n.user.email) for n in rows if n.user.email]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return list(
        Mail.objects.filter(
            notification__key=key,
            notification__user_id__in=told,
            state=MailState.WAITING,
        ).values_list("pk", flat=True)
    )


def message_for(mail: Mail) -> EmailMessage:
    """The mail as it leaves: plain text, with the address of the page."""
    notification = mail.notification
    link = settings.BASE_URL + notification.target if notification.target else ""
    body = render_to_string(
        "mail/workflow/notification.txt",
        {"notification": notification, "link": link},
    )
    return EmailMessage(
        subject=f"【产教融合试点平台】{notification.subject}",
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.address],
    )


def letter_for(letter: ObjectionLetter) -> EmailMessage:
    """What an objector is written; he has no account and looks with number and code."""
    objection = letter.objection
    context = {
        "objection": objection,
        "issuer": objection.entry.notice.issued_by,
        "link": settings.BASE_URL + reverse("workflow:objection-status"),
    }
    body = render_to_string(f"mail/workflow/objection_{letter.kind}.txt", context)
    words = LetterKind(letter.kind).label
    return EmailMessage(
        subject=f"【产教融合试点平台】异议{words}：{objection.number}",
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[objection.email],
    )
