"""The application for money: content, checks, words, path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from accounts.choices import OrganisationKind, Tier
from enterprises.paths import review_path
from incentives.applying.outline import OUTLINE, REQUEST
from incentives.checks.fund_applications import application_issues
from incentives.checks.funds import Account
from incentives.choices.projects import FUND_APPLICATION, FundSource
from incentives.models import FundApplication, FundEntry
from incentives.services.warnings import account_of
from ui.refusals import Issue
from ui.words import number
from workflow import kinds, showing
from workflow.checks import MISSING, Content, issues_in
from workflow.choices import Move, Stage
from workflow.content import Part
from workflow.services import head_content, sections_content

ALLOTTED = "该申请的资金已经下达，不能移出；下达有误的，请先在资金台账中冲销。"


def path(application: Any) -> tuple[Stage, ...]:
    """The city's office first where the owner has one above it, then the unit.

    Central-budget money goes on to the nation.
    """
    own: FundApplication = application.own
    return review_path(
        own,
        # A city office that applies is not its own reviewer.
        by_city=own.applicant.kind != OrganisationKind.CITY_OFFICE,
        confirmed=own.source == FundSource.CENTRAL,
    )


def snapshot(application: FundApplication) -> dict[str, Any]:
    """What is asked for, and how the project stood when it was handed in."""
    project = application.project
    return {
        **head_content(application),
        "source": str(application.get_source_display()),
        "project": {
            "id": str(project.public_id),
            "name": project.name,
            "kind": str(project.get_kind_display()),
            "phase": str(project.get_phase_display()),
            "total": f"{project.total:.2f}",
            "sources": [
                {
                    "label": str(row.get_source_display()),
                    "planned": f"{row.planned:.2f}",
                    "allocated": f"{row.allocated:.2f}",
                    "paid": f"{row.paid:.2f}",
                }
                for row in project.sources.all()
            ],
        },
        "sections": sections_content(OUTLINE, application),
    }


def money_issues(application: FundApplication) -> list[Issue]:
    """What the amount is beside the project as it stands now."""
    row = application.project.sources.filter(source=application.source).first()
    account = account_of(row) if row else Account(source=application.source)
    total = application.project.total
    found = application_issues(application.amount, account, total)
    return [replace(issue, field=f"{REQUEST}.{issue.field}") for issue in found]


def content_issues(
    application: FundApplication, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What is missing in the form, then what is odd about the amount."""
    form = issues_in(Content(OUTLINE, data, today), MISSING)
    if application.stage == Stage.LISTED:
        return form
    return [*form, *money_issues(application)]


def blockers(application: FundApplication, move: Move) -> Sequence[Issue]:
    """What was allotted on it stays."""
    allotted = FundEntry.objects.standing().filter(application=application)
    if move == Move.DELIST and allotted.exists():
        return (Issue("", ALLOTTED),)
    return ()


def describe(data: Mapping[str, Any]) -> list[Part]:
    """An application in parts: the project first."""
    project = data["project"]
    facts = [
        ("项目", project["name"]),
        ("项目单位", data["applicant"]),
        ("类别", project["kind"]),
        ("阶段", project["phase"]),
        ("计划总投资", f"{number(project['total'], 2)}元"),
        ("申请的资金来源", data["source"]),
    ]
    facts += [(row["label"], _money_words(row)) for row in project["sources"]]
    return [Part("project", "项目情况", facts), *showing.present(OUTLINE, data)]


def _money_words(row: Mapping[str, str]) -> str:
    planned, allotted = number(row["planned"], 2), number(row["allocated"], 2)
    paid = number(row["paid"], 2)
    return f"计划{planned}元，已下达{allotted}元，已拨付{paid}元"


KIND = kinds.register(
    kinds.Kind(
        key=FUND_APPLICATION,
        name="资金申请",
        prefix="ZJ",
        order=34,
        model="incentives.FundApplication",
        detail_url="incentives:fund-application",
        edit_url="incentives:fund-application-edit",
        path=path,
        snapshot=snapshot,
        blockers=blockers,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        sections=OUTLINE.places(),
        outline=OUTLINE,
        content_issues=content_issues,
        describe=describe,
        listed_words="资金申请已批准",
        listed_label="已批准",
    )
)
