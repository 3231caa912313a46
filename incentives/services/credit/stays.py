"""When a taxpayer could credit: its enterprise's stays in the pool, and control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from enterprises.models import Enterprise, GroupMember, PoolStay
from incentives.ledger import Window, windows_within
from incentives.models import CreditAccount


def windows_of(accounts: Sequence[CreditAccount]) -> dict[int, tuple[Window, ...]]:
    """By account, the days whose money counts; three queries, however many accounts."""
    stays = stays_of({account.enterprise_id for account in accounts})
    control = _control({a.enterprise_id for a in accounts if a.is_member})
    return {
        account.pk: windows_within(
            stays.get(account.enterprise_id, ()),
            control.get((account.enterprise_id, account.credit_code), ())
            if account.is_member
            else ((date.min, None),),
        )
        for account in accounts
    }


def stays_of(enterprises: Iterable[int]) -> dict[int, tuple[Window, ...]]:
    """By enterprise, its stays in the pool in the order of time; two queries."""
    pks = list(enterprises)
    found: dict[int, list[Window]] = defaultdict(list)
    former = PoolStay.objects.filter(enterprise__in=pks).order_by("since")
    for pk, since, until in former.values_list("enterprise", "since", "until"):
        found[pk].append((since, until))
    rows = Enterprise.objects.filter(pk__in=pks, pooled_on__isnull=False)
    for pk, day, left in rows.values_list("pk", "pooled_on", "left_pool_on"):
        assert day is not None  # asked for
        found[pk].append((day, left))
    return {pk: tuple(stays) for pk, stays in found.items()}


def _control(parents: Iterable[int]) -> dict[tuple[int, str], list[Window]]:
    found: dict[tuple[int, str], list[Window]] = defaultdict(list)
    rows = GroupMember.objects.filter(parent__in=list(parents))
    for parent, code, since, until in rows.values_list(
        "parent", "credit_code", "since", "until"
    ):
        found[parent, code].append((since, until))
    return found


def control_ended(account: CreditAccount, day: date) -> date | None:
    """The last day of control over a member unit, if it is over on a day."""
    if not account.is_member:
        return None
    rows = GroupMember.objects.filter(
        parent=account.enterprise_id, credit_code=account.credit_code
    )
    ends = list(rows.values_list("until", flat=True))
    if not ends or None in ends:
        return None
    last = max(end for end in ends if end is not None)
    return last if last <= day else None
