"""The dynamic reward 动态奖励: schemes, their simulations, figures entered by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from incentives.choices.rewards import (
    ENTRY_TONE,
    SCHEME_TONE,
    SETTLED_SCHEME,
    EntryState,
    Method,
    MissingRule,
    RewardBy,
    RewardLevel,
    SchemeState,
)
from incentives.models.money import yuan
from incentives.querysets.rewards import (
    IndicatorEntryQuerySet,
    RewardSchemeQuerySet,
    SimulationQuerySet,
)
from regions.models import ManagingUnit

YEARS = [MinValueValidator(2019), MaxValueValidator(2100)]
HUNDRED = Decimal(100)


class RewardScheme(models.Model):
    """How units, pilot cities or projects are ranked, and what the best get."""

    level = models.CharField(_("评价对象"), max_length=8, choices=RewardLevel.choices)
    # NULL: of the nation; else a unit's, for its own cities or projects.
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("制定单位")
    )
    name = models.CharField(_("方案名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("评价年度"), validators=YEARS)
    basis = models.CharField(_("依据文件"), max_length=300)
    missing = models.CharField(
        _("缺少数据时"),
        max_length=8,
        choices=MissingRule.choices,
        default=MissingRule.ZERO,
    )
    # Cities that have left and projects that were given up.
    leave_out_ended = models.BooleanField(
        _("已退出的城市、已终止的项目不参加排序"), default=True
    )
    reward_by = models.CharField(
        _("奖励范围"), max_length=8, choices=RewardBy.choices, default=RewardBy.NUMBER
    )
    # A number of places, or a percentage of those ranked.
    reward_size = models.DecimalField(
        _("名次数或比例"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    reward = models.CharField(_("奖励内容"), max_length=500, blank=True)
    amount = yuan(_("按得分分配的奖励资金（元）"))
    # The settled city scheme whose scores are a factor of projects.
    city_result = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("采用的试点城市评价结果"),
    )
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=SchemeState.choices,
        default=SchemeState.DRAFT,
    )
    # What a handler proposed, and what a lead then fixed: the same row.
    fixed = models.ForeignKey(
        "Simulation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("提请时间"), null=True, blank=True)
    fixed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    fixed_at = models.DateTimeField(_("确定时间"), null=True, blank=True)
    # Why it was last sent back.
    returned_note = models.CharField(_("退回理由"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.CharField(_("公布文件及文号"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = RewardSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("动态奖励方案")
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reward_province_is_the_nations",
                condition=~Q(level=RewardLevel.PROVINCE)
                | Q(managing_unit__isnull=True),
                violation_error_message=_("管理单位的评价方案由国家制定。"),
            ),
            models.CheckConstraint(
                name="reward_settled_has_figures",
                condition=~Q(state__in=SETTLED_SCHEME)
                | Q(fixed__isnull=False, fixed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-year"]),
            models.Index(fields=["updated_at", "id"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incentives:reward", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return SCHEME_TONE[self.state]

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED_SCHEME

    @property
    def scope_name(self) -> str:
        """全国, or the unit."""
        return str(self.managing_unit) if self.managing_unit else "全国"


class SchemeIndicator(models.Model):
    """One indicator of a scheme with its weight and how it becomes points."""

    scheme = models.ForeignKey(
        RewardScheme, models.CASCADE, related_name="scheme_indicators"
    )
    indicator = models.CharField(_("指标"), max_length=40)
    weight = models.DecimalField(
        _("权重"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(HUNDRED)],
    )
    method = models.CharField(_("计分方法"), max_length=12, choices=Method.choices)
    higher_is_better = models.BooleanField(_("越大越好"), default=True)
    target = models.DecimalField(
        _("目标值"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("评价指标")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "indicator"], name="reward_indicator_once"
            ),
            models.CheckConstraint(
                name="reward_target_given",
                condition=~Q(method=Method.TARGET) | Q(target__gt=Decimal(0)),
                violation_error_message=_("按目标完成率计分的，请填写大于0的目标值。"),
            ),
        ]

    def __str__(self) -> str:
        return self.indicator


class SchemeExclusion(models.Model):
    """A place that does not take part, and why."""

    scheme = models.ForeignKey(
        RewardScheme, models.CASCADE, related_name="scheme_exclusions"
    )
    place = models.CharField(_("对象"), max_length=40)
    reason = models.CharField(_("理由"), max_length=300)

    class Meta:
        verbose_name = _("不参加排序的对象")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "place"], name="reward_exclusion_once"
            )
        ]

    def __str__(self) -> str:
        return self.place


class Simulation(models.Model):
    """A scheme reckoned once, with all that went in; never changed, never deleted."""

    scheme = models.ForeignKey(RewardScheme, models.PROTECT, related_name="simulations")
    number = models.PositiveSmallIntegerField(_("测算序号"))
    data: Any = models.JSONField()
    # SHA-256 over the canonical spelling of `data`.
    digest = models.CharField(_("数据摘要"), max_length=64)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("测算时间"), default=timezone.now)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SimulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("测算")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"], name="reward_simulation_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}（第{self.number}次测算）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **{**kwargs, "force_insert": True})

    def get_absolute_url(self) -> str:
        args = [self.scheme_id, self.number]
        return reverse("incentives:reward-simulation", args=args)


class IndicatorEntry(models.Model):
    """A figure that the portal does not hold, by its source; another person confirms.

    A correction is a new entry: of the confirmed ones of a place the newest counts.
    """

    indicator = models.CharField(_("指标"), max_length=40)
    level = models.CharField(_("对象类别"), max_length=8, choices=RewardLevel.choices)
    place = models.CharField(_("对象代码"), max_length=40)
    place_name = models.CharField(_("对象"), max_length=100)
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, related_name="+", verbose_name=_("管理单位")
    )
    year = models.PositiveSmallIntegerField(_("年度"), validators=YEARS)
    value = models.DecimalField(_("数值"), max_digits=18, decimal_places=4)
    # Both or neither; a share is reckoned from them.
    numerator = models.DecimalField(
        _("分子"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("分母"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("来源文件或统计资料"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=10, choices=EntryState.choices, default=EntryState.ENTERED
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("录入单位")
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"), default=timezone.now)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    decision_note = models.CharField(_("复核意见"), max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = IndicatorEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("指标数据")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="indicator_entry_share_whole",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__gt=Decimal(0)),
                violation_error_message=_("分子和分母应同时填写，分母应大于0。"),
            )
        ]
        indexes = [
            models.Index(fields=["indicator", "level", "year", "state"]),
            models.Index(fields=["managing_unit", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.place_name} {self.indicator} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:indicator-entry", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return ENTRY_TONE[self.state]
