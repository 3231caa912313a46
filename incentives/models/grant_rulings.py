"""核定金额: what the authority grants of what was applied for."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from incentives.models.money import yuan
from incentives.querysets.grants import GrantRulingQuerySet
from workflow.models import Application


class GrantRuling(models.Model):
    """An amount set by the authority whose turn it is; the last one counts.

    Never changed, and bound into the chain of the case.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="grant_rulings"
    )
    submission_number = models.PositiveSmallIntegerField()
    stage = models.CharField(_("环节"), max_length=20)
    applied = yuan(_("申请金额（元）"))
    amount = yuan(_("核定金额（元）"))
    reason = models.CharField(_("核定理由"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("核定单位")
    )
    at = models.DateTimeField(_("核定时间"), default=timezone.now)

    objects = GrantRulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("核定金额")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_ruling_within_applied",
                condition=Q(amount__gt=0, amount__lte=F("applied")),
                violation_error_message=_("核定金额须大于零，不超过申请金额。"),
            ),
            models.CheckConstraint(
                name="grant_ruling_less_has_reason",
                condition=Q(amount=F("applied")) | ~Q(reason=""),
                violation_error_message=_("核定金额低于申请金额的，请写明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.amount}"

    def record(self) -> dict[str, Any]:
        """What the chain binds."""
        return {
            "application": self.application_id,
            "submission": self.submission_number,
            "stage": self.stage,
            "applied": f"{self.applied:.2f}",
            "amount": f"{self.amount:.2f}",
            "reason": self.reason,
            "by": self.by_id,
            "organisation": self.organisation_id,
        }
