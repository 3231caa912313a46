"""The entries of the grant ledger; the database refuses to change or remove them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from incentives.choices.grants import EVENT_TONE, GrantEventKind
from incentives.models.grants import Grant
from incentives.models.money import yuan
from incentives.querysets.grants import GrantEventQuerySet


class GrantEvent(models.Model):
    """One entry of the grant ledger; the database refuses to change or remove it."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(_("事项"), max_length=16, choices=GrantEventKind.choices)
    on = models.DateField(_("日期"))
    # Of a payment, a recovery, a reversal; what is demanded back of a revocation.
    amount = yuan(_("金额（元）"))
    voucher_number = models.CharField(_("凭证号码"), max_length=60, blank=True)
    voucher = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("说明"), max_length=2000, blank=True)
    # Which entry a reversal undoes; each at most once.
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    # What made a review due, so that the clock asks for it once.
    cause = models.CharField(max_length=60, blank=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # NULL: the clock.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("登记时间"), default=timezone.now)

    objects = GrantEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("激励台账记录")
        ordering = ["grant", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "sequence"], name="grant_event_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["grant", "cause"],
                condition=~Q(cause=""),
                name="grant_event_cause_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "voucher_number"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def tone(self) -> str:
        return EVENT_TONE.get(self.kind, "review")
