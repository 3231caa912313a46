"""A firm begins to declare the credit of a year."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enterprises.models import Enterprise
from enterprises.places import case_of
from enterprises.services.changes import own_enterprise
from incentives.models import CreditDeclaration
from incentives.models.declarations import FIRST_YEAR
from incentives.permissions.declarations import can_declare
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.services import open_draft


@transaction.atomic
def start_declaration(
    *, year: int, by: User, now: datetime | None = None
) -> CreditDeclaration:
    """Open the draft of a year's declaration; it belongs to no round.

    Where the year was approved before, this one is to take its place. Raises
    `NotAllowed` for who has no enterprise in the pool, `Closed` while one of the year
    is under way, `Invalid` at `year`.
    """
    now = now or timezone.now()
    enterprise = own_enterprise(by)
    verdict = can_declare(by, enterprise)
    if not verdict or enterprise is None:
        raise NotAllowed(verdict.reason)
    _refuse_year(year, timezone.localdate(now).year)
    # Two people of one firm: the second waits here and then sees the first's draft.
    firm = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    of_year = CreditDeclaration.objects.filter(enterprise=firm).of_year(year)
    if of_year.still_open().exists():
        raise Closed.at(
            "year", f"贵单位已有正在办理的{year}年度抵免申报，办结后再补充申报。"
        )
    return _create(firm, year, of_year.confirmed().first(), by, now)


def _refuse_year(year: int, this_year: int) -> None:
    if not FIRST_YEAR <= year <= this_year:
        raise Invalid.at("year", f"申报年度应在{FIRST_YEAR}年至{this_year}年之间。")


def _create(
    firm: Enterprise,
    year: int,
    earlier: CreditDeclaration | None,
    by: User,
    now: datetime,
) -> CreditDeclaration:
    further = "（补充申报）" if earlier else ""
    declaration = CreditDeclaration(
        title=f"{firm.name}{year}年度抵免信息申报{further}",
        **case_of(firm),
        year=year,
        supplements=earlier,
    )
    return open_draft(declaration, by=by, now=now)
