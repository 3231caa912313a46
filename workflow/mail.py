"""Who is told what: a line in the inbox and a mail, once for each event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string

from accounts.choices import Role, Tier
from accounts.models import Post, User
from workflow.choices import Stage
from workflow.kinds import tier_of_stage
from workflow.models import Application, Mail, Notification


def people_of_applicant(application: Application, now: datetime) -> list[User]:
    """Handlers and leads of the applicant."""
    posts = (
        Post.objects.current(now)
        .filter(
            organisation_id=application.applicant_id,
            role__in=[Role.HANDLER, Role.LEAD],
            user__is_active=True,
        )
        .select_related("user")
    )
    return [p.user for p in posts]


def people_in_turn(
    application: Application, now: datetime, role: Role = Role.HANDLER
) -> list[User]:
    """Those of the authority whose turn it is, in one role."""
    stage = application.interrupted_stage if (
        application.stage == Stage.UNDER_APPEAL
    ) else application.stage
    tier = tier_of_stage(application.kind_of, stage)
    if tier == Tier.APPLICANT:
        return people_of_applicant(application, now)
    place = {
        Tier.NATION: Q(organisation__kind="national_department"),
        Tier.UNIT: Q(
            organisation__kind="unit_department",
            organisation__managing_unit_id=application.managing_unit_id,
        ),
        Tier.CITY: Q(
            organisation__kind="city_office",
            organisation__division_id=application.division_id,
        ),
    }.get(tier) if tier else None
    if place is None:
        return []
    posts = (
        Post.objects.current(now)
        .filter(
            place, role=role, organisation__is_lead_authority=True, user__is_active=True
        )
        .select_related("user")
    )
    return [p.user for p in posts]


def notify(
    users: Iterable[User],
    *,
    key: str,
    subject: str,
    body: str,
    application: Application | None = None,
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
            subject=subject[:200],
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
            notification__key=key, notification__user_id__in=told, state="waiting"
        ).values_list("pk", flat=True)
    )


def message_for(mail: Mail) -> EmailMessage:
    """The mail as it leaves: plain text, with the address of the page."""
    notification = mail.notification
    application: Any = notification.application
    link = settings.BASE_URL + application.get_absolute_url() if application else ""
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
