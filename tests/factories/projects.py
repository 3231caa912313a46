"""Projects with money, through the services, as their people would enter them.

project = a_project()                         # of 钱塘智造 in Hangzhou, 1,000万元
enter(project, "central", "allocation", "3000000")
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from cities.demo import demo_pdf
from incentives.choices.projects import FundSource, FundStep, Phase, ProjectKind
from incentives.demo_funds import confirming
from incentives.models import FundApplication, FundEntry, Project
from incentives.permissions.projects import entering_posts
from incentives.services.fund_applications import start_fund_application
from incentives.services.funds import enter_funds
from incentives.services.projects import register_project
from regions.models import Division
from tests.factories.reading import user
from tests.factories.workflow import submitted
from workflow.services import SectionInput, save_section

_serials = count(1)
TOTAL = Decimal("10000000.00")
PLANNED = {
    FundSource.CENTRAL: Decimal("4000000.00"),
    FundSource.LOCAL: Decimal("2000000.00"),
    FundSource.ENTERPRISE: Decimal("4000000.00"),
}
WHO = ("ndrc", "zhejiang", "hangzhou", "enterprise", "school", "sichuan", "chengdu")


def facts(**given: Any) -> dict[str, Any]:
    """What an owner says of a training base under construction in Hangzhou."""
    place = given.pop("place", "330100")
    return {
        "name": f"智能制造实训基地{next(_serials)}",
        "kind": ProjectKind.TRAINING_BASE,
        "priority": "intelligent_manufacturing",
        "division": Division.objects.get(pk=place),
        "summary": "新建实训楼一幢，购置工业机器人实训设备。",
        "phase": Phase.BUILDING,
        "starts_on": date(2025, 3, 1),
        "finishes_on": date(2099, 12, 31),
        "total": TOTAL,
    } | given


def a_project(owner: str = "enterprise", **given: Any) -> Project:
    """A project of a persona's organisation; `planned` by source."""
    planned = given.pop("planned", PLANNED)
    return confirming(
        register_project,
        given=facts(**given),
        planned=planned,
        reason=given.pop("reason", "资金来源待落实。"),
        by=user(owner),
    )


def enter(
    project: Project,
    source: str,
    step: str,
    amount: str | Decimal,
    *,
    by: str = "",
    day: date = date(2026, 1, 15),
    reason: str = "款项在途。",
    now: datetime | None = None,
    **papers: Any,
) -> FundEntry:
    """An entry by the first persona who may enter it, with papers of its own."""
    serial = next(_serials)
    held = Project.objects.select_related("division").get(pk=project.pk)
    who = user(by) if by else _first_of(held, source, step)
    return confirming(
        enter_funds,
        project,
        source=source,
        step=step,
        amount=Decimal(amount),
        day=day,
        **{
            "document_number": f"测投资〔2026〕{serial}号",
            "voucher_number": f"PZ{serial:06}",
        }
        | papers,
        reason=reason,
        by=who,
        now=now,
    )


def _first_of(project: Project, source: str, step: str) -> User:
    for name in WHO:
        person = user(name)
        if entering_posts(person, project, source, step):
            return person
    raise LookupError(f"nobody enters {source} {step}")


def application_draft(
    project: Project, source: str = FundSource.CENTRAL, amount: str = "1000000"
) -> FundApplication:
    """A complete draft of the owner's."""
    by = project.created_by
    draft = start_fund_application(project, source=source, by=user(by.username))
    contents: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (
            "request",
            {"amount": Decimal(amount), "basis": "列入年度投资计划。"},
            {"evidence": demo_pdf("项目批复")},
        ),
        ("use", {"use_plan": "用于实训设备购置，年内完成。"}, {}),
    ]
    for section, values, uploads in contents:
        save_section(
            draft,
            section=section,
            given=SectionInput(values=values),
            by=user(by.username),
            version=draft.section_states.get(section=section).version,
            uploads=uploads,
        )
    return FundApplication.objects.get(pk=draft.pk)


def application_in(stage: str, *args: Any, **given: Any) -> FundApplication:
    """An application that travelled to a stage through the one door."""
    draft = application_draft(*args, **given)
    submitted(draft, stage, timezone.now())
    return FundApplication.objects.get(pk=draft.pk)


def paid_project(**given: Any) -> Project:
    """Of 400万元 central money 300 are allotted and 120 paid; 40万元 of it are used."""
    project = a_project(**given)
    enter(project, FundSource.CENTRAL, FundStep.ALLOCATION, "3000000")
    enter(project, FundSource.CENTRAL, FundStep.PLAN, "3000000")
    enter(project, FundSource.CENTRAL, FundStep.PAYMENT, "1200000")
    enter(project, FundSource.CENTRAL, FundStep.USE, "400000")
    return project
