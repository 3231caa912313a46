"""The rates of the credit: only ever added."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from accounts.choices import AccessKind
from accounts.models import User
from accounts.services import record_access
from incentives.checks.rates import rate_issues
from incentives.models import CreditRates
from incentives.permissions.rates import can_add_rates
from regions.calendar import local_day
from ui.refusals import Invalid, allow, refuse
from ui.words import cn_date


@transaction.atomic
def add_rates(
    *,
    effective_from: date,
    credit: Decimal,
    education: Decimal,
    local: Decimal,
    basis: str,
    by: User,
    now: datetime,
) -> CreditRates:
    """Let other rates hold from a day to come; shares of one (0.3000 for 30%).

    Raises `NotAllowed`, or `Invalid` with an issue at the field.
    """
    allow(can_add_rates(by))
    last = CreditRates.objects.order_by("-effective_from").first()
    shares = {"credit": credit, "education": education, "local": local}
    refuse(
        rate_issues(
            effective_from=effective_from,
            latest=last.effective_from if last else None,
            today=local_day(now),
            shares=shares,
        )
    )
    if not basis.strip():
        raise Invalid.at("basis", "请填写依据的文件名称和文号。")
    row = _create(effective_from, shares, basis, by, now)
    said = f"增加抵免参数：自{cn_date(effective_from)}起"
    record_access(kind=AccessKind.REFERENCE, user=by, detail=said, now=now)
    return row


def _create(
    day: date, shares: dict[str, Decimal], basis: str, by: User, now: datetime
) -> CreditRates:
    # Two leads may add the same day at once; the database lets one through.
    try:
        with transaction.atomic():
            return CreditRates.objects.create(
                effective_from=day, basis=basis, entered_by=by, entered_at=now, **shares
            )
    except IntegrityError as twice:
        raise Invalid.at("effective_from", "该起始日期已有抵免参数。") from twice
