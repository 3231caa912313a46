"""A certification application: what it says, in words, and what the checks find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from enterprises.checks import certification_issues, certification_passed
from enterprises.choices import CertificationSection, FilingState
from enterprises.models import CertificationApplication, Enterprise
from enterprises.models.certification_sections import CERTIFICATION_OUTLINE
from enterprises.pool import certification_terms, frozen, pool_facts, thawed
from ui.refusals import Issue
from ui.words import cn_date
from workflow import showing
from workflow.checks import MISSING, Content, issues_in
from workflow.content import Part, Tally, files_in
from workflow.models import Submission
from workflow.paper import Paper
from workflow.rules import Rules
from workflow.services import head_content, rules_of, sections_content

Values = Mapping[str, Any]
NATION = "国家（集团整体申报）"
TITLE = "产教融合型企业认证申报书"
STATEMENTS = CertificationSection.STATEMENTS.value
UNTRUE = "该项声明选择“否”的，不能申请认证。"


def snapshot(application: CertificationApplication) -> dict[str, Any]:
    """Everything a reviewer needs, readable by itself for ever."""
    a_round, enterprise = application.round, application.enterprise
    return {
        **head_content(application),
        "is_renewal": application.is_renewal,
        "round": a_round.name if a_round else "",
        "enterprise": {
            "name": enterprise.name,
            "credit_code": enterprise.credit_code or "",
            "pool_number": enterprise.pool_number or "",
        },
        "pool": frozen(pool_facts(enterprise, timezone.localdate())),
        "sections": sections_content(CERTIFICATION_OUTLINE, application),
    }


def opening_issues(enterprise: Enterprise, rules: Rules, today: date) -> list[Issue]:
    """All that keeps certification closed to an enterprise, and what is to know."""
    facts = pool_facts(enterprise, today)
    terms = certification_terms(enterprise, rules)
    return certification_issues(facts, terms, today=today)


def content_issues(
    application: CertificationApplication, data: Values, today: date
) -> Sequence[Issue]:
    """What is missing in the form, and in the years of cultivation before it."""
    content = Content(CERTIFICATION_OUTLINE, data, today)
    terms = certification_terms(application.enterprise, rules_of(application))
    place = CertificationSection.PLAN_PROGRESS.value
    before = [
        Issue(place, issue.sentence, issue.severity)
        for issue in certification_issues(thawed(data["pool"]), terms, today=today)
    ]
    return before + issues_in(content, (*MISSING, statements_hold))


def statements_hold(content: Content) -> list[Issue]:
    """Who has to deny one of the statements is not certified."""
    return [
        Issue(f"{STATEMENTS}.{name}", UNTRUE)
        for name, value in content.fields(STATEMENTS).items()
        if value is False
    ]


def tally(application: CertificationApplication, data: Values, today: date) -> Tally:
    """The checks that keep nothing closed, form and statements being one; and files."""
    terms = certification_terms(application.enterprise, rules_of(application))
    passed, total = certification_passed(thawed(data["pool"]), terms, today=today)
    content = Content(CERTIFICATION_OUTLINE, data, today)
    complete = not issues_in(content, (*MISSING, statements_hold))
    return Tally(passed + complete, total + 1, len(files_in(data)))


def describe(data: Values) -> list[Part]:
    """A submission in parts, as comparison, archive and paper show it."""
    return [head(data), *showing.present(CERTIFICATION_OUTLINE, data)]


def head(data: Values) -> Part:
    """Who applies, and how the years of cultivation went."""
    unit, firm, facts = data["managing_unit"], data["enterprise"], thawed(data["pool"])
    reports = "、".join(
        f"{report.year}年{FilingState(report.state).label}" for report in facts.reports
    )
    rows = [
        ("企业名称", firm["name"]),
        ("统一社会信用代码", firm["credit_code"]),
        ("申报类型", "复评" if data["is_renewal"] else "首次认证"),
        ("申报批次", data["round"]),
        ("管理单位", unit["name"] if unit else NATION),
        ("入库编号", firm["pool_number"]),
        ("入库日期", cn_date(facts.pooled_on)),
        ("三年规划报备日期", cn_date(facts.plan_filed_on)),
        ("年度报告", reports),
    ]
    if facts.certified_until:
        rows.append(("现有认证有效期至", cn_date(facts.certified_until)))
    return Part("head", "申报信息", rows)


def paper_of(
    application: CertificationApplication, data: Values, submission: Submission | None
) -> Paper:
    """The whole application, for preview and PDF."""
    return Paper(
        application=application,
        data=data,
        parts=describe(data),
        title=TITLE,
        submission=submission,
    )
