"""A change report as the life cycle reads it: content, checks, words, path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from enterprises.checks.changes import Change, change_issues
from enterprises.models import ChangeReport, Enterprise
from enterprises.models.change_sections import CHANGE_OUTLINE, CHANGE_SECTION
from ui.refusals import Issue
from workflow import showing
from workflow.checks import MISSING, Content, issues_in
from workflow.choices import Move, Stage
from workflow.content import Part
from workflow.services import head_content, sections_content

DONE = "变更已登记，不能移出；登记有误的，请企业另行提交变更报告。"


def change_snapshot(report: ChangeReport) -> dict[str, Any]:
    """What is reported, beside what the register held when it was."""
    firm = report.enterprise
    return {
        **head_content(report),
        "before": {
            "name": firm.name,
            "credit_code": firm.credit_code or "",
            "address": firm.address,
            "division": firm.division.full_name if firm.division else "",
            "industry": firm.industry.label if firm.industry else "",
            "legal_representative": firm.legal_representative,
        },
        "sections": sections_content(CHANGE_OUTLINE, report),
    }


def report_content_issues(
    report: ChangeReport, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What is missing in the form, and what does not fit the register."""
    content = Content(CHANGE_OUTLINE, data, today)
    issues = [*issues_in(content, MISSING), *registration_issues(report, today)]
    return sorted(issues, key=lambda i: not i.field.startswith(CHANGE_SECTION))


def registration_issues(report: ChangeReport, today: date) -> list[Issue]:
    """What keeps the change out of the register; none once it is in it."""
    if report.stage == Stage.LISTED:
        return []
    return change_issues(change_of(report), today)


def change_blockers(report: ChangeReport, move: Move) -> Sequence[Issue]:
    """A report still fits when it is approved, and stays what it changed."""
    if move == Move.APPROVE:
        return registration_issues(report, timezone.localdate())
    return (Issue("", DONE),) if move == Move.DELIST else ()


def change_of(report: ChangeReport) -> Change:
    """The report beside the register as it stands now."""
    firm, place = report.enterprise, report.new_division
    last = firm.names.filter(until__isnull=True).last()
    others = Enterprise.objects.exclude(pk=firm.pk)
    code = report.new_credit_code
    return Change(
        kind=report.change,
        effective_on=report.effective_on,
        new_name=report.new_name,
        new_credit_code=code,
        new_address=report.new_address,
        new_division=report.new_division_id or "",
        new_industry=report.new_industry_id or "",
        new_legal_representative=report.new_legal_representative,
        code_taken=bool(code) and others.filter(credit_code=code).exists(),
        new_unit=(place.managing_unit_id or "") if place else "",
        name=firm.name,
        code=firm.credit_code or "",
        address=firm.address,
        division=firm.division_id or "",
        industry=firm.industry_id or "",
        legal_representative=firm.legal_representative,
        unit=firm.managing_unit_id or "",
        named_since=last.since if last else None,
    )


BEFORE = (
    ("企业名称", "name"),
    ("统一社会信用代码", "credit_code"),
    ("注册地址", "address"),
    ("注册地", "division"),
    ("国民经济行业", "industry"),
    ("法定代表人", "legal_representative"),
)


def describe_change(data: Mapping[str, Any]) -> list[Part]:
    """A report in parts: what was, then what is reported."""
    before = [(label, data["before"][name]) for label, name in BEFORE]
    parts = showing.present(CHANGE_OUTLINE, data)
    return [Part("before", "变更前登记信息", before), *parts]
