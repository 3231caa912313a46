"""What the clock does for accounts: rings again for mails that never left."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.models import Invitation
from accounts.tasks import mail_invitation

PATIENCE = timedelta(minutes=5)


@shared_task
def mail_waiting_invitations() -> int:
    """Send invitations whose mail was lost between commit and queue."""
    now = timezone.now()
    waiting = Invitation.objects.open(now).filter(
        mailed_at=None, invited_at__lt=now - PATIENCE
    )
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        mail_invitation.delay(key)
    return len(keys)


BEAT = {
    "accounts: mail waiting invitations": {
        "task": "accounts.schedule.mail_waiting_invitations",
        "schedule": timedelta(minutes=5),
    }
}
