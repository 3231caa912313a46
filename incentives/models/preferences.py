"""Preferences in enrolment plans, investment and degree points (plan 五（二）)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from incentives.choices.grants import PREFERENCE_UNIT, PreferenceKind
from incentives.querysets.grants import PreferenceQuerySet
from industries.models import Industry
from regions.models import Division, ManagingUnit
from workflow.models import FourEyes


class Preference(FourEyes):
    """An entry of the ledger, once confirmed; a counter entry takes some of it off."""

    proposal_name = "登记"

    kind = models.CharField(
        _("倾斜类别"), max_length=20, choices=PreferenceKind.choices
    )
    city = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("城市"),
    )
    school = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("学校"),
    )
    industry = models.ForeignKey(
        Industry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("行业"),
    )
    # Of the receiver, or of who gives; NULL: the nation's.
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(2019), MaxValueValidator(2100)]
    )
    # Places, yuan or points by kind; negative only in a counter entry.
    quantity = models.DecimalField(_("数量"), max_digits=16, decimal_places=2)
    basis_name = models.CharField(_("依据文件名称"), max_length=200)
    basis_number = models.CharField(_("依据文件文号"), max_length=100, blank=True)
    basis_url = models.URLField(_("依据文件链接"), max_length=300, blank=True)
    note = models.CharField(_("说明"), max_length=2000, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("倾斜支持")
        ordering = ["-pk"]
        constraints = [
            *FourEyes.Meta.constraints,
            models.CheckConstraint(
                name="preference_one_receiver",
                condition=Q(
                    city__isnull=False, school__isnull=True, industry__isnull=True
                )
                | Q(city__isnull=True, school__isnull=False, industry__isnull=True)
                | Q(city__isnull=True, school__isnull=True, industry__isnull=False),
                violation_error_message=_("对象须为一个城市、一所学校或一个行业。"),
            ),
            models.CheckConstraint(
                name="preference_sign",
                condition=Q(corrects__isnull=True, quantity__gt=0)
                | Q(corrects__isnull=False, quantity__lt=0),
                violation_error_message=_("数量须大于零；更正以冲减记录登记。"),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "year", "state"]),
            models.Index(fields=["managing_unit", "state"]),
        ]

    def __str__(self) -> str:
        what = "冲减" if self.corrects_id else ""
        return f"{self.receiver_words}{self.year}年{self.get_kind_display()}{what}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:preference", args=[self.pk])

    @property
    def receiver_words(self) -> str:
        if self.city is not None:
            return self.city.full_name
        return str(self.school or self.industry)

    @property
    def unit_words(self) -> str:
        """名, 元 or 个."""
        return PREFERENCE_UNIT[self.kind]

    @property
    def left(self) -> Decimal:
        """What stands of it after its confirmed corrections."""
        rows = self.corrections.filter(state="confirmed")
        taken = rows.aggregate(n=models.Sum("quantity"))["n"] or Decimal(0)
        return self.quantity + taken
