"""What keeps an enterprise out, and how it is removed."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from enterprises.choices import (
    REMOVAL_TONE,
    ExclusionKind,
    RemovalGround,
    RemovalState,
)
from enterprises.models.register import Enterprise
from enterprises.querysets import ConcernQuerySet, RemovalQuerySet
from workflow.models import FourEyes


class Exclusion(models.Model):
    """A fact entered by an authority that keeps an enterprise out while it lasts."""

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="exclusions"
    )
    kind = models.CharField(_("情形"), max_length=12, choices=ExclusionKind.choices)
    note = models.CharField(_("依据"), max_length=500)
    since = models.DateField(_("起始日期"))
    # The last day on which it holds; NULL: until it is lifted.
    until = models.DateField(_("截止日期"), null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("不予受理情形")
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def holds_on(self, day: date) -> bool:
        """Whether it keeps the enterprise out on a day, its last one included."""
        ended = self.until is not None and day > self.until
        return self.lifted_at is None and day >= self.since and not ended


class Suspension(models.Model):
    """A time in which the standing and its certificate are suspended, and why."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="suspensions"
    )
    since = models.DateField(_("暂停日期"))
    reason = models.CharField(_("暂停原因"), max_length=500)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("办理单位")
    )
    suspended_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField(default=timezone.now)
    # NULL: it still runs, or ended with a removal.
    resumed_on = models.DateField(_("恢复日期"), null=True, blank=True)
    resumed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resume_reason = models.CharField(_("恢复原因"), max_length=500, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("暂停资格")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(resumed_on__isnull=True),
                name="suspension_one_open",
                violation_error_message=_("该企业的资格已经暂停。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.since}"


class Removal(FourEyes):
    """A removal from pool and directory on one of the four grounds; four eyes."""

    proposal_name, state_tones = "移出意见", REMOVAL_TONE

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="removals")
    ground = models.CharField(
        _("移出情形"), max_length=12, choices=RemovalGround.choices
    )
    facts = models.TextField(_("事实和依据"), max_length=5000)
    document = models.CharField(_("处理文件及文号"), max_length=200, blank=True)
    # As for everything under four eyes, in the words of the register.
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=RemovalState.choices,
        default=RemovalState.PROPOSED,
    )
    # The last day of the ban that followed.
    banned_until = models.DateField(_("禁止申报截止日"), null=True, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("移出")
        ordering = ["-pk"]
        constraints = [
            *FourEyes.Meta.constraints,
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(state="proposed"),
                name="removal_one_open",
                violation_error_message=_("该企业已有待确认的移出意见。"),
            ),
        ]

    def __str__(self) -> str:
        return f"移出{self.enterprise}"

    def get_absolute_url(self) -> str:
        return reverse("enterprises:removal", args=[self.pk])
