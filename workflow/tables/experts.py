"""The pool, an expert's own seats, and the ranking as tables."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ui.tables import BadgeColumn, DateColumn, LinkColumn, NumberColumn, Table, badge
from ui.words import cn_date
from workflow.choices import SeatState
from workflow.models import Expert, Panel, Seat
from workflow.permissions import is_past
from workflow.ranking import Place, means_of
from workflow.tables.applications import CODE, RIGHT, WIDE

STATUS_TONES = {"active": "good", "paused": "notice", "left": "off"}
UNFINISHED = (SeatState.INVITED, SeatState.ACCEPTED)


class ExpertTable(Table):
    """Experts of the pools that one keeps."""

    caption = "专家库"
    name = LinkColumn(
        verbose_name=_("姓名"), accessor="user__name", order_by="pinyin", attrs=CODE
    )
    fields_known = tables.Column(
        verbose_name=_("专业领域"),
        accessor="field_labels",
        orderable=False,
        attrs=WIDE,
    )
    employer = tables.Column(
        verbose_name=_("工作单位"), order_by="employer__name", attrs=WIDE
    )
    title = tables.Column(verbose_name=_("职称或职务"))
    home_unit = tables.Column(verbose_name=_("所在地区"), order_by="home_unit__order")
    pool = tables.Column(
        verbose_name=_("所属专家库"), accessor="pool_name", order_by="managing_unit"
    )
    status = BadgeColumn(verbose_name=_("状态"), tones=STATUS_TONES)

    class Meta(Table.Meta):
        model = Expert
        fields: ClassVar = (
            "name",
            "fields_known",
            "employer",
            "title",
            "home_unit",
            "pool",
            "status",
        )


class SeatTable(Table):
    """What an expert was drawn for."""

    caption = "我的评审"
    case = LinkColumn(
        verbose_name=_("申报事项"),
        accessor="panel__application__title",
        orderable=False,
        attrs=WIDE,
    )
    applicant = tables.Column(
        verbose_name=_("申报单位"),
        accessor="panel__application__applicant",
        orderable=False,
        attrs=WIDE,
    )
    number = tables.Column(
        verbose_name=_("轮次"), accessor="panel__number", orderable=False
    )
    state = BadgeColumn(verbose_name=_("状态"))
    invited_at = DateColumn(verbose_name=_("邀请日期"))
    due = tables.Column(
        verbose_name=_("评分期限"),
        accessor="panel__due_at",
        order_by="panel__due_at",
        attrs=RIGHT,
    )

    class Meta(Table.Meta):
        model = Seat
        fields: ClassVar = ("case", "applicant", "number", "state", "invited_at", "due")

    def render_number(self, value: int) -> str:
        """第一轮, 第二轮."""
        return f"第{'一二三'[value - 1]}轮"

    def render_due(self, value: Any, record: Seat) -> Any:
        """The day; red where it is past and something is still to do."""
        acts = record.state in UNFINISHED and record.panel.is_open
        if acts and is_past(value, timezone.now()):
            return format_html('<span class="late">{} 已逾期</span>', cn_date(value))
        return cn_date(value)


class RankingTable(Table):
    """Results by mean; what is equal shares a place."""

    caption = "评分排序"
    place = tables.Column(
        verbose_name=_("名次"),
        empty_values=(),
        order_by=("-mean", "pk"),
        attrs={"td": {"class": "cell-code row-no"}},
    )
    case = LinkColumn(
        verbose_name=_("申报事项"),
        accessor="application__title",
        order_by="application__title",
        attrs=WIDE,
    )
    unit = tables.Column(
        verbose_name=_("管理单位"),
        accessor="application__managing_unit",
        order_by="application__managing_unit__order",
    )
    stage = tables.Column(
        verbose_name=_("当前环节"),
        accessor="application__stage",
        order_by="application__stage",
    )
    mean = NumberColumn(verbose_name=_("平均分"), places=2)
    spread = NumberColumn(verbose_name=_("标准差"), places=2)
    lowest = NumberColumn(verbose_name=_("最低分"), places=1)
    highest = NumberColumn(verbose_name=_("最高分"), places=1)
    sheets = NumberColumn(verbose_name=_("份数"))

    class Meta(Table.Meta):
        model = Panel
        fields: ClassVar = (
            "place",
            "case",
            "unit",
            "stage",
            "mean",
            "spread",
            "lowest",
            "highest",
            "sheets",
        )

    def __init__(
        self,
        *args: Any,
        places: dict[Any, Place],
        heads: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        self.places = places
        extra = [
            (f"mean_{key}", CriterionColumn(key, verbose_name=label, orderable=False))
            for key, label in heads
        ]
        super().__init__(*args, extra_columns=extra, **kwargs)

    def render_place(self, record: Panel) -> str:
        """第3名, or 并列第3名."""
        return self.places[record.mean].words

    def render_case(self, value: str, record: Panel) -> Any:
        """Leads to the panel; a second round is said."""
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), value)
        if record.number == 1:
            return link
        return format_html("{} {}", link, badge("第二轮", "notice"))

    def render_stage(self, record: Panel) -> Any:
        """The stage badge."""
        return badge(record.application.stage_label, record.application.stage_tone)


class CriterionColumn(NumberColumn):
    """The mean of one criterion."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        self.key = key
        super().__init__(accessor="summary", places=2, **kwargs)

    def render(self, record: Panel) -> str:
        """A dash where that panel did not score it."""
        mean = means_of(record).get(self.key)
        return super().render(mean) if mean is not None else "—"
