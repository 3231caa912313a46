"""Listed pilot cities, each with its document and how it came here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cities.choices import PILOT_TONE, DatePrecision, PilotStatus, Provenance
from cities.models.nomination import CityNomination
from cities.querysets import ListedImportQuerySet, PilotCityQuerySet
from regions.choices import EconomicRegion
from regions.models import Division, ManagingUnit, NewArea
from ui.words import cn_date


class ListedImport(models.Model):
    """One import of an official list: what was read and what became of each row."""

    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(_("各行结果"), default=list)
    made = models.PositiveIntegerField(_("新增"), default=0)
    unchanged = models.PositiveIntegerField(_("已存在"), default=0)
    waiting = models.PositiveIntegerField(_("待导入"), default=0)
    # NULL: run on the server by the command.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("导入时间"), default=timezone.now)

    objects = ListedImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("名单导入记录")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("cities:listed-import", args=[self.pk])


class PilotCity(models.Model):
    """A pilot city, or a municipality's core area, on the national list."""

    # The division's code; xq + number for a new area that is no division.
    code = models.CharField(_("代码"), max_length=10)
    name = models.CharField(_("名称"), max_length=100)
    core_area = models.CharField(_("试点核心区"), max_length=60, blank=True)
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pilot_cities",
        verbose_name=_("行政区划"),
    )
    new_area = models.ForeignKey(
        NewArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pilot_cities",
        verbose_name=_("国家级新区"),
    )
    managing_unit = models.ForeignKey(
        ManagingUnit,
        models.PROTECT,
        related_name="pilot_cities",
        verbose_name=_("管理单位"),
    )
    economic_region = models.CharField(
        _("所属区域"), max_length=12, choices=EconomicRegion.choices
    )
    batch = models.PositiveSmallIntegerField(_("批次"), null=True, blank=True)
    document_name = models.CharField(_("发文名称"), max_length=200, blank=True)
    document_number = models.CharField(_("发文文号"), max_length=60, blank=True)
    document_date = models.DateField(_("发文日期"), null=True, blank=True)
    document_date_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    listed_on = models.DateField(_("列入日期"), null=True, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=PilotStatus.choices,
        default=PilotStatus.LISTED,
    )
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)
    end_reason = models.TextField(_("退出原因"), max_length=5000, blank=True)
    provenance = models.CharField(
        _("数据来源"), max_length=10, choices=Provenance.choices
    )
    source = models.CharField(_("来源说明"), max_length=500, blank=True)
    nomination = models.OneToOneField(
        CityNomination,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pilot_city",
    )
    listed_import = models.ForeignKey(
        ListedImport, models.PROTECT, null=True, blank=True, related_name="cities"
    )
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PilotCityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("试点城市")
        ordering = ["managing_unit__order", "code", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status="listed"),
                name="pilot_city_listed_once",
                violation_error_message=_("该城市已在试点名单中。"),
            ),
            models.CheckConstraint(
                name="pilot_city_ended_has_day",
                condition=Q(status="listed", ended_on__isnull=True)
                | Q(status="ended", ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="pilot_city_import_has_source",
                condition=Q(provenance="nomination", nomination__isnull=False)
                | Q(provenance="import") & ~Q(source=""),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "managing_unit"]),
            models.Index(fields=["updated_at", "id"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cities:pilot-city", args=[self.code])

    @property
    def status_tone(self) -> str:
        return PILOT_TONE[self.status]

    @property
    def document_date_words(self) -> str:
        """The day, or only the month where no more is known."""
        if self.document_date is None:
            return ""
        if self.document_date_precision == DatePrecision.MONTH:
            return f"{self.document_date.year}年{self.document_date.month}月"
        return cn_date(self.document_date)
