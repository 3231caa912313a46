"""Lists of nominations, pilot cities and imports."""

from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cities.models import CityNomination, ListedImport, PilotCity
from ui.tables import (
    BadgeColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    Table,
    badge,
)
from workflow.tables import CaseColumn, DueColumn, HolderColumn, TallyColumn


class NominationTable(Table):
    """Where each nomination stands."""

    caption = "产教融合型城市申报列表"
    title = CaseColumn(verbose_name=_("申报名称"))
    number = tables.Column(verbose_name=_("受理编号"))
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order"
    )
    round = tables.Column(verbose_name=_("批次"), order_by="round__opens_at")
    lane = tables.Column(verbose_name=_("申报路径"))
    stage = BadgeColumn(verbose_name=_("环节"))
    submitted_at = DateColumn(verbose_name=_("提交日期"))
    due_at = DueColumn()
    tally = TallyColumn()
    assignee = HolderColumn()

    class Meta(Table.Meta):
        model = CityNomination
        fields = (
            "title",
            "number",
            "managing_unit",
            "round",
            "lane",
            "stage",
            "submitted_at",
            "due_at",
            "tally",
            "assignee",
        )


class PilotCityTable(Table):
    """The national list with its documents."""

    caption = "国家产教融合试点城市名单"
    name = LinkColumn(verbose_name=_("试点城市"), order_by="pinyin")
    managing_unit = tables.Column(
        verbose_name=_("管理单位"), order_by="managing_unit__order"
    )
    economic_region = tables.Column(verbose_name=_("所属区域"))
    batch = NumberColumn(verbose_name=_("批次"))
    document_number = tables.Column(verbose_name=_("发文文号"))
    document_date = tables.Column(verbose_name=_("发文日期"))
    status = BadgeColumn(verbose_name=_("状态"))

    class Meta(Table.Meta):
        model = PilotCity
        fields = (
            "name",
            "managing_unit",
            "economic_region",
            "batch",
            "document_number",
            "document_date",
            "status",
        )

    def render_document_date(self, record: PilotCity) -> str:
        """Only the month where no more is known."""
        return record.document_date_words


class ListedImportTable(Table):
    """Imports with what came of them."""

    caption = "名单导入记录"
    file_name = LinkColumn(verbose_name=_("文件名"))
    at = DateColumn(verbose_name=_("导入时间"), time=True)
    by = tables.Column(verbose_name=_("导入人"), default=_("服务器命令"))
    made = NumberColumn(verbose_name=_("新增"))
    unchanged = NumberColumn(verbose_name=_("已存在"))

    class Meta(Table.Meta):
        model = ListedImport
        fields = ("file_name", "at", "by", "made", "unchanged")


OUTCOMES = {
    "new": (_("新增"), "good"),
    "there": (_("已在名单中，未改动"), "off"),
    "changed": (_("更新登记信息"), "review"),
    "waiting": (_("待企业库启用后导入"), "review"),
}
KIND_WORDS = {"city": _("城市"), "enterprise": _("企业")}


# Short cells that should not be broken.
WHOLE = {"td": {"class": "whole"}}


class ReportTable(Table):
    """What becomes, or became, of each row of a list."""

    caption = "各行导入结果"
    line = NumberColumn(
        verbose_name=_("行"),
        attrs={"th": {"class": "num row-no"}, "td": {"class": "num row-no"}},
    )
    kind = tables.Column(verbose_name=_("类别"), attrs=WHOLE)
    name = tables.Column(verbose_name=_("名称"), attrs=WHOLE)
    code = tables.Column(verbose_name=_("代码"), attrs=WHOLE)
    document_number = tables.Column(verbose_name=_("文号"), attrs=WHOLE)
    date = tables.Column(verbose_name=_("日期"), attrs=WHOLE)
    outcome = tables.Column(verbose_name=_("结果"))
    source = tables.Column(
        verbose_name=_("来源"), orderable=False, attrs={"td": {"class": "wide"}}
    )

    class Meta(Table.Meta):
        orderable = False

    def render_kind(self, value: str) -> Any:
        """城市 or 企业."""
        return KIND_WORDS.get(value, value)

    def render_outcome(self, value: str) -> SafeString:
        """A badge with what was done."""
        return badge(*OUTCOMES.get(value, (value, "off")))
