"""Outer effects of the life cycle: mails leave the house."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from workflow.choices import MailState
from workflow.mail import message_for
from workflow.models import Mail

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
        if mail is None:
            return
        mail.attempts += 1
        mail.tried_at = timezone.now()
        try:
            message_for(mail).send()
        except OSError as fault:
            # Unreachable or refusing mail server: the clock tries again later.
            mail.error = str(fault)[:300]
            if mail.attempts >= ATTEMPTS:
                mail.state = MailState.FAILED
        else:
            mail.state = MailState.SENT
            mail.sent_at = mail.tried_at
            mail.error = ""
        mail.save()
