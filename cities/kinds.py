"""The nomination of a city as a kind of application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.choices import Tier
from cities.checks import content_issues, letter_issues
from cities.models import CityNomination, Recommendation
from cities.models.sections import LETTER_SLOT, OUTLINE
from cities.models.showing import describe
from cities.pdf import paper_of
from cities.services import end_listing, record_listing, snapshot
from ui.refusals import Issue
from workflow import kinds
from workflow.choices import Lane, Move, Stage
from workflow.services import rules_of


def path_of(application: CityNomination) -> tuple[Stage, ...]:
    """Through the province, or straight to the nation; experts where asked for."""
    path = [Stage.NATIONAL_REVIEW, Stage.PUBLIC_NOTICE]
    if rules_of(application).experts_required:
        path.insert(0, Stage.EXPERT_REVIEW)
    if application.lane == Lane.ORDINARY:
        path.insert(0, Stage.PROVINCIAL_REVIEW)
    return tuple(path)


def blockers(nomination: CityNomination, move: Move) -> Sequence[Issue]:
    """What keeps a province from agreeing."""
    if move == Move.APPROVE and nomination.stage == Stage.PROVINCIAL_REVIEW:
        return letter_issues(
            Recommendation.objects.filter(nomination=nomination).first(),
            files=nomination.evidence.filter(
                slot=LETTER_SLOT, removed_at__isnull=True
            ).count(),
            today=timezone.localdate(),
        )
    return ()


def issues_of(
    nomination: CityNomination, data: Mapping[str, Any], today: date
) -> Sequence[Issue]:
    """What the checks find in a draft or a submission."""
    return content_issues(data, today=today)


CITY_NOMINATION = kinds.register(
    kinds.Kind(
        key=CityNomination.KIND,
        name="产教融合型城市申报",
        prefix="CS",
        order=10,
        model="cities.CityNomination",
        detail_url="cities:nomination",
        edit_url="cities:nomination-edit",
        path=path_of,
        snapshot=snapshot,
        blockers=blockers,
        on_listed=record_listing,
        on_delisted=end_listing,
        expert_tier=Tier.NATION,
        notice_tier=Tier.NATION,
        list_tier=Tier.NATION,
        sections=OUTLINE.places(),
        outline=OUTLINE,
        content_issues=issues_of,
        describe=describe,
        paper=paper_of,
        listed_words="列入国家产教融合试点城市名单",
    )
)
