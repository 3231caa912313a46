"""Who may nominate which place, and by which way (plan, part three （一）).

Pure: the divisions must come with `managing_unit` and `parent` fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from accounts.choices import Tier
from accounts.models import Organisation
from regions.choices import Level, UnitKind
from regions.models import Division, ManagingUnit, NewArea
from ui.refusals import Issue
from workflow.choices import Lane

CoreArea = Division | NewArea | None

LANE_OF_UNIT = {
    UnitKind.PROVINCE: Lane.ORDINARY,
    UnitKind.XPCC: Lane.ORDINARY,
    UnitKind.SEPARATELY_PLANNED: Lane.SEPARATELY_PLANNED,
    UnitKind.MUNICIPALITY: Lane.MUNICIPALITY,
}


def lane_of(unit: ManagingUnit) -> Lane:
    """The way of a nomination follows from its managing unit alone."""
    return LANE_OF_UNIT[UnitKind(unit.kind)]


def start_issues(
    *, organisation: Organisation, division: Division, core_area: CoreArea
) -> list[Issue]:
    """Why this organisation may not nominate this place; empty when it may."""
    unit = division.managing_unit
    if unit is None:
        name = division.name
        return [Issue("division", f"{name}不在国家产教融合建设试点的申报范围内。")]
    found = [
        *_wrong_applicant(organisation),
        *_wrong_level(division, unit),
    ]
    if found:
        return found
    return [
        *_not_its_own(organisation, division, unit),
        *_core_area(division, unit, core_area),
    ]


def _wrong_applicant(organisation: Organisation) -> Iterator[Issue]:
    if organisation.tier == Tier.APPLICANT:
        yield Issue(
            "division",
            "产教融合型城市由城市主管部门申报，企业、学校和行业组织不能申报。",
        )
    elif organisation.tier not in (Tier.CITY, Tier.UNIT):
        yield Issue("division", "国家部门和平台运行单位不能申报产教融合型城市。")
    elif not organisation.is_lead_authority:
        yield Issue("division", f"{organisation.name}不是牵头部门，请由牵头部门申报。")


def _wrong_level(division: Division, unit: ManagingUnit) -> Iterator[Issue]:
    if unit.is_municipality:
        if division.level != Level.PROVINCE:
            yield Issue(
                "division",
                f"{division.name}属于{unit.name}，请以{unit.name}为申报城市，"
                "并在“试点核心区”中选择市辖区或国家级新区。",
            )
    elif division.level == Level.PROVINCE:
        yield Issue(
            "division",
            f"试点以城市为单位，不能以{division.name}整体申报，请选择其所辖城市。",
        )
    elif division.level == Level.COUNTY and not _directly_governed(division):
        above = division.parent.name if division.parent else unit.name
        yield Issue(
            "division",
            f"{division.name}是县级行政区划，不能单独申报，请由{above}申报。",
        )


def _directly_governed(division: Division) -> bool:
    """A county-level city straight under a province or the XPCC counts as a city."""
    return division.parent is not None and division.parent.level == Level.PROVINCE


def _not_its_own(
    organisation: Organisation, division: Division, unit: ManagingUnit
) -> Iterator[Issue]:
    lane = lane_of(unit)
    own_unit = organisation.managing_unit_id == unit.code
    if lane == Lane.ORDINARY:
        if organisation.tier == Tier.CITY and organisation.division_id == division.code:
            return
        yield Issue("division", _ordinary_words(organisation, division, unit, own_unit))
    elif not (organisation.tier == Tier.UNIT and own_unit):
        yield Issue("division", _itself_words(division, lane))


def _ordinary_words(
    organisation: Organisation, division: Division, unit: ManagingUnit, own_unit: bool
) -> str:
    if organisation.tier == Tier.UNIT and own_unit:
        return (
            f"{division.name}由该市主管部门填报，{unit.name}在省级审核环节推荐，"
            "不能代为申报。"
        )
    if organisation.tier == Tier.CITY and organisation.division is not None:
        own = organisation.division.name
        return f"您所在单位只能申报{own}，不能申报{division.name}。"
    return f"{division.name}由{unit.name}推荐，不属于您所在单位的管理范围。"


def _itself_words(division: Division, lane: Lane) -> str:
    if lane == Lane.SEPARATELY_PLANNED:
        return (
            f"{division.name}是计划单列市，由该市自行申报，无须省级推荐，"
            "其他单位不能代为申报。"
        )
    return f"{division.name}是直辖市，由该市牵头部门申报，其他单位不能代为申报。"


def _core_area(
    division: Division, unit: ManagingUnit, core_area: CoreArea
) -> Iterator[Issue]:
    if not unit.is_municipality:
        if core_area is not None:
            yield Issue(
                "core_area", "只有直辖市需要指定试点核心区，其他城市请不要选择。"
            )
    elif core_area is None:
        yield Issue(
            "core_area",
            f"{division.name}是直辖市，请选择本市的一个市辖区"
            "或国家级新区作为试点核心区。",
        )
    elif isinstance(core_area, NewArea):
        if core_area.host_unit_id != unit.code:
            yield Issue("core_area", _foreign(core_area.name, division))
    elif core_area.managing_unit_id != unit.code:
        yield Issue("core_area", _foreign(core_area.full_name, division))
    elif core_area.level != Level.COUNTY or not core_area.name.endswith("区"):
        yield Issue(
            "core_area",
            f"{core_area.name}不是市辖区，试点核心区应为市辖区或国家级新区。",
        )


def _foreign(name: str, division: Division) -> str:
    return f"{name}不在{division.name}，试点核心区应为本市的市辖区或国家级新区。"
