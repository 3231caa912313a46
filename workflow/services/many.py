"""One act on many cases: each by itself, and for each what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ui.refusals import Closed, Invalid, Refusal, Stale
from workflow.choices import Move
from workflow.models import Application
from workflow.permissions import proposal_seen_by
from workflow.services.door import advance
from workflow.services.handling import assign_case, give_back, take_case
from workflow.services.record import CHANGED

MOST = 200
NONE_CHOSEN = "请先勾选要办理的事项。"
TOO_MANY = f"一次最多办理{MOST}件，请分批办理。"
NOT_FOUND = "没有找到该事项，或您无权查看。"


class RowAct(TextChoices):
    """What can be done to many at once."""

    TAKE = "take", _("接办")
    ASSIGN = "assign", _("转交")
    GIVE_BACK = "give_back", _("交回")
    CONFIRM = "confirm", _("确认同意")


class RowState(TextChoices):
    """What became of one row of many."""

    DONE = "done", _("已办理")
    REFUSED = "refused", _("未办理")
    CHANGED = "changed", _("情况已变化")
    MISSING = "missing", _("未找到")


@dataclass(frozen=True)
class RowResult:
    """What became of one row; `sentence` says why it was left out."""

    pk: int
    title: str
    state: RowState
    sentence: str = ""
    url: str = ""

    @property
    def done(self) -> bool:
        """Whether the act took place."""
        return self.state == RowState.DONE


def act_on_many(
    act: str,
    rows: Sequence[tuple[int, int | None]],
    *,
    by: User,
    to: User | None = None,
    note: str = "",
    now: datetime | None = None,
) -> list[RowResult]:
    """Do one thing to each of `rows` = (pk, version shown); refusals skip a row.

    Each row is a transaction of its own, so that one refused leaves the others done.
    """
    now = now or timezone.now()
    rows = list(dict(rows).items())
    if act not in RowAct.values:
        raise Invalid.at("act", "没有这种办理操作。")
    if not rows or len(rows) > MOST:
        raise Invalid.at("rows", TOO_MANY if rows else NONE_CHOSEN)
    deeds: dict[str, Callable[[Application, int], object]] = {
        RowAct.TAKE: lambda case, v: take_case(case, by=by, version=v, now=now),
        RowAct.ASSIGN: lambda case, v: assign_case(
            case, to=to, by=by, note=note, version=v, now=now
        ),
        RowAct.GIVE_BACK: lambda case, v: give_back(
            case, by=by, note=note, version=v, now=now
        ),
        RowAct.CONFIRM: lambda case, v: _confirm(case, by, v, now),
    }
    return [_done(pk, version, deeds[act], by) for pk, version in rows]


def _done(
    pk: int, version: int | None, deed: Callable[[Application, int], object], by: User
) -> RowResult:
    case = Application.objects.visible_to(by).filter(pk=pk).first()
    if case is None:
        return RowResult(pk, "", RowState.MISSING, NOT_FOUND)
    url = case.get_absolute_url()
    try:
        # Said first, since what follows may be refused for what changed.
        if version not in (None, case.version):
            raise Stale(CHANGED)
        deed(case, case.version)
    except Refusal as refusal:
        stale = isinstance(refusal, Stale)
        state = RowState.CHANGED if stale else RowState.REFUSED
        return RowResult(pk, case.title, state, refusal.sentence, url)
    return RowResult(pk, case.title, RowState.DONE, url=url)


def _confirm(case: Application, by: User, version: int, now: datetime) -> Application:
    """A lead confirms an approval as it was proposed; all else wants to be read."""
    proposal = proposal_seen_by(by, case)
    if proposal is None:
        raise Closed("没有待确认的处理意见。")
    if proposal.move != Move.APPROVE:
        label = proposal.get_move_display()
        raise Invalid(f"经办人提出的是“{label}”，请逐件办理。")
    return advance(case, Move.APPROVE, by=by, version=version, now=now)
