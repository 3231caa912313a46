"""The ledger of a project's money; entries are only ever added."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from incentives.choices.projects import FundSource, FundStep
from incentives.models.fund_applications import FundApplication
from incentives.models.money import yuan
from incentives.models.projects import Project
from incentives.querysets.projects import FundEntryQuerySet


class FundEntry(models.Model):
    """An amount of one source, allotted, planned, paid or used on a day.

    A wrong one is undone by a counter entry, which takes the same amount away again.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="entries")
    source = models.CharField(_("资金来源"), max_length=12, choices=FundSource.choices)
    step = models.CharField(_("环节"), max_length=12, choices=FundStep.choices)
    # Negative in a counter entry alone.
    amount = yuan(_("金额（元）"), validators=[])
    day = models.DateField(_("日期"))
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    voucher_number = models.CharField(_("凭证号码"), max_length=60, blank=True)
    voucher = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("用途和说明"), max_length=300, blank=True)
    # The entry that this one undoes; each is undone once at most.
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    # The approved application on which it is allotted.
    application = models.ForeignKey(
        FundApplication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        verbose_name=_("资金申请"),
    )
    # Why an entry is undone, or why warnings were passed over.
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    # The warnings that were shown and confirmed, as sentences.
    warnings: models.JSONField[list[str], list[str]] = models.JSONField(
        _("已确认的提醒"), default=list
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("登记单位")
    )
    entered_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("资金台账")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="fund_entry_sign",
                condition=Q(corrects__isnull=True, amount__gt=Decimal(0))
                | Q(corrects__isnull=False, amount__lt=Decimal(0)) & ~Q(reason=""),
                violation_error_message=_("登记金额应大于0；冲销应为负数并写明理由。"),
            )
        ]
        indexes = [
            models.Index(fields=["project", "source", "step"]),
            models.Index(fields=["voucher_number"]),
            models.Index(fields=["entered_at", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.get_step_display()} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:fund-entry", args=[self.pk])

    @property
    def is_counter(self) -> bool:
        """Whether it undoes another."""
        return self.corrects_id is not None

    @property
    def is_undone(self) -> bool:
        """Whether a counter entry took it away again."""
        return hasattr(self, "corrected_by")

    @property
    def state_label(self) -> str:
        if self.is_counter:
            return "冲销记录"
        return "已冲销" if self.is_undone else "有效"

    @property
    def state_tone(self) -> str:
        return "off" if self.is_counter or self.is_undone else "good"

    @property
    def project_url(self) -> str:
        return self.project.get_absolute_url()

    @property
    def look_label(self) -> str:
        """What leads to it in a list."""
        return "查看"
