"""Places of the pilot and the days it works: reference data below every other app."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.choices import EconomicRegion, Level, UnitKind
from regions.querysets import (
    CalendarDayQuerySet,
    DivisionQuerySet,
    ManagingUnitQuerySet,
    PublicQuerySet,
)

SIX_DIGITS = RegexValidator(r"^\d{6}$", _("代码应为六位数字。"))


class ManagingUnit(models.Model):
    """One of the 37: 31 provinces, 5 separately planned cities and the XPCC."""

    code = models.CharField(
        _("代码"), max_length=6, primary_key=True, validators=[SIX_DIGITS]
    )
    name = models.CharField(_("名称"), max_length=40, unique=True)
    short_name = models.CharField(_("简称"), max_length=10, unique=True)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind)
    province_code = models.CharField(_("所在省份代码"), max_length=6)
    economic_region = models.CharField(
        _("所属区域"), max_length=12, choices=EconomicRegion
    )
    is_standard_code = models.BooleanField(_("国家标准代码"), default=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    pinyin = models.CharField(_("拼音"), max_length=120, blank=True)
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now)

    objects = ManagingUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("管理单位")
        ordering = ["order", "code"]
        indexes = [models.Index(fields=["province_code"], name="unit_by_province")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_separately_planned(self) -> bool:
        """Nominates itself, without its province."""
        return self.kind == UnitKind.SEPARATELY_PLANNED

    @property
    def is_municipality(self) -> bool:
        """Must name a district or a national new area of its own as core area."""
        return self.kind == UnitKind.MUNICIPALITY


class Division(models.Model):
    """An administrative division of GB/T 2260: province, prefecture or county."""

    code = models.CharField(
        _("代码"), max_length=6, primary_key=True, validators=[SIX_DIGITS]
    )
    name = models.CharField(_("名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=160)
    level = models.CharField(_("级别"), max_length=12, choices=Level)
    # 1, 2, 3 from the top: text values of `level` do not sort in that order.
    level_order = models.PositiveSmallIntegerField(_("级别序"), default=3)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    province_code = models.CharField(_("省份代码"), max_length=6)
    managing_unit = models.ForeignKey(
        ManagingUnit,
        verbose_name=_("管理单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="divisions",
    )
    economic_region = models.CharField(
        _("所属区域"), max_length=12, choices=EconomicRegion, blank=True
    )
    is_separately_planned = models.BooleanField(_("计划单列市"), default=False)
    is_standard_code = models.BooleanField(_("国家标准代码"), default=True)
    is_less_developed = models.BooleanField(_("欠发达地区"), default=False)
    less_developed_basis = models.CharField(_("认定依据"), max_length=300, blank=True)
    # Filled by a correction on a page; `load_reference` leaves such rows alone.
    flag_corrected_by = models.CharField(_("更正人"), max_length=80, blank=True)
    flag_corrected_at = models.DateTimeField(_("更正时间"), null=True, blank=True)
    pinyin = models.CharField(_("拼音"), max_length=200, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=60, blank=True)
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_less_developed=False) | ~Q(less_developed_basis=""),
                name="less_developed_has_a_basis",
                violation_error_message=_("标为欠发达地区的，应写明认定依据。"),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | ~Q(level=Level.PROVINCE) & Q(parent__isnull=False),
                name="only_a_province_has_no_parent",
                violation_error_message=_("省级以下的行政区划应有上级。"),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["full_name"],
                name="division_full_name_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            models.Index(
                fields=["pinyin"],
                name="division_pinyin",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(
                fields=["initials"],
                name="division_initials",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(fields=["level", "code"], name="division_by_level"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """The division's own page."""
        return reverse("regions:division", kwargs={"pk": self.pk})

    @property
    def is_municipality(self) -> bool:
        """Beijing, Tianjin, Shanghai or Chongqing itself."""
        return self.code in {"110000", "120000", "310000", "500000"}


class NewArea(models.Model):
    """One of the 19 national new areas: a functional zone, not a division."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    host_unit = models.ForeignKey(
        ManagingUnit,
        verbose_name=_("所属管理单位"),
        on_delete=models.PROTECT,
        related_name="new_areas",
    )
    host_province_code = models.CharField(_("所在省份代码"), max_length=6)
    host_cities = models.CharField(_("所在城市"), max_length=80, blank=True)
    established = models.DateField(
        _("设立时间"), help_text=_("只精确到月，日一律记为 1 日。")
    )
    division = models.ForeignKey(
        Division,
        verbose_name=_("对应行政区划"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="new_areas",
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("国家级新区")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

    @property
    def in_municipality(self) -> bool:
        """Whether it can be a municipality's core area (reads `host_unit`)."""
        return self.host_unit.is_municipality


class CalendarDay(models.Model):
    """An administrator's correction of one day of the working-day calendar."""

    date = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("是否工作日"))
    note = models.CharField(_("依据"), max_length=200)
    # Text, not a user: accounts stands above regions.
    corrected_by = models.CharField(_("更正人"), max_length=80)
    updated = models.DateTimeField(_("更正时间"), auto_now=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工作日更正")
        ordering = ["date"]

    def __str__(self) -> str:
        day: date = self.date
        kind = _("工作日") if self.is_working else _("非工作日")
        return f"{day.year}年{day.month}月{day.day}日：{kind}"


class CalendarYear(models.Model):
    """A year whose arrangement an administrator has entered and declared complete."""

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    note = models.CharField(_("依据"), max_length=200)
    confirmed_by = models.CharField(_("确认人"), max_length=80)
    updated = models.DateTimeField(_("确认时间"), auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已确认的年度")
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年"
