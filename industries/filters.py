"""Search in industries."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from industries.models import Industry
from ui.filters import FilterSet


class IndustryFilter(FilterSet):
    """By text (code or part of the name), level and section."""

    q = filters.CharFilter(label=_("代码或名称"), method="by_text", max_length=40)
    level = filters.ChoiceFilter(
        label=_("级别"),
        choices=[("section", _("门类")), ("division", _("大类"))],
        method="by_level",
    )
    section = filters.CharFilter(label=_("门类代码"), max_length=1)

    class Meta:
        model = Industry
        fields: list[str] = []

    def by_text(self, rows: Any, name: str, value: str) -> QuerySet[Industry]:
        """Search in domain words."""
        found: QuerySet[Industry] = rows.search(value)
        return found

    def by_level(self, rows: Any, name: str, value: str) -> QuerySet[Industry]:
        """Sections or divisions alone."""
        only = rows.sections() if value == "section" else rows.divisions()
        found: QuerySet[Industry] = only
        return found
