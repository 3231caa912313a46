"""The credit declaration 抵免信息申报, and what the managing unit says of its items."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from enterprises.models import Enterprise
from enterprises.models.facts import answer, essay
from incentives.choices.declarations import CREDIT_DECLARATION
from incentives.models.money import yuan
from incentives.querysets import CreditDeclarationQuerySet, CreditRulingQuerySet
from workflow.models import Application

FIRST_YEAR = 2019


class CreditDeclaration(Application):
    """A firm's credit of a calendar year, all its taxpayers together, for the record.

    One at a time; after it is approved a further one of the same year may follow, and
    takes its place when it is approved in turn.
    """

    KIND = CREDIT_DECLARATION

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="credit_declarations"
    )
    year = models.PositiveSmallIntegerField(
        _("申报年度"), validators=[MinValueValidator(FIRST_YEAR)]
    )
    # The approved one of the same year that this one is to replace.
    supplements = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supplementary"
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced"
    )
    remark = essay(_("补充说明"), help_text=_("需要向管理单位说明的情况，可以不填。"))
    commitment = answer(_("承诺所报投资真实发生，凭证真实、合法、完整，并留存备查"))
    # As last handed in: the investment lines of all filed statements of the year.
    declared_investment = yuan(_("申报投资额（元）"))
    # As approved; 0 before. The ledger may be corrected later: a further declaration.
    confirmed_investment = yuan(_("认定投资额（元）"))
    used = yuan(_("抵免额（估算，元）"))
    carried_forward = yuan(_("年末结转（估算，元）"))
    to_repay = yuan(_("应补缴（估算，元）"))
    confirmed_at = models.DateTimeField(_("认定时间"), null=True, blank=True)

    objects = CreditDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("抵免信息申报")
        indexes = [models.Index(fields=["year", "enterprise"])]


class CreditRuling(models.Model):
    """One act of the managing unit: whether the pool status is right, and of items.

    Never changed, and bound into the chain of the case. It is in force once the firm
    was told: when the case was decided, or sent back.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="credit_rulings"
    )
    submission_number = models.PositiveSmallIntegerField()
    # NULL: this act says nothing of it.
    pool_confirmed = models.BooleanField(_("入库状态"), null=True)
    pool_reason = models.CharField(_("入库状态说明"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = CreditRulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免逐项审核")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.at:%Y-%m-%d}"

    def record(self) -> dict[str, Any]:
        """What the chain binds: the items with the lines as they then were."""
        return {
            "application": self.application_id,
            "submission": self.submission_number,
            "pool": self.pool_confirmed,
            "pool_reason": self.pool_reason,
            "by": self.by_id,
            "organisation": self.organisation_id,
            "items": [
                [row.line_id, row.decision, row.reason]
                for row in sorted(self.decisions.all(), key=lambda row: row.pk)
            ],
        }
