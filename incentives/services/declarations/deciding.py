"""The managing unit decides on pool status and items; every act is one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incentives.choices import LineDecision
from incentives.declaring.items import Item, items_of, last_submission, pool_word
from incentives.models import CreditDeclaration, CreditLineDecision, CreditRuling
from incentives.permissions.declarations import can_decide_items
from ui.refusals import Closed, Invalid, Issue, allow, refuse
from ui.text import clean_text
from workflow.choices import Action
from workflow.models import Application
from workflow.permissions import deciding_posts
from workflow.services.record import lock_case, record_act

MOST_REASON = 500
NO_REASON = "不予认可的，请写明理由。"
TOO_LONG = f"理由不能超过{MOST_REASON}个字。"
NOTHING_NEW = "没有新的审核意见，请先选择认可或不予认可。"


@dataclass(frozen=True)
class Word:
    """What is said of an item, or of the pool status; a refusal has its reason."""

    decision: str
    reason: str = ""

    @property
    def is_refusal(self) -> bool:
        return self.decision == LineDecision.REFUSED


@transaction.atomic
def decide_items(
    declaration: CreditDeclaration,
    *,
    words: Mapping[int, Word],
    pool: Word | None = None,
    accept_rest: bool = False,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> CreditRuling:
    """Accept or refuse items by the keys of their lines; `accept_rest`: all undecided.

    What was said before and is said again makes no new row. Raises `NotAllowed` with
    the reason, `Stale`, `Invalid` at `items.<line>` or `pool`.
    """
    now = now or timezone.now()
    locked = lock_case(declaration.pk, version)
    case = CreditDeclaration.objects.get(pk=locked.pk)
    allow(can_decide_items(by, case))
    submission = last_submission(case)
    if submission is None:
        raise Closed("该申报尚未提交。")
    items = items_of(case, submission.data)
    said = _cleaned(words)
    _refuse_wrong(items, said, pool)
    new = _new_words(items, said, accept_rest=accept_rest)
    held = pool_word(case, submission.data)
    if pool and held and _as_word(held) == pool:
        pool = None
    if not new and pool is None:
        raise Invalid.at("", NOTHING_NEW)
    return _keep(locked, submission.number, new, pool, by, now)


def _cleaned(words: Mapping[int, Word]) -> dict[int, Word]:
    return {
        pk: Word(word.decision, clean_text(word.reason) if word.is_refusal else "")
        for pk, word in words.items()
    }


def _as_word(ruling: CreditRuling) -> Word:
    yes, no = LineDecision.ACCEPTED, LineDecision.REFUSED
    return Word(yes if ruling.pool_confirmed else no, ruling.pool_reason)


def _refuse_wrong(
    items: Sequence[Item], said: Mapping[int, Word], pool: Word | None
) -> None:
    known = {item.pk for item in items}
    found = [
        Issue(f"items.{pk}", sentence)
        for pk, word in said.items()
        if (sentence := _wrong(word) if pk in known else "该申报没有这项明细。")
    ]
    if pool and (sentence := _wrong(pool)):
        found.append(Issue("pool", sentence))
    refuse(found)


def _wrong(word: Word) -> str:
    if word.decision not in LineDecision.values:
        return "请选择认可或不予认可。"
    if word.is_refusal and not word.reason.strip():
        return NO_REASON
    return TOO_LONG if len(word.reason) > MOST_REASON else ""


def _new_words(
    items: Sequence[Item], said: Mapping[int, Word], *, accept_rest: bool
) -> dict[int, Word]:
    """What is not what was said of the same line before."""
    found = {}
    for item in items:
        word = said.get(item.pk)
        if word is None and accept_rest and not item.decision:
            word = Word(LineDecision.ACCEPTED)
        if word is not None and word != Word(item.decision, item.reason):
            found[item.pk] = word
    return found


def _keep(
    locked: Application,
    submission: int,
    new: Mapping[int, Word],
    pool: Word | None,
    by: User,
    now: datetime,
) -> CreditRuling:
    post = deciding_posts(by, locked)[0]
    ruling = CreditRuling.objects.create(
        application=locked,
        submission_number=submission,
        pool_confirmed=None if pool is None else not pool.is_refusal,
        pool_reason=clean_text(pool.reason) if pool else "",
        by=by,
        organisation=post.organisation,
        at=now,
    )
    CreditLineDecision.objects.bulk_create(
        CreditLineDecision(
            line_id=pk, ruling=ruling, decision=word.decision, reason=word.reason
        )
        for pk, word in new.items()
    )
    note = _note(new, pool)
    record_act(
        locked, Action.DECIDE_ITEMS, by=by, post=post, now=now, note=note, about=ruling
    )
    return ruling


def _note(new: Mapping[int, Word], pool: Word | None) -> str:
    refused = sum(word.is_refusal for word in new.values())
    parts = []
    if pool is not None:
        parts.append("入库状态不予确认" if pool.is_refusal else "确认入库状态")
    if accepted := len(new) - refused:
        parts.append(f"认可{accepted}项")
    if refused:
        parts.append(f"不予认可{refused}项")
    return "，".join(parts) + "。"
