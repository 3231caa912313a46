"""A project, its money and its changes in the words of pages and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from documents.exports import Cell
from incentives.checks.funds import NOTHING, execution_rate
from incentives.choices.projects import (
    FundSource,
    FundWarning,
    HostKind,
    Participation,
)
from incentives.models import Project, ProjectChange, ProjectSource
from incentives.querysets.projects import SUMS
from ui.refusals import Issue
from ui.words import cn_date, number


@dataclass(frozen=True)
class MoneyRow:
    """One line of the table of money; all sums in yuan."""

    source: str
    label: str
    planned: Decimal
    allocated: Decimal
    scheduled: Decimal
    paid: Decimal
    used: Decimal

    @property
    def rate(self) -> Decimal | None:
        """Paid ÷ allocated, of one."""
        return execution_rate(self.paid, self.allocated)

    @property
    def percent(self) -> Decimal | None:
        """The same as a percentage."""
        return None if self.rate is None else self.rate * 100


def money_rows(sources: Iterable[ProjectSource]) -> list[MoneyRow]:
    """The sources in their order, and their sum last."""
    held = {row.source: row for row in sources}
    rows = [
        MoneyRow(
            source=s.value,
            label=str(s.label),
            **{name: getattr(held[s.value], name) for name in SUMS},
        )
        for s in FundSource
        if s.value in held
    ]
    if not rows:
        return []
    sums = {name: sum((getattr(row, name) for row in rows), NOTHING) for name in SUMS}
    return [*rows, MoneyRow(source="", label="合计", **sums)]


def facts_of(project: Project) -> list[tuple[str, Any]]:
    """What a project is, for its page."""
    found: list[tuple[str, Any]] = [
        ("类别", project.get_kind_display()),
        ("重点产业领域", project.get_priority_display() or "不属于重点产业领域"),
        ("项目单位", project.owner.name),
        ("管理单位", project.managing_unit.name),
        ("建设地点", project.division.full_name),
        ("计划总投资", f"{number(project.total, 2)}元"),
        ("计划开工日期", cn_date(project.starts_on)),
        ("计划完成日期", cn_date(project.finishes_on)),
        ("列入国家规划布局", "是" if project.on_national_plan else "否"),
    ]
    if project.enterprise:
        found.append(("产教融合型企业", project.enterprise.name))
    if project.pilot_city:
        found.append(("试点城市", project.pilot_city.name))
    return [*found, *_mode(project), *_facility(project), ("建设内容", project.summary)]


def _mode(project: Project) -> list[tuple[str, Any]]:
    if project.mode == Participation.NONE:
        return [("企业参与方式", "无")]
    return [
        ("企业参与方式", project.get_mode_display()),
        ("合作方", project.partner),
        ("合同编号", project.contract_number),
    ]


def _facility(project: Project) -> list[tuple[str, Any]]:
    if project.host_kind == HostKind.NONE:
        return []
    return [
        ("实训设施附设于", f"{project.get_host_kind_display()}“{project.host_name}”"),
        ("实训工位", f"{number(project.stations)}个"),
        ("实训设施投入", f"{number(project.facility_spend, 2)}元"),
    ]


def changes_of(project: Project) -> list[dict[str, Any]]:
    """The record of changes as a timeline, the newest first."""
    return [
        {
            "title": f"{_what(change)}（第{change.version}版）",
            "at": change.at,
            "by": f"{change.organisation} {change.by.name}",
            "note": _changed(change),
        }
        for change in project.changes.select_related("by", "organisation")
    ]


def _what(change: ProjectChange) -> str:
    if change.version == 1:
        return "登记项目"
    return "修改项目" if change.fields else "核对项目"


def _changed(change: ProjectChange) -> str:
    lines = [
        f"{name}：{before or '空'} → {after or '空'}"
        for name, (before, after) in change.fields.items()
    ]
    lines += [f"已核对提醒：{sentence}" for sentence in change.warnings]
    if change.reason:
        lines.append(f"核对说明：{change.reason}")
    return "\n".join(lines)


def totals_of(projects: Any, source: str = "") -> dict[str, Any]:
    """What the filtered projects come to, in yuan; of one source, or of all."""
    accounts = ProjectSource.objects.of_projects(projects)
    if source:
        accounts = accounts.filter(source=source)
    sums = accounts.totals()
    rate = execution_rate(sums["paid"], sums["allocated"])
    return sums | {
        "total": projects.investment(),
        "percent": None if rate is None else rate * 100,
        "source": FundSource(source).label if source else "",
    }


def project_cells(row: Project, warnings: Iterable[Issue]) -> list[Cell]:
    """A project in a file; `row` has the figures."""
    kinds = {issue.field for issue in warnings}
    rate = row.execution_rate
    return [
        row.name,
        row.get_kind_display(),
        row.get_priority_display(),
        row.owner.name,
        row.managing_unit.name,
        row.division.full_name,
        row.get_phase_display(),
        row.starts_on,
        row.finishes_on,
        "是" if row.on_national_plan else "否",
        row.get_mode_display(),
        row.partner,
        row.contract_number,
        row.get_host_kind_display(),
        row.host_name,
        row.stations,
        row.facility_spend,
        row.total,
        row.planned,
        row.allocated,
        row.scheduled,
        row.paid,
        row.used,
        None if rate is None else (rate * 100).quantize(Decimal("0.01")),
        "、".join(str(kind.label) for kind in FundWarning if kind in kinds),
    ]
