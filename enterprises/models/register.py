"""The register: one record an enterprise, its names, its years, its group."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from enterprises.choices import (
    IN_PILOT,
    STANDING_TONE,
    GroupKind,
    Provenance,
    Standing,
)
from enterprises.models.facts import EnterpriseFacts, YearFigures
from enterprises.models.keys import tripled_name
from enterprises.querysets import EnterpriseNameQuerySet, EnterpriseQuerySet
from regions.choices import UnitKind
from regions.models import Division, ManagingUnit
from regions.pinyin import name_initials, name_pinyin
from workflow.choices import Lane
from workflow.models import RuleSet


def days_of(first: str, last: str) -> Func:
    """The days from–to of a row as a range, both included; NULL is open."""
    return Func(
        F(first),
        F(last),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


class Named(models.Model):
    """A name with the keys by which it is found."""

    name = models.CharField(_("企业名称"), max_length=200)
    name_key = tripled_name()
    pinyin = models.CharField(max_length=600, blank=True, editable=False)
    initials = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_search_keys()
        super().save(*args, **kwargs)

    def set_search_keys(self) -> None:
        """The keys by which it is found; for bulk writes, which call no `save`."""
        # Without spaces, so that a part across syllables is found.
        self.pinyin = name_pinyin(self.name)[:600]
        self.initials = name_initials(self.name)[:200]


class Enterprise(Named, EnterpriseFacts):
    """An enterprise by its unified social credit code, with its place in the pilot."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # NULL, not "", where none is known (an official list may name no codes).
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True
    )
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprise",
        verbose_name=_("平台账户"),
    )
    # NULL: the nation's own (whole groups), or not known from an official list.
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("注册地"),
    )
    standing = models.CharField(
        _("状态"), max_length=10, choices=Standing.choices, default=Standing.NONE
    )
    provenance = models.CharField(
        _("数据来源"), max_length=12, choices=Provenance.choices, blank=True
    )
    pool_number = models.CharField(
        _("入库编号"), max_length=30, null=True, blank=True, unique=True
    )
    pooled_on = models.DateField(_("入库日期"), null=True, blank=True)
    left_pool_on = models.DateField(_("出库日期"), null=True, blank=True)
    # The formal document that lists it, where one is known.
    document_name = models.CharField(_("发文名称"), max_length=200, blank=True)
    document_number = models.CharField(_("发文文号"), max_length=60, blank=True)
    document_date = models.DateField(_("发文日期"), null=True, blank=True)
    source = models.CharField(_("来源说明"), max_length=500, blank=True)
    # The rules under which it entered; plan and reports are due by them.
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, editable=False)
    # The last day of a ban after a removal.
    banned_until = models.DateField(_("禁止申报截止日"), null=True, blank=True)
    suspended_since = models.DateField(_("暂停日期"), null=True, blank=True)
    suspension_note = models.CharField(_("暂停原因"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业")
        ordering = ["pinyin", "pk"]
        constraints = [
            models.CheckConstraint(
                name="enterprise_pooled_has_day",
                condition=Q(pool_number__isnull=True) | Q(pooled_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["standing", "managing_unit", "pinyin", "id"]),
            models.Index(fields=["standing", "pinyin", "id"]),
            models.Index(fields=["updated_at", "id"]),
            # The order of the directory, without sorting a hundred thousand rows.
            models.Index(
                fields=["pinyin", "id"],
                name="enterprise_in_pilot",
                condition=Q(standing__in=IN_PILOT),
            ),
            GinIndex(
                fields=["name_key"],
                name="enterprise_name_key_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            GinIndex(
                fields=["pinyin"],
                name="enterprise_pinyin_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            GinIndex(
                fields=["initials"],
                name="enterprise_initials_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            GinIndex(fields=["tags"], name="enterprise_tags"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("enterprises:enterprise", args=[self.public_id])

    def get_record_url(self) -> str:
        """The inner page, for the enterprise and its authorities."""
        return reverse("enterprises:record", args=[self.public_id])

    @property
    def lane(self) -> Lane:
        """Whole groups go to the nation; the others to their managing unit."""
        if self.group_kind != GroupKind.NONE:
            return Lane.NATIONAL
        return lane_of_unit(self.managing_unit)

    @property
    def is_in_pilot(self) -> bool:
        return self.standing in IN_PILOT

    @property
    def standing_tone(self) -> str:
        return STANDING_TONE[self.standing]

    def is_banned_on(self, day: date) -> bool:
        """Whether a ban still runs; its last day included."""
        return self.banned_until is not None and day <= self.banned_until


def lane_of_unit(unit: ManagingUnit | None) -> Lane:
    """The lane of a unit's enterprises: its own city's, or by way of a city office."""
    if unit is None:
        return Lane.NATIONAL
    by_kind = {
        UnitKind.SEPARATELY_PLANNED: Lane.SEPARATELY_PLANNED,
        UnitKind.MUNICIPALITY: Lane.MUNICIPALITY,
    }
    return by_kind.get(UnitKind(unit.kind), Lane.ORDINARY)


class PoolStay(models.Model):
    """A former stay in the pool, kept when the enterprise enters anew; both days in it.

    The present stay, or the last one, stands in the enterprise itself.
    """

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="stays")
    since = models.DateField(_("入库日期"))
    until = models.DateField(_("出库日期"))
    pool_number = models.CharField(_("入库编号"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("曾在库期间")
        ordering = ["enterprise", "since"]
        constraints = [
            models.CheckConstraint(
                name="pool_stay_days_in_order", condition=Q(until__gte=F("since"))
            ),
            # It may leave and enter on one day: only the first days differ.
            models.UniqueConstraint(
                fields=["enterprise", "since"], name="pool_stay_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since}—{self.until}"


class EnterpriseName(Named):
    """A name an enterprise had, from–to; the last one is open."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="names")
    # NULL: since ever, and until further notice.
    since = models.DateField(_("起"), null=True, blank=True)
    until = models.DateField(_("止"), null=True, blank=True)
    reason = models.CharField(_("变更依据"), max_length=200, blank=True)

    objects = EnterpriseNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("历史名称")
        ordering = ["enterprise", F("since").asc(nulls_first=True)]
        constraints = [
            ExclusionConstraint(
                name="enterprise_one_name_a_day",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    (days_of("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            GinIndex(
                fields=["name_key"],
                name="enterprise_former_name_trgm",
                opclasses=["gin_trgm_ops"],
                condition=Q(until__isnull=False),
            ),
            GinIndex(
                fields=["pinyin"],
                name="enterprise_old_pinyin_trgm",
                opclasses=["gin_trgm_ops"],
                condition=Q(until__isnull=False),
            ),
            GinIndex(
                fields=["initials"],
                name="enterprise_old_initials_trgm",
                opclasses=["gin_trgm_ops"],
                condition=Q(until__isnull=False),
            ),
        ]


class EnterpriseYear(YearFigures):
    """An enterprise's figures of one year, as last reported."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="years")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("年度经营情况")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                name="enterprise_year_once",
                violation_error_message=_("该年度的经营情况已填写。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年"


class GroupMember(models.Model):
    """A member unit of a group from–to: each credits its own surcharges (46号)."""

    parent = models.ForeignKey(Enterprise, models.CASCADE, related_name="members")
    name = models.CharField(_("成员单位名称"), max_length=200)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18)
    # The member's own record, where it has one.
    member = models.ForeignKey(
        Enterprise, models.SET_NULL, null=True, blank=True, related_name="parents"
    )
    control_ratio = models.DecimalField(
        _("控制比例（%）"),
        max_digits=5,
        decimal_places=2,
        validators=[
            MinValueValidator(Decimal("0.01")),
            MaxValueValidator(Decimal(100)),
        ],
        help_text=_("直接和间接持有的表决权比例。"),
    )
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("终止日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("集团成员单位")
        ordering = ["parent", "name", "since"]
        constraints = [
            models.CheckConstraint(
                name="group_member_days_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("终止日期不能早于起始日期。"),
            ),
            ExclusionConstraint(
                name="group_member_one_ratio_a_day",
                expressions=[
                    ("parent", RangeOperators.EQUAL),
                    ("credit_code", RangeOperators.EQUAL),
                    (days_of("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "该成员单位在此期间已有控制比例，请先填写原记录的终止日期。"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
