"""The policy list 政策清单: benefits as records with versions."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from enterprises.models.keys import tripled_name
from incentives.choices.policies import (
    POLICY_TONE,
    VERSION_TONE,
    PolicyKind,
    PolicyScope,
    PolicyState,
    PolicySubject,
    TextCheck,
    VersionState,
)
from incentives.querysets.policies import PolicyQuerySet, PolicyVersionQuerySet
from regions.models import Division, ManagingUnit
from regions.pinyin import name_initials, name_pinyin
from ui.words import cn_date

LONG = 5000


class PolicyContent(models.Model):
    """What a benefit says; each version holds it, and the record as now in force."""

    name = models.CharField(_("政策名称"), max_length=200)
    kinds = ArrayField(
        models.CharField(max_length=12, choices=PolicyKind.choices),
        verbose_name=_("类别"),
    )
    subject = models.CharField(
        _("适用主体"),
        max_length=12,
        choices=PolicySubject.choices,
        default=PolicySubject.ENTERPRISE,
    )
    content = models.TextField(_("优惠或支持内容"), max_length=LONG)
    audience = models.TextField(_("适用对象"), max_length=LONG, blank=True)
    # A list of demands; its form is laid down in incentives.conditions.
    conditions: Any = models.JSONField(_("适用条件"), default=list, blank=True)
    basis_title = models.CharField(_("依据文件"), max_length=300)
    basis_number = models.CharField(_("文号"), max_length=100, blank=True)
    basis_url = models.URLField(_("文件链接"), max_length=500, blank=True)
    issuing_body = models.CharField(_("发文机关"), max_length=200, blank=True)
    # NULL: not known, and without end.
    effective_from = models.DateField(_("生效日期"), null=True, blank=True)
    effective_until = models.DateField(_("截止日期"), null=True, blank=True)
    how_to = models.TextField(_("办理方式"), max_length=LONG, blank=True)
    authority = models.CharField(_("受理部门"), max_length=200, blank=True)
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    source = models.CharField(_("信息来源"), max_length=500)
    text_check = models.CharField(
        _("文本核对"),
        max_length=12,
        choices=TextCheck.choices,
        default=TextCheck.CHECKED,
    )

    class Meta:
        abstract = True

    @property
    def kind_words(self) -> str:
        """The kinds by name."""
        return "、".join(str(PolicyKind(kind).label) for kind in self.kinds)

    @property
    def term_words(self) -> str:
        """From–to in words; "" where neither is known."""
        if not self.effective_from and not self.effective_until:
            return ""
        first, last = cn_date(self.effective_from), cn_date(self.effective_until)
        if not last:
            return f"{first}起"
        return f"{first}至{last}" if first else f"{last}止"


CONTENT = tuple(field.name for field in PolicyContent._meta.local_fields)


class PolicyBenefit(PolicyContent):
    """A benefit at its permanent address, as published last."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Key in the file of reference data; NULL for what offices entered.
    seed_key = models.CharField(
        max_length=60, null=True, blank=True, unique=True, editable=False
    )
    scope = models.CharField(_("适用范围"), max_length=8, choices=PolicyScope.choices)
    managing_unit = models.ForeignKey(
        ManagingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("管理单位"),
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("城市"),
    )
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=PolicyState.choices,
        default=PolicyState.DRAFT,
    )
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.CharField(_("撤下原因"), max_length=500, blank=True)
    name_key = tripled_name()
    pinyin = models.CharField(max_length=600, blank=True, editable=False)
    initials = models.CharField(max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("政策")
        # The nation's first, then by place and name.
        ordering = [
            F("managing_unit").asc(nulls_first=True),
            F("division").asc(nulls_first=True),
            "pinyin",
            "pk",
        ]
        constraints = [
            models.CheckConstraint(
                name="policy_scope_has_its_place",
                condition=Q(
                    scope=PolicyScope.NATION,
                    managing_unit__isnull=True,
                    division__isnull=True,
                )
                | Q(
                    scope=PolicyScope.UNIT,
                    managing_unit__isnull=False,
                    division__isnull=True,
                )
                | Q(
                    scope=PolicyScope.CITY,
                    managing_unit__isnull=False,
                    division__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="policy_days_in_order",
                condition=Q(effective_until__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(effective_until__gte=F("effective_from")),
                violation_error_message=_("截止日期不能早于生效日期。"),
            ),
            models.CheckConstraint(
                name="policy_withdrawn_has_moment",
                condition=~Q(state=PolicyState.WITHDRAWN)
                | Q(withdrawn_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "scope", "managing_unit"]),
            models.Index(fields=["updated_at", "id"]),
            GinIndex(fields=["kinds"], name="policy_kinds"),
            GinIndex(
                fields=["name_key"],
                name="policy_name_key_trgm",
                opclasses=["gin_trgm_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pinyin = name_pinyin(self.name)[:600]
        self.initials = name_initials(self.name)[:200]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("incentives:policy", args=[self.public_id])

    @property
    def state_tone(self) -> str:
        return POLICY_TONE[self.state]

    @property
    def area(self) -> str:
        """全国, or the name of the place."""
        if self.scope == PolicyScope.NATION:
            return str(PolicyScope.NATION.label)
        place = self.division if self.scope == PolicyScope.CITY else self.managing_unit
        return str(place)

    def is_in_force_on(self, day: date) -> bool:
        """The same as the queryset's, for one record."""
        began = self.effective_from is None or self.effective_from <= day
        return began and (self.effective_until is None or day <= self.effective_until)


class PolicyVersion(PolicyContent):
    """One version of a benefit: what was published is never changed again."""

    benefit = models.ForeignKey(PolicyBenefit, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=VersionState.choices,
        default=VersionState.DRAFT,
    )
    change_note = models.CharField(_("修订说明"), max_length=500, blank=True)
    # NULL: brought by the portal's reference data.
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(_("起草时间"), default=timezone.now)
    # Why a lead sent it back; empty again once it is proposed anew.
    return_note = models.CharField(_("退回意见"), max_length=500, blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    # Guards an open version against two people.
    version = models.PositiveIntegerField(default=1)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("政策版本")
        ordering = ["benefit", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "number"], name="policy_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["benefit"],
                condition=~Q(state=VersionState.PUBLISHED),
                name="policy_version_one_open",
                violation_error_message=_("该政策已有正在起草的版本。"),
            ),
            models.CheckConstraint(
                name="policy_version_published_has_moment",
                condition=Q(published_at__isnull=False, state=VersionState.PUBLISHED)
                | Q(published_at__isnull=True) & ~Q(state=VersionState.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.number}版）"

    def get_absolute_url(self) -> str:
        args = [self.benefit.public_id, self.number]
        return reverse("incentives:policy-version", args=args)

    @property
    def state_tone(self) -> str:
        return VERSION_TONE[self.state]
