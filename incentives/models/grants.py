"""Grants: what an enterprise or a city is awarded, on what basis, and what came of it.

Plan 五（一）: finance, fiscal, land and credit for certified enterprises, and other
grants for those in the pool and for cities. An award is written once; everything after
it is an event that is only added. State and sums follow from the events.
"""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier
from accounts.models import Organisation
from documents.models import Attachment
from enterprises.models import Enterprise
from enterprises.models.facts import essay, words
from enterprises.models.register import days_of
from incentives.choices.grants import (
    ENDED,
    GRANT_TONE,
    INCENTIVE_GRANT,
    GrantCategory,
    GrantState,
    ProposalAct,
)
from incentives.models.money import yuan
from incentives.models.policies import PolicyVersion
from incentives.querysets.grants import GrantProposalQuerySet, GrantQuerySet
from regions.models import Division, ManagingUnit
from workflow.models import Application, FourEyes
from workflow.querysets import ApplicationQuerySet

CENT = Decimal("0.01")


def optional_yuan(label: Any) -> Any:
    """An amount in yuan, empty where a right has none."""
    return yuan(
        label, null=True, blank=True, default=None, validators=[MinValueValidator(CENT)]
    )


class GrantTerms(models.Model):
    """Who gets what, on which basis, from when to when."""

    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("企业"),
    )
    city = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("城市"),
    )
    category = words(_("激励类别"), 12, choices=GrantCategory.choices)
    # The benefit it rests on, where the policy list has it; the document is its own.
    policy = models.ForeignKey(
        PolicyVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("政策清单中的依据"),
        help_text=_("选择后，依据文件的名称、文号和链接由系统带出，可以不填。"),
    )
    basis_name = words(_("依据文件名称"))
    basis_number = words(
        _("依据文件文号"), 100, help_text=_("没有文号的不填，以文件名称为准。")
    )
    basis_url = models.URLField(_("依据文件链接"), max_length=300, blank=True)
    amount = optional_yuan(_("金额（元）"))
    right = words(
        _("权益内容"), 500, help_text=_("没有金额的，写明贷款、用地、信用等权益。")
    )
    starts = models.DateField(_("执行期起"), null=True, blank=True)
    # NULL: without an end.
    ends = models.DateField(
        _("执行期止"), null=True, blank=True, help_text=_("没有期限的不填。")
    )
    conditions = essay(_("条件"), help_text=_("没有附加条件的填写“无”。"))

    class Meta:
        abstract = True

    @property
    def receiver(self) -> Enterprise | Division | None:
        return self.enterprise or self.city

    @property
    def receiver_words(self) -> str:
        """How the receiver is called."""
        if self.enterprise is not None:
            return self.enterprise.name
        return self.city.full_name if self.city is not None else ""


