"""The application for a grant: content, checks, words, path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.choices import Tier
from enterprises.places import has_city_office
from incentives.checks.grants import basis_of
from incentives.choices.grants import INCENTIVE_GRANT
from incentives.granting.outline import OUTLINE, TERMS
from incentives.models import GrantRuling, IncentiveGrant
from incentives.services.grants import (
    award_application,
    award_issues,
    basis_issues,
    level_warnings,
    unruled_issues,
)
from ui.refusals import Issue
from workflow import kinds, showing
from workflow.checks import MISSING, Content, issues_in
from workflow.choices import Lane, Move, Stage
from workflow.content import Part
from workflow.services import bind_rows_of, sections_content

DONE = "激励已经授予，不能移出；需要撤销的，在激励台账中办理。"


def path(application: Any) -> tuple[Stage, ...]:
    """The city's office first where an enterprise has one, then the unit.

    National funds go on to the nation; whole groups are the nation's alone.
    """
    if application.lane == Lane.NATIONAL:
        return (Stage.NATIONAL_REVIEW,)
    stages = [Stage.PROVINCIAL_REVIEW]
    own = _child(application)
    if application.lane == Lane.ORDINARY and _checked_by_city(own):
        stages.insert(0, Stage.CITY_REVIEW)
    if own.national_funds:
        stages.append(Stage.NATIONAL_REVIEW)
    return tuple(stages)


def _child(application: Any) -> IncentiveGrant:
    """With its own columns: the door moves the parent row."""
    is_child = isinstance(application, IncentiveGrant)
    own: IncentiveGrant = application if is_child else application.incentivegrant
    return own


def _checked_by_city(application: IncentiveGrant) -> bool:
    # A city that applies is not its own reviewer.
    if application.city_id is not None:
        return False
    here = Stage.CITY_REVIEW in (application.stage, application.interrupted_stage)
    return here or has_city_office(application.division_id)


def snapshot(application: IncentiveGrant) -> dict[str, Any]:
    """What is applied for, and who was who when it was handed in."""
    unit = application.managing_unit
    sections = sections_content(OUTLINE, application)
    # The document of a named benefit is frozen with it.
    sections[TERMS]["fields"] |= basis_of(application).as_fields()
    return {
        "kind": application.kind,
        "title": application.title,
        "lane": application.lane,
        "applicant": application.applicant.name,
        "receiver": application.receiver_words,
        "managing_unit": {"code": unit.code, "name": unit.name} if unit else None,
        "sections": sections,
    }


def content_issues(
    application: IncentiveGrant, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What is missing in the form, then what keeps it from being granted."""
    form = list(issues_in(Content(OUTLINE, data, today), MISSING))
    if application.is_final:
        return form
    named = {issue.field for issue in form}
    tier = Tier.NATION if Stage.NATIONAL_REVIEW in path(application) else Tier.UNIT
    found = [
        *basis_issues(application, today),
        *award_issues(application, today),
        *level_warnings(application, tier),
    ]
    placed = [replace(issue, field=f"{TERMS}.{issue.field}") for issue in found]
    both = [*form, *(issue for issue in placed if issue.field not in named)]
    return sorted(both, key=lambda issue: not issue.field.startswith(TERMS))


def blockers(application: IncentiveGrant, move: Move) -> Sequence[Issue]:
    """Complete when handed in, still open to the receiver when it is granted."""
    today = timezone.localdate()
    if move == Move.SUBMIT:
        return content_issues(application, snapshot(application), today)
    if move == Move.APPROVE:
        grants_now = application.stage == path(application)[-1]
        unruled = unruled_issues(application) if grants_now else []
        return [*unruled, *award_issues(application, today)]
    return (Issue("", DONE),) if move == Move.DELIST else ()


def describe(data: Mapping[str, Any]) -> list[Part]:
    """An application in parts."""
    facts = [("激励对象", data["receiver"]), ("申请单位", data["applicant"])]
    return [Part("receiver", "激励对象", facts), *showing.present(OUTLINE, data)]


KIND = kinds.register(
    kinds.Kind(
        key=INCENTIVE_GRANT,
        name="激励申请",
        prefix="JS",
        order=32,
        model="incentives.IncentiveGrant",
        detail_url="incentives:grant-application",
        edit_url="incentives:grant-application-edit",
        path=path,
        snapshot=snapshot,
        blockers=blockers,
        on_listed=award_application,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        sections=OUTLINE.places(),
        outline=OUTLINE,
        content_issues=content_issues,
        describe=describe,
        listed_words="激励已授予",
        listed_label="已授予",
    )
)
bind_rows_of(GrantRuling)
