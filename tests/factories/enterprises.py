"""Enterprises that came into the pool through the services, as their people would.

firm = pooled_enterprise()                       # 钱塘智造, in Hangzhou
firm = pooled_enterprise("enterprise_ningbo")    # of a separately planned city
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from enterprises.choices import CULTIVATION, GroupKind
from enterprises.demo_filling import fill
from enterprises.models import CultivationApplication, Enterprise
from enterprises.services.starting import start_cultivation
from regions.models import Division
from tests.factories.workflow import DRAFTS, an_open_round, submitted
from workflow.choices import Stage
from workflow.models import Round

FIRM = "enterprise"


def cultivation_round(**fields: Any) -> Round:
    """A published national round of cultivation."""
    return an_open_round(CULTIVATION, **{"name": "2026年产教融合型企业申报"} | fields)


def person_of(organisation: Organisation) -> User:
    """Who works for an enterprise."""
    return User.objects.filter(posts__organisation=organisation).earliest("pk")


def cultivation_draft(
    applicant: Organisation, round: Round | None, **fields: Any
) -> CultivationApplication:
    """A complete draft of an enterprise."""
    now = fields.get("now") or timezone.now()
    by = person_of(applicant)
    central = applicant.is_central_group
    place = Division.objects.select_related("managing_unit", "parent").get(
        pk=applicant.division_id
    )
    draft = start_cultivation(
        round=round or cultivation_round(now=now),
        place=place,
        group_kind=GroupKind.CENTRAL if central else GroupKind.NONE,
        by=by,
        now=now,
    )
    fill(draft, by=by, now=now, leave_out=fields.get("leave_out", ()))
    return CultivationApplication.objects.get(pk=draft.pk)


DRAFTS[CULTIVATION] = cultivation_draft


def draft_of(name: str = FIRM, **fields: Any) -> CultivationApplication:
    """A complete draft of a persona's enterprise."""
    applicant = Organisation.objects.get(posts__user__username=name)
    return cultivation_draft(applicant, fields.pop("a_round", None), **fields)


def case_at(
    stage: str, name: str = FIRM, *, now: datetime | None = None, **fields: Any
) -> CultivationApplication:
    """An application that travelled to a stage through the one door."""
    now = now or timezone.now()
    draft = draft_of(name, now=now, **fields)
    submitted(draft, stage, now)
    return CultivationApplication.objects.get(pk=draft.pk)


def pooled_enterprise(name: str = FIRM, *, now: datetime | None = None) -> Enterprise:
    """An enterprise in the pool.

    `now` is when it began to apply; it enters a week or two later, at the end of the
    public notice, so that a test moves its clock on to `firm.pooled_on`.
    """
    return case_at(Stage.LISTED, name, now=now).enterprise
