"""Outer effects of the life cycle: mails leave the house."""

from __future__ import annotations

from celery import shared_task
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from workflow.choices import MailState
from workflow.mail import letter_for, message_for
from workflow.models import Mail, ObjectionLetter

ATTEMPTS = 5


@shared_task
def send_mail(mail_id: int) -> None:
    """Send one logged mail; locked while it is sent, so a second run sends nothing."""
    with transaction.atomic():
        mail = (
            Mail.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("notification__user", "notification__application")
            .filter(pk=mail_id, state=MailState.WAITING)
            .first()
        )
        if mail is not None:
            _deliver(mail, message_for(mail))


@shared_task
def send_letter(letter_id: int) -> None:
    """The same for a mail to an objector."""
    with transaction.atomic():
        letter = (
            ObjectionLetter.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("objection__entry__notice__issued_by")
            .filter(pk=letter_id, state=MailState.WAITING)
            .first()
        )
        if letter is not None:
            _deliver(letter, letter_for(letter))


def _deliver(row: Mail | ObjectionLetter, message: EmailMessage) -> None:
    """Send, and write down on the locked row what came of it."""
    row.attempts += 1
    row.tried_at = timezone.now()
    try:
        message.send()
    except (OSError, ValueError) as fault:
        # Unreachable or refusing mail server: the clock tries again later. An address
        # or a header that no mail takes is given up after as many times.
        row.error = str(fault)[:300]
        if row.attempts >= ATTEMPTS:
            row.state = MailState.FAILED
    else:
        row.state = MailState.SENT
        row.sent_at = row.tried_at
        row.error = ""
    row.save()
