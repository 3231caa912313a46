"""When a taxpayer could credit: its enterprise's stays in the pool, and control.

The register keeps the present stay. Earlier ones are read from the record of entry and
of leaving, where the portal has handled them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils import timezone

from enterprises.choices import RemovalState
from enterprises.models import (
    CultivationApplication,
    Enterprise,
    GroupMember,
    Removal,
)
from incentives.ledger import Window, windows_within
from incentives.models import CreditAccount
from workflow.choices import Stage
from workflow.models import Step

ONE_DAY = timedelta(days=1)


def windows_of(accounts: Sequence[CreditAccount]) -> dict[int, tuple[Window, ...]]:
    """By account, the days whose money counts; four queries, however many accounts."""
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
    """By enterprise, its stays in the pool in the order of time."""
    pks = list(enterprises)
    rows = Enterprise.objects.filter(pk__in=pks, pooled_on__isnull=False)
    present = rows.values_list("pk", "pooled_on", "left_pool_on")
    entries, exits = _recorded(pks)
    found = {}
    for pk, since, until in present:
        earlier = sorted(day for day in entries[pk] if day < since)
        found[pk] = (*_former(earlier, sorted(exits[pk]), since), (since, until))
    return found


def _former(
    entries: Sequence[date], exits: Sequence[date], since: date
) -> Iterable[Window]:
    """Each from its entry to the first day of leaving that follows."""
    for entry, following in pairwise([*entries, since]):
        left = next((day for day in exits if entry <= day < following), None)
        yield entry, left or following - ONE_DAY


def _recorded(
    pks: Sequence[int],
) -> tuple[dict[int, set[date]], dict[int, set[date]]]:
    entries: dict[int, set[date]] = defaultdict(set)
    exits: dict[int, set[date]] = defaultdict(set)
    cases = CultivationApplication.objects.filter(enterprise__in=pks)
    owners = dict(cases.values_list("pk", "enterprise"))
    moved = Step.objects.filter(
        application__in=owners, to_stage__in=(Stage.LISTED, Stage.DELISTED)
    ).exclude(move="")
    for case, stage, at in moved.values_list("application", "to_stage", "at"):
        days = entries if stage == Stage.LISTED else exits
        days[owners[case]].add(timezone.localdate(at))
    removed = Removal.objects.filter(
        enterprise__in=pks, state=RemovalState.CONFIRMED, decided_at__isnull=False
    )
    for pk, decided_at in removed.values_list("enterprise", "decided_at"):
        assert decided_at is not None  # asked for
        exits[pk].add(timezone.localdate(decided_at))
    return entries, exits


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
