"""What each section of a nomination holds; forms, snapshots and checks read it here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.choices import SectionKey
from cities.models.nomination import CityNomination
from cities.models.rows import (
    EnterpriseRow,
    GoalRow,
    IndustryRow,
    MeasureRow,
    PairingRow,
    PolicyItemRow,
    PolicyRow,
    ProblemRow,
    TrainingBaseRow,
)
from regions.choices import EconomicRegion
from workflow.choices import Lane
from workflow.outline import Outline, Section, Slot

LETTER_SLOT = "recommendation_letter"
# What a training base is paid from.
MONEY = ("central", "local", "enterprise", "bond", "loan")


def _section(key: SectionKey, hint: Any, **content: Any) -> Section:
    return Section(key, key.label, hint, **content)


SECTIONS: tuple[Section, ...] = (
    _section(
        SectionKey.FOUNDATION,
        _("填写最近一个完整年度的统计数据。没有公布数据的，以统计部门提供的数据为准。"),
        fields=(
            "facts_year",
            "population",
            "gdp",
            "gdp_rank",
            "primary_share",
            "secondary_share",
            "tertiary_share",
            "leading_industries",
            "scale_firms",
            "vocational_students",
            "higher_students",
            "vocational_schools",
            "vocational_colleges",
            "universities",
            "less_developed_note",
        ),
        optional=frozenset({"less_developed_note"}),
    ),
    _section(
        SectionKey.CORE_AREA,
        _("直辖市推荐本市市辖区或国家级新区作为试点核心区（试点方案三（一））。"),
        fields=("core_area_reason",),
    ),
    _section(
        SectionKey.CONDITIONS,
        _("对照试点方案三（一）逐项说明，并附证明材料。"),
        fields=(
            "condition_economy",
            "condition_talent",
            "condition_will",
            "condition_measures",
        ),
        slots=(
            Slot("condition_economy", _("经济产业基础证明材料")),
            Slot("condition_talent", _("教育人才资源证明材料")),
            Slot("condition_will", _("改革意愿证明材料")),
            Slot("condition_measures", _("改革举措证明材料")),
        ),
    ),
    _section(
        SectionKey.GOALS,
        _("写明 5 年总体目标，并把目标分解到各年度。"),
        fields=("overall_goal", "term_start"),
        rows=GoalRow,
        row_fields=(
            "indicator",
            "unit",
            "baseline",
            "year1",
            "year2",
            "year3",
            "year4",
            "year5",
        ),
        known_by=("indicator",),
    ),
    _section(
        SectionKey.TASKS,
        _("五个方向都要有举措，每项举措落实到单位、到人、到时限（试点方案六（一））。"),
        rows=MeasureRow,
        row_fields=("area", "measure", "unit", "person", "deadline"),
        known_by=("area", "measure"),
    ),
    _section(
        SectionKey.INDUSTRIES,
        _("写明拟打造的区域特色行业及牵头部门（试点方案三（二））。"),
        rows=IndustryRow,
        row_fields=("name", "cluster", "department"),
        known_by=("name",),
    ),
    _section(
        SectionKey.ENTERPRISES,
        _("写明培育目标和拟培育企业（试点方案三（三））。"),
        fields=("enterprises_midterm", "enterprises_target", "enterprises_plan"),
        rows=EnterpriseRow,
        row_fields=("name", "credit_code", "direction"),
        optional=frozenset({"credit_code", "direction"}),
        known_by=("name",),
    ),
    _section(
        SectionKey.BASES,
        _(
            "按资金来源填写投资，单位：万元。实训基地应更多依托企业建设（试点方案四（四））。"
        ),
        rows=TrainingBaseRow,
        row_fields=(
            "name",
            "field",
            "host",
            "central",
            "local",
            "enterprise",
            "bond",
            "loan",
            "starts_on",
            "ends_on",
        ),
        optional=frozenset(MONEY),
        known_by=("name",),
    ),
    _section(
        SectionKey.POLICIES,
        _("填写已出台或拟出台的支持政策（试点方案五）。"),
        rows=PolicyRow,
        row_fields=("name", "kind", "number", "content"),
        optional=frozenset({"number"}),
        known_by=("name",),
    ),
    _section(
        SectionKey.PAIRING,
        _("东部地区试点城市须承担结对帮扶和对口支援任务（试点方案一（二））。"),
        rows=PairingRow,
        row_fields=("partner", "agreement", "signed_on", "ends_on", "content"),
        known_by=("partner",),
    ),
    _section(
        SectionKey.ORGANISATION,
        _("写明党委领导、政府主导的协调机制（试点方案六（一）（二））。"),
        fields=(
            "leader",
            "leader_post",
            "office",
            "meetings",
            "contact",
            "contact_phone",
        ),
    ),
    _section(
        SectionKey.PROBLEMS,
        _("列出拟通过试点解决的改革问题（试点方案六（二））。"),
        rows=ProblemRow,
        row_fields=("item", "kind", "owner", "due"),
        known_by=("item",),
    ),
    _section(
        SectionKey.POLICY_LIST,
        _("列出拟逐一落实的政策事项（试点方案六（二））。"),
        rows=PolicyItemRow,
        row_fields=("item", "kind", "owner", "due"),
        known_by=("item",),
    ),
    _section(
        SectionKey.ATTACHMENTS,
        _("上传盖章扫描件或正式文本，支持 PDF、Word、Excel 和图片。"),
        slots=(
            Slot("commitment", _("市人民政府承诺函")),
            Slot("project_list", _("项目清单及资金来源")),
            Slot("policy_texts", _("现有政策文本"), required=False),
        ),
    ),
)
SECTION_OF: Mapping[str, Section] = {s.key: s for s in SECTIONS}


def sections_for(lane: str, economic_region: str) -> tuple[Section, ...]:
    """The sections that apply: core area for a municipality, pairing for the east."""
    left_out = set()
    if lane != Lane.MUNICIPALITY:
        left_out.add(SectionKey.CORE_AREA)
    if economic_region != EconomicRegion.EAST:
        left_out.add(SectionKey.PAIRING)
    return tuple(s for s in SECTIONS if s.key not in left_out)


def sections_of(nomination: CityNomination) -> tuple[Section, ...]:
    """The sections of one nomination (reads its division)."""
    return sections_for(nomination.lane, nomination.city.economic_region)


OUTLINE = Outline(CityNomination, SECTIONS, applying=sections_of)
