"""A city's nomination for the national pilot, with the facts it is judged by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.models import Division, ManagingUnit, NewArea
from workflow.models import Application, Round
from workflow.querysets import ApplicationQuerySet

LONG = 5000
ZERO = Decimal(0)
YEARS = (MinValueValidator(2000), MaxValueValidator(2100))


def amount(label: Any, **kwargs: Any) -> Any:
    """A decimal of two places that is not negative; empty in a draft."""
    return models.DecimalField(
        label,
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(ZERO)],
        **kwargs,
    )


def count(label: Any, **kwargs: Any) -> Any:
    """A whole number that is not negative; empty in a draft."""
    return models.PositiveIntegerField(label, null=True, blank=True, **kwargs)


def share(label: Any) -> Any:
    """A percentage, 0–100, two places."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(ZERO), MaxValueValidator(Decimal(100))],
    )


def essay(label: Any, **kwargs: Any) -> Any:
    """A long text; empty in a draft."""
    return models.TextField(label, max_length=LONG, blank=True, **kwargs)


# Long texts that a row of the list does not show.
LONG_TEXTS = (
    "leading_industries",
    "less_developed_note",
    "core_area_reason",
    "condition_economy",
    "condition_talent",
    "condition_will",
    "condition_measures",
    "overall_goal",
    "enterprises_plan",
    "meetings",
)


class CityNomination(Application):
    """A city asks to become a pilot; what it says stands here and in its rows."""

    KIND = "city_nomination"

    # Foundation
    facts_year = models.PositiveSmallIntegerField(
        _("数据年度"), null=True, blank=True, validators=YEARS
    )
    population = amount(_("常住人口（万人）"))
    gdp = amount(_("地区生产总值（亿元）"))
    gdp_rank = models.PositiveSmallIntegerField(
        _("地区生产总值在省内位次"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("直辖市填写在全国直辖市中的位次。"),
    )
    primary_share = share(_("第一产业占比（%）"))
    secondary_share = share(_("第二产业占比（%）"))
    tertiary_share = share(_("第三产业占比（%）"))
    leading_industries = essay(
        _("主导产业"), help_text=_("写明主导产业名称、规模和产业集群。")
    )
    scale_firms = count(_("规模以上工业企业（家）"))
    vocational_students = amount(_("职业教育在校生（万人）"))
    higher_students = amount(_("高等教育在校生（万人）"))
    vocational_schools = count(_("中等职业学校（含技工院校）（所）"))
    vocational_colleges = count(_("高等职业院校（所）"))
    universities = count(_("普通本科高校（所）"))
    less_developed_note = essay(
        _("欠发达地区情况说明"),
        help_text=_("中西部地区城市可说明本地欠发达地区的实际需求；其他城市可不填。"),
    )

    # A municipality's core area: a district or a national new area of its own.
    core_district = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("核心区（市辖区）"),
    )
    core_new_area = models.ForeignKey(
        NewArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("核心区（国家级新区）"),
    )
    core_area_reason = essay(_("确定为试点核心区的理由"))

    # Conditions
    condition_economy = essay(_("经济产业基础支撑"))
    condition_talent = essay(_("教育人才资源集聚"))
    condition_will = essay(_("推进改革的意愿"))
    condition_measures = essay(_("改革举措"))

    # Goals
    overall_goal = essay(_("总体目标"))
    term_start = models.PositiveSmallIntegerField(
        _("试点起始年度"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("试点期为自起始年度起的 5 年。"),
    )

    # Enterprises
    enterprises_midterm = count(_("第 3 年累计培育企业目标（家）"))
    enterprises_target = count(_("第 5 年累计培育企业目标（家）"))
    enterprises_plan = essay(_("培育思路与举措"))

    # Organisation
    leader = models.CharField(_("协调机制负责人"), max_length=100, blank=True)
    leader_post = models.CharField(_("负责人职务"), max_length=100, blank=True)
    office = models.CharField(_("办事机构"), max_length=200, blank=True)
    meetings = essay(_("议事规则"), help_text=_("写明会议频次、议事内容和落实办法。"))
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产教融合型城市申报")
        constraints = [
            models.CheckConstraint(
                name="nomination_one_core_area",
                condition=Q(core_district__isnull=True) | Q(core_new_area__isnull=True),
                violation_error_message=_(
                    "试点核心区只能是一个市辖区或一个国家级新区。"
                ),
            ),
            models.CheckConstraint(
                name="nomination_targets_in_order",
                condition=Q(enterprises_midterm__isnull=True)
                | Q(enterprises_target__isnull=True)
                | Q(enterprises_midterm__lte=F("enterprises_target")),
                violation_error_message=_(
                    "第 5 年累计目标不能小于第 3 年累计目标，请核对。"
                ),
            ),
        ]

    # The parent's columns may be empty for other kinds; a nomination has them always.
    @property
    def city(self) -> Division:
        """The nominated city."""
        return cast(Division, self.division)

    @property
    def unit(self) -> ManagingUnit:
        """The managing unit that answers for it."""
        return cast(ManagingUnit, self.managing_unit)

    @property
    def in_round(self) -> Round:
        """The round in which it was made."""
        return cast(Round, self.round)

    @property
    def core_area(self) -> Division | NewArea | None:
        """The municipality's core area, whichever kind it is."""
        area: Division | NewArea | None = self.core_district or self.core_new_area
        return area


class Recommendation(models.Model):
    """The provincial government's letter, entered by the province at its review."""

    nomination = models.OneToOneField(
        CityNomination, models.CASCADE, related_name="recommendation"
    )
    authority = models.CharField(_("推荐机关"), max_length=200)
    letter_number = models.CharField(_("推荐函文号"), max_length=60)
    letter_date = models.DateField(_("推荐函日期"))
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("省级推荐意见")

    def __str__(self) -> str:
        return f"{self.authority} {self.letter_number}"
