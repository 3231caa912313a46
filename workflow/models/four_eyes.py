"""What two people do outside a life cycle: one proposes, another decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from workflow.choices import FOUR_EYES_TONE, FourEyesState


class FourEyes(models.Model):
    """A handler proposes, a lead of the same authority confirms or drops; ADR 11.

    The row is the record of it. A kind adds what is proposed and why, and says in its
    services what follows (`workflow.services.four_eyes.take_effect`); it may call its
    states by words of its own.
    """

    # How sentences call what was proposed, and the colours of its states.
    proposal_name: ClassVar[str] = "意见"
    state_tones: ClassVar[Mapping[str, str]] = FOUR_EYES_TONE

    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=FourEyesState.choices,
        default=FourEyesState.PROPOSED,
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("办理单位")
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    decision_note = models.CharField(_("办结意见"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_four_eyes",
                condition=Q(state=FourEyesState.PROPOSED, decided_by__isnull=True)
                | Q(state=FourEyesState.DROPPED, decided_by__isnull=False)
                | Q(state=FourEyesState.CONFIRMED, decided_by__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("提出和确认须由两人办理。"),
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether it waits for the lead."""
        return self.state == FourEyesState.PROPOSED

    @property
    def state_tone(self) -> str:
        return self.state_tones[self.state]
