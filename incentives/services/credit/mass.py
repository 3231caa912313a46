"""Every ledger is computed anew in the background, after a change of rates say.

Accounts go by in chunks, each with a few queries in a transaction of its own; an
account is stamped with the moment at which the work began, so that a worker that dies
is followed by one who goes on where it ended, and running twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import reset_queries, transaction
from django.utils import timezone

from accounts.models import User
from documents.choices import JobState
from documents.models import Job
from documents.services import enqueue
from incentives.models import CreditAccount
from incentives.permissions.credit import can_recompute_all
from incentives.services.credit.reading import rates_in_order
from incentives.services.credit.recomputing import MOST_CAUSE, recompute_many
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text

RECOMPUTE_JOB = "credit_recompute"
TITLE = "重新计算抵免台账"
CHUNK = 500
NO_CAUSE = f"请填写重新计算的原因，不超过{MOST_CAUSE}个字。"
# done, total, words
Progress = Callable[[int, int, str], None]


@transaction.atomic
def start_recompute_all(
    *, cause: str, by: User | None, now: datetime | None = None
) -> Job:
    """Begin computing all ledgers; `by` is the nation's lead, or None for the clock.

    Raises `Invalid` at `cause` where it is missing, `Closed` while one is under way.
    """
    if by is not None:
        allow(can_recompute_all(by))
    now = now or timezone.now()
    cause = clean_text(cause, multiline=False)
    if not cause or len(cause) > MOST_CAUSE:
        raise Invalid.at("cause", NO_CAUSE)
    open_states = (JobState.QUEUED, JobState.RUNNING)
    if Job.objects.filter(kind=RECOMPUTE_JOB, state__in=open_states).exists():
        raise Closed("全部台账的重新计算正在进行，请等待其完成。")
    params = {"cause": cause, "since": now.isoformat()}
    return enqueue(kind=RECOMPUTE_JOB, title=TITLE, params=params, owner=by, now=now)


def recompute_all(
    *, cause: str, since: datetime, progress: Progress, chunk: int = CHUNK
) -> int:
    """Compute every ledger that was not computed since; how many results changed.

    Call it outside of a transaction: each chunk is kept, and told, by itself.
    """
    rates = rates_in_order()
    left = CreditAccount.objects.with_filed_periods().computed_before(since)
    total, done, changed = left.count(), 0, 0
    for pks in _chunks(since, chunk):
        made = recompute_many(pks, cause=cause, now=timezone.now(), rates=rates)
        done, changed = done + len(pks), changed + len(made)
        progress(done, max(total, done), f"已计算{done}户，其中{changed}期有变化")
        # With DEBUG on, Django keeps the text of every statement.
        reset_queries()
    return changed


def _chunks(since: datetime, size: int) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = CreditAccount.objects.with_filed_periods().computed_before(since)
        pks = rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        found = list(pks[:size])
        if not found:
            return
        yield found
        last = found[-1]
