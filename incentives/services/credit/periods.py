"""Filing periods are begun: a whole month, quarter or year of a taxpayer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.checks.credit import period_issues
from incentives.models import CreditAccount, CreditPeriod, CreditRates, CreditStatement
from incentives.permissions.credit import can_keep_account
from incentives.services.credit.locking import lock_account
from ui.refusals import Issue, allow, refuse

ONE_DAY = timedelta(days=1)


@transaction.atomic
def start_period(
    account: CreditAccount,
    *,
    starts: date,
    ends: date,
    by: User,
    now: datetime | None = None,
) -> CreditStatement:
    """Begin a period: its first draft, empty, to be filled in.

    Raises `Invalid` at `starts` or `ends`: no whole period of the account's term,
    overlapping, before 2019, in the future, or across a change of rates. A gap before
    it is allowed; `gap_before` says so. An earlier period may be begun later.
    """
    now = now or timezone.now()
    held = lock_account(account.pk)
    allow(can_keep_account(by, held))
    refuse(issues_of_period(held, starts, ends, timezone.localdate(now)))
    period = CreditPeriod.objects.create(
        account=held, starts=starts, ends=ends, created_at=now
    )
    return CreditStatement.objects.create(
        period=period, number=1, created_by=by, created_at=now
    )


def issues_of_period(
    account: CreditAccount, starts: date, ends: date, today: date
) -> list[Issue]:
    """What keeps a period from being begun, at its field."""
    found = period_issues(
        account.term,
        starts,
        ends,
        today=today,
        taken=account.periods.values_list("starts", "ends"),
        changes=CreditRates.objects.values_list("effective_from", flat=True),
    )
    opening = account.periods.filter(
        statement__opening_balance__gt=0, starts__gt=starts
    ).first()
    if opening is not None:
        words = (
            f"{opening.label}填有建账前结转的可抵免金额，不能在其之前补充所属期；"
            f"请先更正{opening.label}，将建账前结转改填到最早的所属期。"
        )
        found.append(Issue("starts", words))
    return found


def gap_before(
    starts: date, others: Iterable[tuple[date, date]]
) -> tuple[date, date] | None:
    """The days between the period before and this one; None without a gap."""
    ends = [last for _first, last in others if last < starts]
    if not ends or max(ends) + ONE_DAY == starts:
        return None
    return max(ends) + ONE_DAY, starts - ONE_DAY
