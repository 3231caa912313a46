"""Search in certifications, certificates and removals: for page, export and API."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.choices import (
    CERTIFICATION,
    CertificateState,
    RemovalGround,
    RemovalState,
)
from enterprises.models import Certificate, CertificationApplication, Removal
from regions.models import ManagingUnit
from ui.filters import FilterSet, SearchFilter
from workflow.choices import Stage
from workflow.models import Round

ALL = _("全部")


def rounds(request: Any) -> QuerySet[Round]:
    """The rounds of certification that the person may see."""
    seen = Round.objects.visible_to(getattr(request, "user", None))
    found: QuerySet[Round] = seen.filter(kind=CERTIFICATION)
    return found


class CertificationFilter(FilterSet):
    """By words, stage, round, unit, and whether it is a renewal."""

    q = SearchFilter(
        label=_("企业名称、信用代码或受理编号"),
        fields=["enterprise__name", "enterprise__credit_code", "number"],
    )
    stage = filters.ChoiceFilter(
        label=_("环节"), choices=Stage.choices, empty_label=ALL
    )
    round = filters.ModelChoiceFilter(label=_("申报批次"), queryset=rounds)
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    is_renewal = filters.ChoiceFilter(
        label=_("申报类型"),
        choices=[("true", _("复评")), ("false", _("首次认证"))],
        empty_label=ALL,
        method="by_type",
    )

    class Meta:
        model = CertificationApplication
        fields: list[str] = []
        primary = ["q", "stage", "round"]

    def by_type(self, rows: Any, name: str, value: str) -> QuerySet[Any]:
        """First certifications, or renewals."""
        found: QuerySet[Any] = rows.filter(is_renewal=value == "true")
        return found


class CertificateFilter(FilterSet):
    """By words, unit and what a certificate is worth today."""

    q = SearchFilter(
        label=_("企业名称、信用代码或证书编号"),
        fields=["name", "credit_code", "number"],
    )
    managing_unit = filters.ModelChoiceFilter(
        label=_("管理单位"),
        queryset=ManagingUnit.objects.all(),
        field_name="enterprise__managing_unit",
    )
    state = filters.ChoiceFilter(
        label=_("证书状态"),
        choices=CertificateState.choices,
        empty_label=ALL,
        method="by_state",
    )

    class Meta:
        model = Certificate
        fields: list[str] = []
        primary = ["q", "managing_unit", "state"]

    def by_state(self, rows: Any, name: str, value: str) -> QuerySet[Certificate]:
        """As `Certificate.state_on` says it today."""
        found: QuerySet[Certificate] = rows.in_state(value, timezone.localdate())
        return found


class RemovalFilter(FilterSet):
    """By words, state and ground."""

    q = SearchFilter(
        label=_("企业名称或信用代码"),
        fields=["enterprise__name", "enterprise__credit_code"],
    )
    state = filters.ChoiceFilter(
        label=_("状态"), choices=RemovalState.choices, empty_label=ALL
    )
    ground = filters.ChoiceFilter(
        label=_("移出情形"), choices=RemovalGround.choices, empty_label=ALL
    )

    class Meta:
        model = Removal
        fields: list[str] = []
        primary = ["q", "state", "ground"]
