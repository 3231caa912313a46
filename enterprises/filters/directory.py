"""Search in the directory: the same for page, export and API."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.choices import IN_DIRECTORY, Standing
from enterprises.models import Enterprise
from industries.choices import tag_choices
from industries.forms import industry_choices
from industries.models import Industry
from regions.models import Division, ManagingUnit
from ui.filters import DateFilter, FilterSet

ALL = _("全部")
EVERY_STANDING = "all"


class Places(list[str]):
    """Codes of divisions, that are called by the name of the places."""

    def __init__(self, found: Iterable[Division]) -> None:
        places = list(found)
        super().__init__(place.code for place in places)
        self.name = "、".join(place.full_name for place in places)

    def __str__(self) -> str:
        return self.name


class PlaceField(forms.CharField):
    """A division of GB/T 2260 by code or by name, with all that lies below it."""

    def clean(self, value: Any) -> Any:
        """The places of that name; None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        places = Places(Division.objects.search(text).filter(nearness=0)[:10])
        if not places:
            raise ValidationError(_("没有找到该行政区划，请填写代码或全名，如杭州市。"))
        return places


class PlaceFilter(filters.Filter):
    """Rows of a division and everything below it."""

    field_class = PlaceField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Narrow to the places that the field has found."""
        if not value:
            return qs
        within = [Division.objects.within(code) for code in value]
        return qs.filter(division__in=reduce(or_, within).values("pk"))


class DirectoryFilter(FilterSet):
    """By words, unit, place, industry, tag and standing; names as of a day.

    Without a standing only those that are in the pilot now are shown.
    """

    q = filters.CharFilter(
        label=_("企业名称、拼音、首字母或信用代码"),
        method="by_text",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    standing = filters.ChoiceFilter(
        label=_("状态"),
        choices=[
            *((value, Standing(value).label) for value in IN_DIRECTORY),
            (EVERY_STANDING, _("全部（含已移出、已退出）")),
        ],
        empty_label=_("在库企业"),
        method="by_standing",
    )
    division = PlaceFilter(
        label=_("注册地（含下辖地区）"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("行政区划名称或代码")}),
    )
    industry = filters.ChoiceFilter(
        label=_("国民经济行业"),
        choices=industry_choices,
        empty_label=ALL,
        method="by_industry",
    )
    tag = filters.ChoiceFilter(
        label=_("重点产业领域"), choices=tag_choices, empty_label=ALL, method="by_tag"
    )
    on = DateFilter(label=_("显示该日有效的名称"), method="as_of")

    class Meta:
        model = Enterprise
        fields: list[str] = []
        primary = ["q", "managing_unit", "standing"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Form, chips and check each ask for the choices: one query is enough.
        self.filters["industry"].extra["choices"] = cache(industry_choices)

    def filter_queryset(self, queryset: Any) -> QuerySet[Enterprise]:
        """Only the present ones, unless a standing is asked for."""
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("standing")
        return rows if asked else rows.in_pilot()  # type: ignore[attr-defined,no-any-return]

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """Search in domain words."""
        found: QuerySet[Enterprise] = rows.search(value)
        return found

    def by_standing(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """One standing, or everything that was ever public."""
        if value == EVERY_STANDING:
            return rows  # type: ignore[no-any-return]
        found: QuerySet[Enterprise] = rows.filter(standing=value)
        return found

    def by_industry(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """A division of GB/T 4754, or all of a section."""
        within = Industry.objects.within(value).values("pk")
        found: QuerySet[Enterprise] = rows.filter(industry__in=within)
        return found

    def by_tag(self, rows: Any, name: str, value: str) -> QuerySet[Enterprise]:
        """Those that bear a priority tag."""
        found: QuerySet[Enterprise] = rows.filter(tags__contains=[value])
        return found

    def as_of(self, rows: Any, name: str, value: Any) -> QuerySet[Enterprise]:
        """All rows, with the name that each had on the day."""
        found: QuerySet[Enterprise] = rows.named_on(value)
        return found
