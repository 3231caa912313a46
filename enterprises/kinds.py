"""The applications of enterprises as kinds of the life cycle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from accounts.choices import Tier
from enterprises import certifying
from enterprises.changing import (
    change_blockers,
    change_snapshot,
    describe_change,
    report_content_issues,
)
from enterprises.choices import CERTIFICATION, CHANGE, CULTIVATION
from enterprises.describing import describe
from enterprises.examples import EXAMPLES
from enterprises.judging import application_issues, application_tally
from enterprises.models import CertificationApplication, CultivationApplication
from enterprises.models.certification_sections import CERTIFICATION_OUTLINE
from enterprises.models.change_sections import CHANGE_OUTLINE
from enterprises.models.sections import OUTLINE
from enterprises.paper import paper_of
from enterprises.paths import review_path
from enterprises.services.certificates import issue_certificate, revoke_certificate
from enterprises.services.changes import apply_change
from enterprises.services.register import enter_pool, leave_pool
from enterprises.services.snapshot import snapshot
from enterprises.thresholds import (
    ADMISSION_SETTINGS,
    CERTIFICATION_SETTINGS,
    CULTIVATION_SETTINGS,
)
from ui.refusals import Issue
from workflow import kinds
from workflow.choices import Move, Stage
from workflow.services import rules_of


def experts_of(application: Any) -> tuple[Stage, ...]:
    """The expert review, where the rules ask for one."""
    return (Stage.EXPERT_REVIEW,) if rules_of(application).experts_required else ()


# What brings a case nearer to the list.
LISTS = (Move.APPROVE, Move.CLOSE_NOTICE)
BANNED = "该企业处于禁止申报期，不能纳入建设培育库。"
NO_LONGER = "该企业已不在建设培育库中或处于禁止申报期，不能予以认证。"


def cultivation_path(application: CultivationApplication) -> tuple[Stage, ...]:
    """First check by the city, then by the unit, experts and the unit's notice."""
    after = (*experts_of(application), Stage.PUBLIC_NOTICE)
    return review_path(application, by_city=True, after=after)


def blockers(application: CultivationApplication, move: Move) -> Sequence[Issue]:
    """Who was removed does not enter."""
    if move in LISTS and application.enterprise.is_banned_on(timezone.localdate()):
        return [Issue("enterprise", BANNED)]
    return ()


CULTIVATION_KIND = kinds.register(
    kinds.Kind(
        key=CULTIVATION,
        name="产教融合型企业建设培育申报",
        prefix="PY",
        order=20,
        model="enterprises.CultivationApplication",
        detail_url="enterprises:cultivation",
        edit_url="enterprises:cultivation-edit",
        path=cultivation_path,
        snapshot=snapshot,
        blockers=blockers,
        on_listed=enter_pool,
        on_delisted=leave_pool,
        expert_tier=Tier.UNIT,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        settings=(*ADMISSION_SETTINGS, *CULTIVATION_SETTINGS),
        examples=EXAMPLES,
        sections=OUTLINE.places(),
        outline=OUTLINE,
        content_issues=application_issues,
        tally=application_tally,
        describe=describe,
        paper=paper_of,
        listed_words="纳入产教融合型企业建设培育库",
        listed_label="已入库",
    )
)

CHANGE_KIND = kinds.register(
    kinds.Kind(
        key=CHANGE,
        name="企业变更报告",
        prefix="QB",
        order=60,
        model="enterprises.ChangeReport",
        detail_url="enterprises:change",
        edit_url="enterprises:change-edit",
        path=review_path,
        snapshot=change_snapshot,
        blockers=change_blockers,
        on_listed=apply_change,
        notice_tier=Tier.UNIT,
        list_tier=Tier.UNIT,
        sections=CHANGE_OUTLINE.places(),
        outline=CHANGE_OUTLINE,
        content_issues=report_content_issues,
        describe=describe_change,
        listed_words="变更已登记",
        listed_label="已登记",
    )
)


def certification_path(application: CertificationApplication) -> tuple[Stage, ...]:
    """Review, experts and notice by the unit, confirmed by the nation.

    Of whole groups the nation does all that itself.
    """
    after = (*experts_of(application), Stage.PUBLIC_NOTICE)
    return review_path(application, after=after, confirmed=True)


def certification_blockers(
    application: CertificationApplication, move: Move
) -> Sequence[Issue]:
    """Nobody agrees to who was removed."""
    today, firm = timezone.localdate(), application.enterprise
    if move in LISTS and (not firm.is_in_pilot or firm.is_banned_on(today)):
        return [Issue("enterprise", NO_LONGER)]
    return ()


CERTIFICATION_KIND = kinds.register(
    kinds.Kind(
        key=CERTIFICATION,
        name="产教融合型企业认证申报",
        prefix="RZ",
        order=22,
        model="enterprises.CertificationApplication",
        detail_url="enterprises:certification",
        edit_url="enterprises:certification-edit",
        path=certification_path,
        snapshot=certifying.snapshot,
        blockers=certification_blockers,
        on_listed=issue_certificate,
        on_delisted=revoke_certificate,
        expert_tier=Tier.UNIT,
        notice_tier=Tier.UNIT,
        list_tier=Tier.NATION,
        settings=CERTIFICATION_SETTINGS,
        sections=CERTIFICATION_OUTLINE.places(),
        outline=CERTIFICATION_OUTLINE,
        content_issues=certifying.content_issues,
        describe=certifying.describe,
        tally=certifying.tally,
        paper=certifying.paper_of,
        listed_words="列入产教融合型企业认证目录",
        listed_label="已认证",
    )
)
