"""Lists of projects, of entries and of obstacles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incentives.choices.projects import FundWarning
from incentives.models import (
    FundApplication,
    FundEntry,
    FundTerms,
    Obstacle,
    Project,
)
from incentives.services.warnings import warnings_on
from ui.tables import (
    BadgeColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    Table,
    badge,
)
from ui.words import percent, wan

WHOLE = {"td": {"class": "whole"}}
NUM = {"th": {"class": "num"}, "td": {"class": "num"}}


class WanColumn(tables.Column):
    """Yuan written in 万元; the head names the unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", NUM)
        super().__init__(*args, **kwargs)

    def render(self, value: Decimal) -> str:
        return wan(value)


class RateColumn(tables.Column):
    """A share as a percentage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", NUM)
        super().__init__(*args, **kwargs)

    def render(self, value: Decimal) -> str:
        return percent(value * 100)


class WarningsColumn(tables.Column):
    """What an authority should look into, each a badge with its sentence behind it."""

    def render(self, record: Project, table: Any) -> Any:
        found = warnings_on(record, table.day, table.terms)
        kinds = {issue.field: issue.sentence for issue in found}
        shown = [
            (kinds[kind.value], badge(kind.label, "late"))
            for kind in FundWarning
            if kind in kinds
        ]
        if not shown:
            return format_html('<span class="quiet">{}</span>', "无")
        return format_html_join(" ", '<span title="{}">{}</span>', shown)


class ProjectTable(Table):
    """The major-project ledger; platforms first."""

    caption = "重大项目台账"
    name = LinkColumn(verbose_name=_("项目名称"))
    kind = tables.Column(verbose_name=_("类别"), orderable=False, attrs=WHOLE)
    owner = tables.Column(verbose_name=_("项目单位"), orderable=False)
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="managing_unit__short_name",
        orderable=False,
    )
    phase = BadgeColumn(verbose_name=_("阶段"), orderable=False)
    total = WanColumn(verbose_name=_("总投资（万元）"))
    allocated = WanColumn(verbose_name=_("下达（万元）"), orderable=False)
    paid = WanColumn(verbose_name=_("拨付（万元）"), orderable=False)
    execution_rate = RateColumn(verbose_name=_("执行率"), orderable=False)
    finishes_on = DateColumn(verbose_name=_("计划完成"))
    warnings = WarningsColumn(verbose_name=_("预警"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Project
        fields = (
            "name",
            "kind",
            "owner",
            "managing_unit",
            "phase",
            "total",
            "allocated",
            "paid",
            "execution_rate",
            "finishes_on",
            "warnings",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day: date = timezone.localdate()
        self.terms = FundTerms.on(self.day)


class PublicProjectTable(Table):
    """What everybody may know of projects."""

    caption = "重大项目"
    name = tables.Column(verbose_name=_("项目名称"))
    kind = tables.Column(verbose_name=_("类别"), orderable=False, attrs=WHOLE)
    division = tables.Column(verbose_name=_("建设地点"), orderable=False)
    phase = BadgeColumn(verbose_name=_("阶段"), orderable=False)
    total = WanColumn(verbose_name=_("计划总投资（万元）"))

    class Meta(Table.Meta):
        model = Project
        fields = ("name", "kind", "division", "phase", "total")


class AmountColumn(NumberColumn):
    """Yuan to the cent; counter entries are negative."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, places=2, **kwargs)


class PaperColumn(tables.Column):
    """The number of the document or of the voucher."""

    def render(self, record: FundEntry) -> SafeString | str:
        return record.document_number or record.voucher_number or "—"


class FundEntryTable(Table):
    """Lines of the ledger."""

    caption = "资金台账"
    day = DateColumn(verbose_name=_("日期"))
    project = LinkColumn(verbose_name=_("项目"), orderable=False, url="project_url")
    source = tables.Column(verbose_name=_("资金来源"), orderable=False, attrs=WHOLE)
    step = tables.Column(verbose_name=_("环节"), orderable=False, attrs=WHOLE)
    amount = AmountColumn(verbose_name=_("金额（元）"))
    paper = PaperColumn(
        verbose_name=_("文号或凭证号"), empty_values=(), orderable=False
    )
    organisation = tables.Column(verbose_name=_("登记单位"), orderable=False)
    state = BadgeColumn(verbose_name=_("状态"), accessor="state_label", orderable=False)
    look = LinkColumn(
        verbose_name=_("明细"), accessor="look_label", orderable=False, attrs=WHOLE
    )

    class Meta(Table.Meta):
        model = FundEntry
        fields = (
            "day",
            "project",
            "source",
            "step",
            "amount",
            "paper",
            "organisation",
            "state",
            "look",
        )


class FundApplicationTable(Table):
    """Where each application for money stands."""

    caption = "资金申请列表"
    title = LinkColumn(verbose_name=_("资金申请"))
    number = tables.Column(verbose_name=_("受理编号"))
    amount = AmountColumn(verbose_name=_("申请金额（元）"))
    managing_unit = tables.Column(verbose_name=_("管理单位"), orderable=False)
    stage = BadgeColumn(verbose_name=_("环节"), accessor="stage_label", orderable=False)
    submitted_at = DateColumn(verbose_name=_("提交日期"))

    class Meta(Table.Meta):
        model = FundApplication
        fields = (
            "title",
            "number",
            "amount",
            "managing_unit",
            "stage",
            "submitted_at",
        )


class ObstacleTable(Table):
    """Obstacles with their day due."""

    caption = "困难问题"
    text = LinkColumn(verbose_name=_("困难问题"), accessor="short", orderable=False)
    kind = tables.Column(verbose_name=_("类别"), orderable=False, attrs=WHOLE)
    project = tables.Column(verbose_name=_("项目"), orderable=False)
    managing_unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="project__managing_unit__short_name",
        orderable=False,
    )
    since = DateColumn(verbose_name=_("发生日期"))
    level = tables.Column(verbose_name=_("办理层级"), orderable=False)
    taken_by = tables.Column(verbose_name=_("受理单位"), orderable=False)
    due_on = DateColumn(verbose_name=_("办理期限"))
    state = BadgeColumn(verbose_name=_("状态"), orderable=False)

    class Meta(Table.Meta):
        model = Obstacle
        fields = (
            "text",
            "kind",
            "project",
            "managing_unit",
            "since",
            "level",
            "taken_by",
            "due_on",
            "state",
        )
