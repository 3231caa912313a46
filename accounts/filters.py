"""Filters of accounts: page, API and export alike."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import AccessKind, OrganisationKind, OrganisationStatus
from accounts.forms import end_of, start_of
from regions.models import ManagingUnit
from ui.filters import DateFilter, FilterSet, SearchFilter


def search_field(label: Any, method: str) -> django_filters.CharFilter:
    """A search box answered by a method of the filter."""
    widget = forms.TextInput(attrs={"type": "search"})
    return django_filters.CharFilter(
        label=label, method=method, max_length=100, widget=widget
    )


def yes_or_no(label: Any, yes: Any, no: Any) -> django_filters.TypedChoiceFilter:
    """A choice between the two values of a boolean."""
    return django_filters.TypedChoiceFilter(
        label=label,
        choices=[("", _("全部")), ("true", yes), ("false", no)],
        coerce=lambda value: value == "true",
    )


class OrganisationFilter(FilterSet):
    """Organisations by name, pinyin or credit code, kind, state and unit."""

    q = search_field(_("名称、拼音或信用代码"), "by_words")
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=OrganisationKind.choices
    )
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=OrganisationStatus.choices
    )
    managing_unit = django_filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )

    def by_words(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Name, pinyin, initials or credit code."""
        return rows.search(text)  # type: ignore[attr-defined,no-any-return]


class UserFilter(FilterSet):
    """Accounts by name, user name, e-mail and state."""

    q = SearchFilter(
        fields=["name", "username", "email"], label=_("姓名、用户名或邮箱")
    )
    is_active = yes_or_no(_("状态"), _("正常"), _("已停用"))


class AccessFilter(FilterSet):
    """The log by what, who, from where and when."""

    q = search_field(_("用户名、来源地址或内容"), "by_words")
    kind = django_filters.ChoiceFilter(label=_("事项"), choices=AccessKind.choices)
    since = DateFilter(label=_("起始日期"), method="from_day")
    until = DateFilter(label=_("截止日期"), method="to_day")
    succeeded = yes_or_no(_("结果"), _("成功"), _("失败"))

    def by_words(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Part of the user name or text, or the beginning of an address."""
        words = Q(username__icontains=text) | Q(detail__icontains=text)
        return rows.filter(
            words | Q(user__name__icontains=text) | Q(address__startswith=text)
        )

    def from_day(self, rows: QuerySet[Any], _name: str, day: Any) -> QuerySet[Any]:
        """From the beginning of a day."""
        return rows.filter(at__gte=start_of(day))

    def to_day(self, rows: QuerySet[Any], _name: str, day: Any) -> QuerySet[Any]:
        """Until the end of a day."""
        return rows.filter(at__lte=end_of(day))