class IncentiveGrant(Application, GrantTerms):
    """An enterprise or a city applies for a grant."""

    KIND = INCENTIVE_GRANT

    national_funds = models.BooleanField(
        _("申请国家资金"),
        null=True,
        blank=True,
        help_text=_("使用国家资金的，省级审核后由国家牵头部门审核。"),
    )
    reason = essay(_("申请理由"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("激励申请")

    def __str__(self) -> str:
        return self.title


class Grant(GrantTerms):
    """An award as it was made; what follows stands in its events."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("激励编号"), max_length=40, unique=True)
    application = models.OneToOneField(
        IncentiveGrant, models.PROTECT, null=True, blank=True, related_name="grant"
    )
    # The authority that granted it and answers for it.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("授予单位")
    )
    tier = models.CharField(_("授予层级"), max_length=10, choices=Tier.choices)
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所在地"),
    )
    # As called on the day of the award.
    receiver_name = models.CharField(_("激励对象"), max_length=200)
    receiver_key = models.CharField(max_length=30, editable=False)
    # The number of the basis, spelled alike; its name where it has none.
    basis_key = models.CharField(max_length=200, editable=False)
    awarded_on = models.DateField(_("授予日期"))
    # What follows from the events, kept so that lists and sums need not read them.
    state = models.CharField(
        _("状态"),
        max_length=12,
        choices=GrantState.choices,
        default=GrantState.AWARDED,
        editable=False,
    )
    paid = yuan(_("已兑付（元）"), editable=False)
    demanded = yuan(_("应收回（元）"), editable=False)
    recovered = yuan(_("已收回（元）"), editable=False)
    needs_review = models.BooleanField(_("待复核"), default=False, editable=False)
    amount_is_public = models.BooleanField(_("公开金额"), default=False, editable=False)
    event_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("激励")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_one_receiver",
                condition=Q(enterprise__isnull=True, city__isnull=False)
                | Q(enterprise__isnull=False, city__isnull=True),
                violation_error_message=_("激励对象须为一家企业或一个城市。"),
            ),
            models.CheckConstraint(
                name="grant_days_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message=_("执行期止不能早于执行期起。"),
            ),
            models.CheckConstraint(
                name="grant_sums_within_bounds",
                condition=Q(
                    paid__lte=Coalesce(F("amount"), Decimal(0)),
                    demanded__lte=F("paid"),
                    recovered__lte=F("demanded"),
                    recovered__gte=0,
                ),
                violation_error_message=_("兑付不能超过金额，收回不能超过兑付。"),
            ),
            ExclusionConstraint(
                name="grant_no_double_award",
                expressions=[
                    ("receiver_key", RangeOperators.EQUAL),
                    ("basis_key", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (days_of("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state__in=ENDED),
                violation_error_message=_("同一依据的同类激励已经授予。"),
            ),
        ]
        indexes = [
            models.Index(fields=["managing_unit", "category", "state"]),
            models.Index(fields=["receiver_key", "basis_key"]),
            models.Index(fields=["state", "starts", "ends"]),
            # By which heads of the ledger sort.
            models.Index(fields=["awarded_on"]),
            models.Index(fields=["amount"]),
            models.Index(fields=["paid"]),
            models.Index(fields=["updated_at", "id"]),
            models.Index(
                fields=["organisation"],
                name="grant_to_review",
                condition=Q(needs_review=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver_name}{self.get_category_display()}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:grant", args=[self.public_id])

    @property
    def state_tone(self) -> str:
        return GRANT_TONE[self.state]

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def to_recover(self) -> Decimal:
        """Still to come back, in yuan."""
        return self.demanded - self.recovered

    @property
    def still_to_pay(self) -> Decimal:
        """Not paid yet, in yuan; nothing once it is revoked."""
        if self.is_ended or self.amount is None:
            return Decimal(0)
        return self.amount - self.paid

    @property
    def year(self) -> int:
        return self.awarded_on.year

    @property
    def public_amount(self) -> Decimal | None:
        """The amount where the authority lets everybody know it."""
        return self.amount if self.amount_is_public else None

    def is_in_force_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        begun = self.starts is not None and self.starts <= day
        return not self.is_ended and begun and (self.ends is None or day <= self.ends)


class GrantProposal(GrantTerms, FourEyes):
    """An award without application, or a revocation, proposed by a handler."""

    act = models.CharField(_("事项"), max_length=8, choices=ProposalAct.choices)
    # What is to be revoked; for a direct award what came of it.
    grant = models.ForeignKey(
        Grant, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    awarded_on = models.DateField(_("授予日期"), null=True, blank=True)
    amount_is_public = models.BooleanField(_("公开金额"), default=False)
    # Why: for an award its reason, for a revocation its ground.
    ground = models.CharField(_("理由"), max_length=2000)
    demanded = yuan(_("应收回（元）"))
    evidence = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = GrantProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("激励办理意见")
        ordering = ["-pk"]
        constraints = [
            *FourEyes.Meta.constraints,
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(act="revoke", state="proposed"),
                name="grant_revocation_one_open",
                violation_error_message=_("该激励已有待确认的撤销意见。"),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"{self.get_act_display()}：{self.receiver_words}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:grant-proposal", args=[self.pk])
