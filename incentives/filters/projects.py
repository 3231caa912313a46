"""Search among projects, entries and obstacles; the same for page, export and API."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.filters.directory import PlaceFilter
from incentives.choices.projects import (
    APPLIED_FOR,
    LEVEL_CHOICES,
    FundSource,
    FundStep,
    FundWarning,
    HostKind,
    ObstacleKind,
    ObstacleState,
    Participation,
    Phase,
    ProjectKind,
)
from incentives.models import (
    FundApplication,
    FundEntry,
    FundTerms,
    Obstacle,
    Project,
)
from industries.choices import tag_choices
from regions.models import ManagingUnit
from ui.filters import DateFilter, FilterSet, KnownChoiceFilter, SearchFilter
from workflow.choices import Stage

ANY = "any"
ATTACHED = "attached"
PUBLIC_PHASES = [(p.value, p.label) for p in Phase if p != Phase.PLANNED]


class ProjectFilter(FilterSet):
    """By words, unit, place, kind, phase, source, warning, mode and facility."""

    q = SearchFilter(label=_("项目或项目单位名称"), fields=["name", "owner__name"])
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    warning = filters.ChoiceFilter(
        label=_("预警"),
        choices=[(ANY, _("有预警")), *FundWarning.choices],
        method="by_warning",
    )
    kind = filters.ChoiceFilter(label=_("类别"), choices=ProjectKind.choices)
    phase = filters.ChoiceFilter(label=_("阶段"), choices=Phase.choices)
    source = filters.ChoiceFilter(
        label=_("资金来源"), choices=FundSource.choices, method="by_source"
    )
    division = PlaceFilter(
        label=_("建设地点（含下辖地区）"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("行政区划名称或代码")}),
    )
    priority = filters.ChoiceFilter(label=_("重点产业领域"), choices=tag_choices)
    mode = filters.ChoiceFilter(label=_("企业参与方式"), choices=Participation.choices)
    host_kind = filters.ChoiceFilter(
        label=_("附设实训设施"),
        choices=[(ATTACHED, _("附设于产能或技改项目")), *HostKind.choices],
        method="by_host",
    )
    on_national_plan = filters.BooleanFilter(label=_("列入国家规划布局"))

    class Meta:
        model = Project
        fields: list[str] = []
        primary = ["q", "managing_unit", "warning"]

    def by_warning(self, rows: Any, name: str, value: str) -> QuerySet[Project]:
        """As the rules stand today."""
        day = timezone.localdate()
        terms = {"day": day, "idle_months": FundTerms.on(day).idle_months}
        if value == ANY:
            return rows.with_any_warning(**terms)  # type: ignore[no-any-return]
        return rows.with_warning(value, **terms)  # type: ignore[no-any-return]

    def by_source(self, rows: Any, name: str, value: str) -> QuerySet[Project]:
        """Those with money of a source, planned or in the ledger."""
        return rows.filter(sources__source=value)  # type: ignore[no-any-return]

    def by_host(self, rows: Any, name: str, value: str) -> QuerySet[Project]:
        """Those with a training facility attached, to one kind or to any."""
        if value == ATTACHED:
            return rows.exclude(host_kind=HostKind.NONE)  # type: ignore[no-any-return]
        return rows.filter(host_kind=value)  # type: ignore[no-any-return]


class PublicProjectFilter(FilterSet):
    """By words, unit, kind and phase: what everybody may ask for."""

    q = SearchFilter(label=_("项目名称"), fields=["name"])
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    kind = filters.ChoiceFilter(label=_("类别"), choices=ProjectKind.choices)
    phase = filters.ChoiceFilter(label=_("阶段"), choices=PUBLIC_PHASES)

    class Meta:
        model = Project
        fields: list[str] = []
        primary = ["q", "managing_unit", "kind"]


class FundEntryFilter(FilterSet):
    """By project, words, source, step, unit and day."""

    q = SearchFilter(
        label=_("项目名称、文号或凭证号码"),
        fields=["project__name", "document_number", "voucher_number"],
    )
    source = filters.ChoiceFilter(label=_("资金来源"), choices=FundSource.choices)
    step = filters.ChoiceFilter(label=_("环节"), choices=FundStep.choices)
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"),
        field_name="project__managing_unit",
        queryset=ManagingUnit.objects.all(),
    )
    kind = filters.ChoiceFilter(
        label=_("项目类别"), field_name="project__kind", choices=ProjectKind.choices
    )
    since = DateFilter(label=_("日期不早于"), field_name="day", lookup_expr="gte")
    until = DateFilter(label=_("日期不晚于"), field_name="day", lookup_expr="lte")
    project = filters.UUIDFilter(label=_("项目编码"), field_name="project__public_id")

    class Meta:
        model = FundEntry
        fields: list[str] = []
        primary = ["q", "source", "step"]


class ObstacleFilter(FilterSet):
    """By words, state, level, kind and unit."""

    q = SearchFilter(label=_("项目名称或问题内容"), fields=["project__name", "text"])
    state = filters.ChoiceFilter(
        label=_("状态"),
        choices=[
            ("open", _("未办结")),
            ("overdue", _("逾期未办")),
            *ObstacleState.choices,
        ],
        method="by_state",
    )
    level = filters.ChoiceFilter(label=_("办理层级"), choices=LEVEL_CHOICES)
    kind = filters.ChoiceFilter(label=_("类别"), choices=ObstacleKind.choices)
    mine = filters.BooleanFilter(label=_("待本单位办理"), method="by_turn")
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"),
        field_name="project__managing_unit",
        queryset=ManagingUnit.objects.all(),
    )

    class Meta:
        model = Obstacle
        fields: list[str] = []
        primary = ["q", "state", "level"]

    def by_state(self, rows: Any, name: str, value: str) -> QuerySet[Obstacle]:
        """One state, all open ones, or those whose day is over."""
        if value == "open":
            return rows.open()  # type: ignore[no-any-return]
        if value == "overdue":
            return rows.overdue_on(timezone.localdate())  # type: ignore[no-any-return]
        return rows.filter(state=value)  # type: ignore[no-any-return]

    def by_turn(self, rows: Any, name: str, value: bool) -> QuerySet[Obstacle]:
        """Those before the person's own authority, or all the others."""
        mine = rows.awaiting(self.request.user)
        if value:
            return mine  # type: ignore[no-any-return]
        return rows.exclude(pk__in=mine.order_by().values("pk"))  # type: ignore[no-any-return]


class FundApplicationFilter(FilterSet):
    """By words, source, stage, unit and project."""

    q = SearchFilter(label=_("名称或受理编号"), fields=["title", "number"])
    source = filters.ChoiceFilter(label=_("资金来源"), choices=APPLIED_FOR)
    stage = filters.ChoiceFilter(label=_("环节"), choices=Stage.choices)
    managing_unit = KnownChoiceFilter(
        label=_("管理单位"), queryset=ManagingUnit.objects.all()
    )
    project = filters.UUIDFilter(label=_("项目编码"), field_name="project__public_id")

    class Meta:
        model = FundApplication
        fields: list[str] = []
        primary = ["q", "source", "stage"]


class TotalsFilter(FilterSet):
    """Which projects the table of money counts."""

    kind = filters.ChoiceFilter(label=_("项目类别"), choices=ProjectKind.choices)
    phase = filters.ChoiceFilter(label=_("阶段"), choices=Phase.choices)
    on_national_plan = filters.BooleanFilter(label=_("列入国家规划布局"))

    class Meta:
        model = Project
        fields: list[str] = []
        primary = ["kind", "phase", "on_national_plan"]
