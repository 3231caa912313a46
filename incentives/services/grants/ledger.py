"""The grant ledger: entries are added under the lock of their award, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from documents.models import Attachment
from documents.services import store_upload
from incentives.checks.grant_sums import (
    Entry,
    Sums,
    after,
    entry_issues,
    replayed,
)
from incentives.choices.grants import GrantEventKind
from incentives.models import Grant, GrantEvent
from incentives.permissions.grants import (
    can_judge,
    can_keep_grant,
    can_pay,
    can_recover,
    can_reverse,
    can_show_amount,
)
from incentives.services.grants.receivers import people_receiving, receiver_of
from ui.refusals import Closed, Invalid, Stale, allow, refuse
from ui.text import clean_text, reason_in
from ui.words import cn_date, number
from workflow.services import tell

MOST_NOTE = 2000
CHANGED = "该激励刚刚被其他人更新，请刷新页面查看最新情况后再登记。"
FIELDS = ("paid", "demanded", "recovered", "needs_review", "amount_is_public")


@dataclass(frozen=True)
class Given:
    """What a person typed of an entry; money in yuan."""

    on: date
    amount: Decimal = Decimal(0)
    voucher_number: str = ""
    upload: Any = None
    note: str = ""


def lock_grant(grant: Grant, version: int | None = None) -> Grant:
    """The award locked; `version` is what the page showed, else `Stale`."""
    rows = Grant.objects.select_for_update(of=("self",))
    held: Grant = rows.select_related("organisation", "enterprise", "city").get(
        pk=grant.pk
    )
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


def sums_of(grant: Grant) -> Sums:
    """The sums as the award keeps them."""
    kept = {name: getattr(grant, name) for name in FIELDS}
    return Sums(amount=grant.amount, is_revoked=grant.is_ended, **kept)


def replay(grant: Grant) -> Sums:
    """The sums out of the events alone."""
    events = grant.events.in_order().select_related("reverses")
    return replayed(grant.amount, (entry_of(event) for event in events))


def entry_of(event: GrantEvent) -> Entry:
    undone = event.reverses
    return Entry(event.kind, event.amount, undone.kind if undone else "")


def append(
    grant: Grant,
    kind: GrantEventKind,
    *,
    on: date,
    by: User | None,
    organisation: Organisation | None,
    now: datetime,
    amount: Decimal = Decimal(0),
    **given: Any,
) -> GrantEvent:
    """Add an entry to a locked award, whose sums follow; `Invalid` where they may not.

    The caller has asked whether the person may.
    """
    undone = given.get("reverses")
    entry = Entry(kind, amount, undone.kind if undone else "")
    sums = sums_of(grant)
    if kind != GrantEventKind.AWARD:
        refuse(entry_issues(sums, entry))
    grant.event_count += 1
    event = GrantEvent.objects.create(
        grant=grant,
        sequence=grant.event_count,
        kind=kind,
        on=on,
        amount=amount,
        by=by,
        organisation=organisation,
        at=now,
        **given,
    )
    _follow(grant, after(sums, entry), now)
    return event


def _follow(grant: Grant, sums: Sums, now: datetime) -> None:
    for name in FIELDS:
        setattr(grant, name, getattr(sums, name))
    # Not the life cycle's stage: an award's state follows from its entries.
    grant.state = sums.state
    grant.version += 1
    grant.updated_at = now
    kept = (*FIELDS, "state", "event_count", "version", "updated_at")
    grant.save(update_fields=kept)


@transaction.atomic
def record_payment(
    grant: Grant,
    *,
    given: Given,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantEvent:
    """Money was paid out: day, amount, voucher number and file.

    Refused at `amount` beyond what was awarded, at `voucher_number` or `file` where
    the voucher was used for another payment of the same authority.
    """
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_pay(by, held))
    # One voucher pays once in the whole authority: its payments come one by one.
    Organisation.objects.select_for_update(no_key=True).get(pk=held.organisation_id)
    _check_day(held, given.on, now)
    voucher_number = clean_text(given.voucher_number, multiline=False)
    if not voucher_number:
        raise Invalid.at("voucher_number", "请填写支付凭证号码。")
    if given.upload is None:
        raise Invalid.at("file", "请上传支付凭证。")
    _refuse_used_number(held, voucher_number)
    file = _stored(held, given, by)
    _refuse_used_file(held, file)
    event = append(
        held,
        GrantEventKind.PAYMENT,
        on=given.on,
        amount=given.amount,
        voucher_number=voucher_number,
        voucher=file,
        note=_note(given.note),
        by=by,
        organisation=held.organisation,
        now=now,
    )
    words = f"已登记兑付{number(given.amount, 2)}元，日期{cn_date(given.on)}。"
    tell_receiver(held, event, words)
    return event


@transaction.atomic
def record_condition(
    grant: Grant,
    *,
    met: bool,
    given: Given,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantEvent:
    """The condition of an award was found met or not met, and why."""
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_judge(by, held))
    _check_day(held, given.on, now)
    kind = GrantEventKind.CONDITION_MET if met else GrantEventKind.CONDITION_UNMET
    event = append(
        held,
        kind,
        on=given.on,
        note=reason_in(given.note, "note", MOST_NOTE),
        voucher=_stored(held, given, by),
        by=by,
        organisation=held.organisation,
        now=now,
    )
    tell_receiver(held, event, f"{kind.label}。说明：{event.note}")
    return event


@transaction.atomic
def record_recovery(
    grant: Grant,
    *,
    given: Given,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantEvent:
    """Money came back; never more than was demanded."""
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_recover(by, held))
    _check_day(held, given.on, now)
    event = append(
        held,
        GrantEventKind.RECOVERY,
        on=given.on,
        amount=given.amount,
        voucher_number=clean_text(given.voucher_number, multiline=False),
        voucher=_stored(held, given, by),
        note=_note(given.note),
        by=by,
        organisation=held.organisation,
        now=now,
    )
    tell_receiver(held, event, f"已登记收回资金{number(given.amount, 2)}元。")
    return event


@transaction.atomic
def reverse_event(
    event: GrantEvent, *, reason: str, by: User, now: datetime | None = None
) -> GrantEvent:
    """Undo a payment or a recovery that was entered wrongly; both entries stay."""
    now = now or timezone.now()
    held = lock_grant(event.grant)
    wrong = held.events.select_related("grant").get(pk=event.pk)
    if GrantEvent.objects.filter(reverses=wrong).exists():
        raise Closed("该记录已经冲销。")
    allow(can_reverse(by, wrong))
    made = append(
        held,
        GrantEventKind.REVERSAL,
        on=timezone.localdate(now),
        amount=wrong.amount,
        reverses=wrong,
        note=reason_in(reason, "reason", MOST_NOTE),
        by=by,
        organisation=held.organisation,
        now=now,
    )
    what = f"{wrong.get_kind_display()}{number(wrong.amount, 2)}元"
    tell_receiver(held, made, f"已冲销{cn_date(wrong.on)}登记的{what}。")
    return made


@transaction.atomic
def keep_after_review(
    grant: Grant,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantEvent:
    """A lead says that an award goes on although its receiver lost his standing."""
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_keep_grant(by, held))
    return append(
        held,
        GrantEventKind.KEPT,
        on=timezone.localdate(now),
        note=reason_in(reason, "reason", MOST_NOTE),
        by=by,
        organisation=held.organisation,
        now=now,
    )


@transaction.atomic
def show_amount(
    grant: Grant,
    *,
    shown: bool,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantEvent:
    """Let everybody know the amount, or no longer."""
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_show_amount(by, held))
    if held.amount_is_public == shown:
        raise Closed("金额已经公开。" if shown else "金额没有公开。")
    return append(
        held,
        GrantEventKind.SHOWN if shown else GrantEventKind.HIDDEN,
        on=timezone.localdate(now),
        by=by,
        organisation=held.organisation,
        now=now,
    )


def tell_receiver(grant: Grant, event: GrantEvent, words: str) -> None:
    """The receiver hears of everything that concerns his award."""
    tell(
        people_receiving(receiver_of(grant), event.at),
        key=f"grant:{grant.pk}:{event.sequence}",
        subject=f"激励{event.get_kind_display()}：{grant}",
        body=f"{grant.organisation}授予的“{grant}”（{grant.number}）：{words}",
        path=grant.get_absolute_url(),
        now=event.at,
    )


def _check_day(grant: Grant, day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise Invalid.at("on", "日期不能晚于今天。")
    if day < grant.awarded_on:
        raise Invalid.at("on", f"日期不能早于授予日期{cn_date(grant.awarded_on)}。")


def _note(text: str) -> str:
    note = clean_text(text)
    if len(note) > MOST_NOTE:
        raise Invalid.at("note", f"说明不能超过{MOST_NOTE}个字。")
    return note


def _stored(grant: Grant, given: Given, by: User) -> Attachment | None:
    if given.upload is None:
        return None
    return store_upload(upload=given.upload, by=by, owner=grant.organisation)


def _payments_of(grant: Grant) -> Any:
    rows = GrantEvent.objects.not_reversed().select_related("grant")
    return rows.filter(
        kind=GrantEventKind.PAYMENT, grant__organisation=grant.organisation_id
    )


def _refuse_used_number(grant: Grant, number_: str) -> None:
    used = _payments_of(grant).filter(voucher_number=number_).first()
    if used is not None:
        when = cn_date(used.on)
        words = f"凭证号码{number_}已用于{used.grant.number}{when}的兑付，请核对。"
        raise Invalid.at("voucher_number", words)


def _refuse_used_file(grant: Grant, file: Attachment | None) -> None:
    assert file is not None  # a payment has its voucher
    used = _payments_of(grant).filter(voucher__sha256=file.sha256).first()
    if used is not None:
        when = cn_date(used.on)
        words = f"同一凭证文件已用于{used.grant.number}{when}的兑付，请核对。"
        raise Invalid.at("file", words)
