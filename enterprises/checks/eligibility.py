"""The self-check: the same rules over answers instead of rows and files."""

from __future__ import annotations

from datetime import date

from enterprises.answers import Answers
from enterprises.checks.admission import (
    all_stated,
    in_priority_industry,
    long_enough,
    not_banned,
    not_education,
    too_few,
    what_the_unit_demands,
)
from enterprises.checks.findings import Finding
from enterprises.checks.judging import (
    judge_apprenticeships,
    judge_certificates,
    judge_interns,
    judge_investments,
    judge_programmes,
    judge_rights,
    judge_schools,
    judge_training,
)
from enterprises.choices import ExclusionKind
from enterprises.facts import Facts
from enterprises.terms import ban_end
from enterprises.thresholds import Thresholds
from ui.refusals import Issue

CHECKS = (
    not_banned,
    not_education,
    long_enough,
    in_priority_industry,
    what_the_unit_demands,
    all_stated,
)


def answered_findings(answers: Answers, thresholds: Thresholds) -> tuple[Finding, ...]:
    """The six conditions, as far as the answers go."""
    kinds, pilot = answers.school_kinds, int(answers.has_apprenticeship)
    return (
        judge_schools(kinds, len(kinds), thresholds, begun=bool(kinds)),
        judge_training(
            judge_apprenticeships(pilot, begun=bool(pilot)),
            judge_interns(answers.interns, thresholds, begun=answers.interns > 0),
        ),
        judge_certificates(int(answers.has_certificate), begun=answers.has_certificate),
        judge_programmes(
            answers.programmes,
            answers.programme_students,
            thresholds,
            begun=answers.programmes > 0,
        ),
        judge_investments(answers.investment, thresholds, begun=answers.investment > 0),
        judge_rights(answers.rights, thresholds, begun=answers.rights > 0),
    )


def answered_issues(
    answers: Answers, thresholds: Thresholds, *, today: date
) -> list[Issue]:
    """What keeps the firm out, the number of conditions first."""
    facts = facts_of(answers, thresholds)
    found = answered_findings(answers, thresholds)
    return [
        *too_few(found, thresholds),
        *(i for check in CHECKS for i in check(facts, thresholds, today)),
    ]


def facts_of(answers: Answers, thresholds: Thresholds) -> Facts:
    """The basics as the checks know them; a trouble not named is taken as none."""
    removed, troubles = answers.removed_on, answers.troubles
    return Facts(
        registered_on=answers.registered_on,
        division=answers.division,
        division_name=answers.division_name,
        industry=answers.industry,
        tags=answers.tags,
        is_above_scale=answers.is_above_scale,
        education_fund_in_full=answers.education_fund_in_full,
        has_cooperation_body=answers.has_cooperation_body,
        no_accident=ExclusionKind.ACCIDENT not in troubles,
        no_dishonesty=ExclusionKind.DISHONESTY not in troubles,
        no_tax_offence=ExclusionKind.TAX not in troubles,
        banned_until=ban_end(removed, thresholds.ban_years) if removed else None,
    )
