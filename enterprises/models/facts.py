"""Columns that the register and the application hold alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.choices import GroupKind, Ownership, Size
from industries.fields import IndustryKey, TagsField

YEAR_BOUNDS = (MinValueValidator(2000), MaxValueValidator(2100))
LONG = 5000


def amount(label: Any, **kwargs: Any) -> Any:
    """Money in yuan to the cent; empty in a draft. Profit may be negative."""
    validators = kwargs.pop("validators", [MinValueValidator(Decimal(0))])
    return models.DecimalField(
        label,
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=validators,
        **kwargs,
    )


def count(label: Any, **kwargs: Any) -> Any:
    """A whole number that is not negative; empty in a draft."""
    return models.PositiveIntegerField(label, null=True, blank=True, **kwargs)


def words(label: Any, length: int = 200, **kwargs: Any) -> Any:
    """A line of text; empty in a draft."""
    return models.CharField(label, max_length=length, blank=True, **kwargs)


def essay(label: Any, **kwargs: Any) -> Any:
    """A long text; empty in a draft."""
    return models.TextField(label, max_length=LONG, blank=True, **kwargs)


def answer(label: Any, **kwargs: Any) -> Any:
    """Yes, no, or not answered yet."""
    return models.BooleanField(label, null=True, blank=True, **kwargs)


class EnterpriseFacts(models.Model):
    """What an enterprise is; the application freezes it, the register keeps it."""

    registered_on = models.DateField(_("成立日期"), null=True, blank=True)
    address = words(_("注册地址"))
    legal_representative = words(_("法定代表人"), 50)
    ownership = words(_("所有制形式"), 24, choices=Ownership.choices)
    size = words(_("企业规模"), 8, choices=Size.choices)
    is_above_scale = answer(
        _("规模以上企业"),
        help_text=_("规模以上工业企业指年主营业务收入2000万元及以上。"),
    )
    is_stock_listed = answer(_("上市公司"))
    # Decides the lane: whole groups are the nation's (plan, part four, last paragraph).
    group_kind = models.CharField(
        _("申报主体"),
        max_length=20,
        choices=GroupKind.choices,
        default=GroupKind.NONE,
    )
    industry = IndustryKey(_("国民经济行业大类"))
    tags = TagsField(_("重点产业领域"))
    staff = count(_("职工人数（人）"))
    technical_staff = count(_("技术技能人员（人）"))
    website = models.URLField(_("企业网站"), max_length=200, blank=True)
    contact = words(_("联系人"), 50)
    contact_phone = words(_("联系电话"), 30)
    contact_mail = models.EmailField(_("电子邮箱"), blank=True)

    class Meta:
        abstract = True


class YearFigures(models.Model):
    """Figures of one year, in yuan."""

    year = models.PositiveSmallIntegerField(
        _("年度"), null=True, blank=True, validators=YEAR_BOUNDS
    )
    revenue = amount(_("营业收入（元）"))
    tax = amount(_("实缴税费（元）"))
    profit = amount(_("利润总额（元）"), validators=[])
    research = amount(_("研发费用（元）"))
    fund_drawn = amount(_("提取职工教育经费（元）"))
    fund_used = amount(_("使用职工教育经费（元）"))

    class Meta:
        abstract = True


FACTS = tuple(f.name for f in EnterpriseFacts._meta.local_fields)
FIGURES = tuple(f.name for f in YearFigures._meta.local_fields if f.name != "year")
# Long texts that a row of a list does not show.
LONG_TEXTS = ("cooperation", "goals")
