"""How events make the sums and the state of an award; pure functions, money in yuan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from incentives.choices.grants import GrantEventKind, GrantState
from ui.refusals import Issue
from ui.words import number

ZERO = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """What an event does to the sums; a reversal names the kind it undoes."""

    kind: str
    amount: Decimal = ZERO
    undoes: str = ""


@dataclass(frozen=True)
class Sums:
    """An award at one moment."""

    amount: Decimal | None
    paid: Decimal = ZERO
    demanded: Decimal = ZERO
    recovered: Decimal = ZERO
    is_revoked: bool = False
    needs_review: bool = False
    amount_is_public: bool = False

    @property
    def state(self) -> GrantState:
        """Where it stands."""
        if self.is_revoked:
            owed = self.demanded > self.recovered
            return GrantState.RECOVERING if owed else GrantState.REVOKED
        if not self.paid:
            return GrantState.AWARDED
        return GrantState.PAID if self.paid == self.amount else GrantState.PAYING


def after(sums: Sums, entry: Entry) -> Sums:
    """The sums after an event."""
    kind, amount = entry.kind, entry.amount
    if kind == GrantEventKind.REVERSAL:
        kind, amount = entry.undoes, -amount
    if kind == GrantEventKind.PAYMENT:
        return replace(sums, paid=sums.paid + amount)
    if kind == GrantEventKind.RECOVERY:
        return replace(sums, recovered=sums.recovered + amount)
    if kind == GrantEventKind.REVOCATION:
        return replace(sums, is_revoked=True, needs_review=False, demanded=amount)
    if kind in (GrantEventKind.REVIEW_DUE, GrantEventKind.KEPT):
        return replace(sums, needs_review=kind == GrantEventKind.REVIEW_DUE)
    if kind in (GrantEventKind.SHOWN, GrantEventKind.HIDDEN):
        return replace(sums, amount_is_public=kind == GrantEventKind.SHOWN)
    return sums


def replayed(amount: Decimal | None, entries: Iterable[Entry]) -> Sums:
    """The sums out of all events from the beginning."""
    sums = Sums(amount)
    for entry in entries:
        sums = after(sums, entry)
    return sums


def entry_issues(sums: Sums, entry: Entry) -> list[Issue]:
    """Why an event cannot be entered now, at its field."""
    rules = {
        GrantEventKind.PAYMENT: _payment,
        GrantEventKind.RECOVERY: _recovery,
        GrantEventKind.REVOCATION: _revocation,
        GrantEventKind.REVERSAL: _reversal,
        GrantEventKind.KEPT: _kept,
    }
    rule = rules.get(GrantEventKind(entry.kind))
    if rule is not None:
        return rule(sums, entry)
    if sums.is_revoked and entry.kind not in AFTER_THE_END:
        return [Issue("", "该激励已经撤销，不再登记。")]
    return []


AFTER_THE_END = (GrantEventKind.SHOWN, GrantEventKind.HIDDEN)


def _positive(entry: Entry) -> list[Issue]:
    return [] if entry.amount > 0 else [Issue("amount", "金额须大于零。")]


def _payment(sums: Sums, entry: Entry) -> list[Issue]:
    if sums.is_revoked:
        return [Issue("", "该激励已经撤销，不能再兑付。")]
    if sums.amount is None:
        return [Issue("amount", "该激励没有金额，不登记兑付。")]
    left = sums.amount - sums.paid
    if entry.amount > left:
        words = (
            f"兑付不能超过授予金额：授予{number(sums.amount, 2)}元，"
            f"已兑付{number(sums.paid, 2)}元，最多还可兑付{number(left, 2)}元。"
        )
        return [Issue("amount", words)]
    return _positive(entry)


def _recovery(sums: Sums, entry: Entry) -> list[Issue]:
    left = sums.demanded - sums.recovered
    if not sums.is_revoked:
        return [Issue("", "该激励没有撤销，不登记收回。")]
    if entry.amount > left:
        words = (
            f"收回不能超过应收回金额：应收回{number(sums.demanded, 2)}元，"
            f"已收回{number(sums.recovered, 2)}元，最多还可登记{number(left, 2)}元。"
        )
        return [Issue("amount", words)]
    return _positive(entry)


def _revocation(sums: Sums, entry: Entry) -> list[Issue]:
    if sums.is_revoked:
        return [Issue("", "该激励已经撤销。")]
    if entry.amount < 0 or entry.amount > sums.paid:
        words = f"应收回金额不能超过已兑付的{number(sums.paid, 2)}元。"
        return [Issue("demanded", words)]
    return []


def _reversal(sums: Sums, entry: Entry) -> list[Issue]:
    left = after(sums, entry)
    if entry.undoes not in (GrantEventKind.PAYMENT, GrantEventKind.RECOVERY):
        return [Issue("", "只能冲销兑付和收回资金的记录。")]
    if left.demanded > left.paid:
        words = "冲销后兑付金额小于应收回金额，不能冲销。"
        return [Issue("", words)]
    return []


def _kept(sums: Sums, entry: Entry) -> list[Issue]:
    return [] if sums.needs_review else [Issue("", "该激励没有待复核的情形。")]
