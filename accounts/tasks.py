"""Mails about accounts leave the house here, after the commit."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts.mail import decision_message, invitation_message, reset_message
from accounts.models import Invitation, Organisation, User

AGAIN = {"autoretry_for": (OSError,), "retry_backoff": 30, "max_retries": 5}


@shared_task(**AGAIN)
def mail_invitation(invitation_id: int) -> None:
    """Send an invitation once; locked meanwhile, so a second run sends nothing."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("organisation", "invited_by")
            .filter(pk=invitation_id, mailed_at=None)
            .first()
        )
        if invitation is None:
            return
        invitation_message(invitation).send()
        invitation.mailed_at = timezone.now()
        invitation.save(update_fields=["mailed_at"])


@shared_task(**AGAIN)
def mail_reset(user_id: int) -> None:
    """Send the link to a new password; twice does no harm, the link is the same."""
    user = User.objects.active().exclude(email="").filter(pk=user_id).first()
    if user is not None:
        reset_message(user).send()


@shared_task(**AGAIN)
def mail_decision(organisation_id: int) -> None:
    """Tell those who registered an organisation how it was decided."""
    organisation = Organisation.objects.get(pk=organisation_id)
    posts = organisation.posts.running().administering().select_related("user")
    for post in posts:
        if post.user.email:
            decision_message(organisation, post.user).send()
