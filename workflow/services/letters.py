"""Mails to objectors, who have no account: each written down, and sent once."""

from __future__ import annotations

from workflow.choices import LetterKind
from workflow.models import Objection, ObjectionLetter
from workflow.services.ringing import ring_after_commit
from workflow.tasks import send_letter


def write_letter(objection: Objection, kind: LetterKind) -> None:
    """Mail the receipt or the answer after the commit, where an address was given."""
    if not objection.email:
        return
    letter, made = ObjectionLetter.objects.get_or_create(objection=objection, kind=kind)
    if made:
        ring_after_commit(send_letter, letter.pk)
