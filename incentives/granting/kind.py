"""The application for a grant: content, checks, words, path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.choices import Tier
from enterprises.paths import review_path
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
from workflow.choices import Move, Stage
from workflow.content import Part
from workflow.services import bind_rows_of, head_content, sections_content

DONE = "激励已经授予，不能移出；需要撤销的，在激励台账中办理。"


def path(application: Any) -> tuple[Stage, ...]:
    """The city's office first where an enterprise has one, then the unit.

    National funds go on to the nation; whole groups are the nation's alone.
    """
    own: IncentiveGrant = application.own
    # A city that applies is not its own reviewer.
    by_city = own.city_id is None
    return review_path(own, by_city=by_city, confirmed=own.national_funds)


def snapshot(application: IncentiveGrant) -> dict[str, Any]:
    """What is applied for, and who was who when it was handed in."""
    sections = sections_content(OUTLINE, application)
    # The document of a named benefit is frozen with it.
    sections[TERMS]["fields"] |= basis_of(application).as_fields()
    return {
        **head_content(application),
        "receiver": application.receiver_words,
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
    """Still open to the receiver when it is granted; what was granted stays."""
    if move == Move.APPROVE:
        grants_now = application.stage == path(application)[-1]
        unruled = unruled_issues(application) if grants_now else []
        return [*unruled, *award_issues(application, timezone.localdate())]
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
