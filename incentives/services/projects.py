"""Projects are registered and kept; every change leaves a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import OrganisationKind
from accounts.models import Organisation, User
from cities.models import PilotCity
from enterprises.models import Enterprise
from incentives.checks.projects import (
    ProjectFacts,
    lowered_errors,
    planned_errors,
    planned_warnings,
    project_errors,
)
from incentives.choices.projects import FundSource
from incentives.models import Project, ProjectChange, ProjectSource
from incentives.permissions.projects import (
    can_keep_project,
    can_register,
    owning_posts,
    posts_at_owner,
)
from incentives.services.funds import lock_project
from incentives.services.warnings import Answer, account_of, ask_of, keep_warned
from regions.models import Division
from ui.refusals import Invalid, Issue, Stale, allow, refuse
from ui.words import cn_date, number

FACTS = (
    "name",
    "kind",
    "priority",
    "division",
    "summary",
    "mode",
    "partner",
    "contract_number",
    "host_kind",
    "host_name",
    "stations",
    "facility_spend",
    "phase",
    "starts_on",
    "finishes_on",
    "total",
    "on_national_plan",
)
CHANGED = "该项目刚刚被其他人更新，请刷新页面查看最新内容后再修改。"


@transaction.atomic
def register_project(
    *,
    given: Mapping[str, Any],
    planned: Mapping[str, Decimal],
    acknowledged: Iterable[str] = (),
    reason: str = "",
    by: User,
    now: datetime | None = None,
) -> Project:
    """Register a project of the person's own organisation; money in yuan.

    `planned` is the amount of each source. Sources that do not add up to the total
    are refused until the sentence shown is `acknowledged` and a reason is given.
    """
    now = now or timezone.now()
    allow(can_register(by))
    owner = owning_posts(by)[0].organisation
    project = Project(owner=owner, created_by=by, created_at=now, version=0)
    _set_links(project)
    answer = Answer.of(acknowledged, reason)
    return _write(project, given, planned, answer, by=by, office=owner, now=now)


@transaction.atomic
def update_project(
    project: Project,
    *,
    given: Mapping[str, Any],
    planned: Mapping[str, Decimal],
    acknowledged: Iterable[str] = (),
    reason: str = "",
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Project:
    """Keep what the owner says now; `Stale` if the page showed another version."""
    now = now or timezone.now()
    held = lock_project(project)
    allow(can_keep_project(by, held))
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    office = posts_at_owner(by, held)[0].organisation
    answer = Answer.of(acknowledged, reason)
    return _write(held, given, planned, answer, by=by, office=office, now=now)


def _set_links(project: Project) -> None:
    """The enterprise that owns it, where it is one of the register."""
    if project.owner.kind == OrganisationKind.ENTERPRISE:
        rows = Enterprise.objects.filter(organisation=project.owner)
        project.enterprise = rows.first()


def _write(
    project: Project,
    given: Mapping[str, Any],
    planned: Mapping[str, Decimal],
    answer: Answer,
    *,
    by: User,
    office: Organisation,
    now: datetime,
) -> Project:
    rows = {row.source: row for row in project.sources.all()} if project.pk else {}
    before = {name: row.planned for name, row in rows.items()}
    was = _words_of(project, before) if project.pk else {}
    total_before = project.total if project.pk else None
    planned = {s: planned.get(s, before.get(s, Decimal(0))) for s in FundSource.values}
    for name in FACTS:
        if name in given:
            setattr(project, name, given[name])
    _place(project)
    _check(project, planned, list(rows.values()), timezone.localdate(now))
    passed = ask_of(
        planned_warnings(project.total, planned, before, total_before), answer
    )
    project.version += 1
    project.save()
    _lay_out(project, planned, rows)
    keep_warned(project.pk)
    said = {"warnings": passed, "reason": answer.reason if passed else ""}
    _record(project, was, planned, said, by, office, now)
    return project


def _place(project: Project) -> None:
    """The unit of the place, and the pilot city there, if it is one."""
    place: Division = project.division
    if place.managing_unit_id is None:
        raise Invalid.at(
            "division", "该行政区划没有对应的管理单位，请选择项目所在的市、县。"
        )
    project.managing_unit_id = place.managing_unit_id
    cities = PilotCity.objects.listed().filter(division__in=project.place_codes)
    project.pilot_city = cities.first()


def _check(
    project: Project,
    planned: Mapping[str, Decimal],
    rows: list[ProjectSource],
    today: Any,
) -> None:
    facts = ProjectFacts(
        **{name: getattr(project, name) for name in ProjectFacts.__annotations__}
    )
    issues = project_errors(facts, today) + planned_errors(planned)
    issues += lowered_errors(planned, [account_of(row) for row in rows])
    named = Project.objects.filter(owner=project.owner_id, name=project.name)
    if named.exclude(pk=project.pk).exists():
        issues.append(Issue("name", "本单位已有同名项目。"))
    refuse(issues)


def _lay_out(
    project: Project,
    planned: Mapping[str, Decimal],
    rows: Mapping[str, ProjectSource],
) -> None:
    for source, amount in planned.items():
        row = rows.get(source)
        if row is None and amount:
            ProjectSource.objects.create(project=project, source=source, planned=amount)
        elif row is not None and row.planned != amount:
            # Its sums are the ledger's.
            ProjectSource.objects.filter(pk=row.pk).update(planned=amount)


def _words_of(project: Project, planned: Mapping[str, Decimal]) -> dict[str, str]:
    """The facts as the page says them, for the record of changes."""
    words = {}
    for name in FACTS:
        words[label_of(name)] = _shown(project, name)
    for source in FundSource:
        if planned.get(source):
            words[f"{source.label}（元）"] = number(planned[source], 2)
    return words


def label_of(name: str) -> str:
    """What the page calls a fact."""
    field: Any = Project._meta.get_field(name)
    return str(field.verbose_name)


def _shown(project: Project, name: str) -> str:
    display = getattr(project, f"get_{name}_display", None)
    value = display() if display else getattr(project, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return number(value, 2)
    return cn_date(value) if hasattr(value, "year") else str(value)


def _record(
    project: Project,
    was: Mapping[str, str],
    planned: Mapping[str, Decimal],
    said: Mapping[str, Any],
    by: User,
    office: Organisation,
    now: datetime,
) -> None:
    now_is = _words_of(project, planned)
    names = [n for n in {**was, **now_is} if was.get(n, "") != now_is.get(n, "")]
    fields = {n: [was.get(n, ""), now_is.get(n, "")] for n in names} if was else {}
    ProjectChange.objects.create(
        project=project,
        version=project.version,
        fields=fields,
        **said,
        by=by,
        organisation=office,
        at=now,
    )
