"""Search in the credit ledgers: the same for page, sums, export and API."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.filters.directory import PlaceField
from enterprises.models import Enterprise
from incentives.models import CreditAccount, CreditPeriod
from regions.models import Division, ManagingUnit
from ui.filters import FilterSet

ALL = _("全部")
TO_REPAY, HELD, CORRECTED = "to_repay", "held", "corrected"
MARKS = {
    TO_REPAY: Q(result__to_repay__gt=0),
    HELD: Q(result__is_held=True),
    CORRECTED: Q(statement__number__gt=1),
}


class FirmPlaceFilter(filters.Filter):
    """Ledgers of enterprises in a division or below it."""

    field_class = PlaceField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Narrow to the places that the field has found."""
        if not value:
            return qs
        within = reduce(or_, [Division.objects.within(code) for code in value])
        return qs.filter(**{f"{self.field_name}__in": within.values("pk")})


class LedgerFilter(FilterSet):
    """Periods by the words of firm or taxpayer, year, unit, place and mark."""

    q = filters.CharFilter(
        label=_("企业或纳税人名称、拼音、信用代码"),
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = filters.NumberFilter(
        label=_("年度"), min_value=2019, max_value=2100, method="of_year"
    )
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"),
        field_name="account__enterprise__managing_unit",
        queryset=ManagingUnit.objects.all(),
    )
    mark = filters.ChoiceFilter(
        label=_("需要关注"),
        choices=[
            (TO_REPAY, _("有应补缴金额")),
            (HELD, _("结转待税务机关确定")),
            (CORRECTED, _("更正过")),
        ],
        empty_label=ALL,
        method="by_mark",
    )
    division = FirmPlaceFilter(
        field_name="account__enterprise__division",
        label=_("企业注册地（含下辖地区）"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("行政区划名称或代码")}),
    )
    account = filters.UUIDFilter(
        label=_("台账"), field_name="account__public_id", widget=forms.HiddenInput
    )

    class Meta:
        model = CreditPeriod
        fields: list[str] = []
        primary = ["q", "year", "managing_unit", "mark"]

    def by_text(self, rows: Any, name: str, value: str) -> Any:
        """The firm as the register finds it, or the member unit that files itself."""
        firms = Enterprise.objects.search(value).order_by().values("pk")
        taxpayer = Q(account__name__icontains=value.strip())
        code = Q(account__credit_code__startswith=value.strip().upper())
        return rows.filter(Q(account__enterprise__in=firms) | taxpayer | code)

    def of_year(self, rows: Any, name: str, value: Any) -> Any:
        """Periods within the year."""
        return rows.of_year(int(value))

    def by_mark(self, rows: Any, name: str, value: str) -> Any:
        """What an official should look at."""
        return rows.filter(MARKS[value])


class AccountFilter(FilterSet):
    """Accounts of an enterprise, or of a taxpayer."""

    enterprise = filters.UUIDFilter(label=_("企业"), field_name="enterprise__public_id")
    credit_code = filters.CharFilter(label=_("纳税人识别号"))

    class Meta:
        model = CreditAccount
        fields: list[str] = []
