"""An owner begins to apply for money."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models.register import lane_of_unit
from enterprises.places import seat_of
from incentives.choices.projects import APPLIED_FOR, FundSource
from incentives.models import FundApplication, Project
from incentives.permissions.projects import can_apply_for
from incentives.services.funds import lock_project
from ui.refusals import Closed, Invalid, allow
from workflow.services import open_draft

HELD = "该项目已有同一来源的资金申请正在办理，办结后再申请。"
UNKNOWN = "请选择中央预算内投资、地方财政资金或专项债券。"


@transaction.atomic
def start_fund_application(
    project: Project, *, source: str, by: User, now: datetime | None = None
) -> FundApplication:
    """Open the draft of an application; it belongs to no round.

    Raises `NotAllowed` for others than the owner, `Invalid` or `Closed` at `source`.
    """
    now = now or timezone.now()
    held = lock_project(project)
    allow(can_apply_for(by, held))
    if source not in dict(APPLIED_FOR):
        raise Invalid.at("source", UNKNOWN)
    rows = FundApplication.objects.filter(project=held, source=source)
    if rows.still_open().exists():
        raise Closed.at("source", HELD)
    made = FundApplication(
        title=f"{held.name}资金申请（{FundSource(source).label}）",
        applicant=held.owner,
        project=held,
        source=source,
        division=seat_of(held.division),
        managing_unit=held.managing_unit,
        lane=lane_of_unit(held.managing_unit),
    )
    return open_draft(made, by=by, now=now)
