"""An award in words: its facts, its timeline, and a receiver's four kinds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.html import format_html

from incentives.checks.grants import basis_of
from incentives.choices.grants import (
    INTERNAL_EVENTS,
    PACKAGE,
    GrantCategory,
    GrantEventKind,
)
from incentives.models import Grant, GrantEvent, IncentiveGrant, PolicyVersion
from incentives.models.grants import GrantTerms
from incentives.services.grants import ruling_seen_by
from ui.words import cn_date, number, wan

WITH_MONEY = (
    GrantEventKind.AWARD,
    GrantEventKind.PAYMENT,
    GrantEventKind.RECOVERY,
    GrantEventKind.REVERSAL,
)


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    title: str
    at: Any
    by: str
    note: str
    tone: str


@dataclass(frozen=True)
class KindOfPackage:
    """One of the four kinds: how many awards, and what they come to (yuan)."""

    key: str
    label: str
    count: int
    amount: Decimal
    paid: Decimal


def term_words(terms: GrantTerms) -> str:
    """From when to when."""
    if terms.starts is None:
        return ""
    begin = cn_date(terms.starts)
    return f"{begin}至{cn_date(terms.ends)}" if terms.ends else f"{begin}起，无期限"


def money_words(amount: Decimal | None) -> str:
    """1,000.00元, or nothing."""
    return f"{number(amount, 2)}元" if amount is not None else ""


def amount_words(amount: Decimal | None) -> str:
    """The same in 万元 beside it, so that a slip of the unit is seen."""
    if amount is None or amount < 10_000:
        return money_words(amount)
    return f"{money_words(amount)}（{wan(amount)}万元）"


def terms_rows(terms: GrantTerms) -> list[tuple[str, Any]]:
    """The terms as facts; what is empty is left out."""
    basis = basis_of(terms)
    rows = [
        ("激励对象", terms.receiver_words),
        ("激励类别", terms.get_category_display()),  # type: ignore[attr-defined]
        ("金额", amount_words(terms.amount)),
        ("权益内容", terms.right),
        ("政策清单中的依据", _policy_link(terms.policy)),
        ("依据文件", basis.name),
        ("依据文件文号", basis.number),
        ("依据文件链接", basis.url),
        ("执行期", term_words(terms)),
        ("条件", terms.conditions),
    ]
    return [(label, value) for label, value in rows if value]


def _policy_link(policy: PolicyVersion | None) -> str:
    if policy is None:
        return ""
    link = '<a href="{}">{}</a>'
    return format_html(link, policy.get_absolute_url(), policy)


def grant_rows(grant: Grant) -> list[tuple[str, Any]]:
    """An award as facts."""
    shown = "公开" if grant.amount_is_public else "不公开"
    return [
        ("激励编号", grant.number),
        *terms_rows(grant),
        ("授予单位", grant.organisation),
        ("授予日期", cn_date(grant.awarded_on)),
        *([("金额是否公开", shown)] if grant.amount is not None else []),
    ]


def ruling_rows(user: Any, case: IncentiveGrant) -> list[tuple[str, Any]]:
    """What was set of the amount, for those who may read it by now."""
    ruling = ruling_seen_by(user, case)
    if ruling is None:
        return []
    rows = [
        ("申请金额", money_words(ruling.applied)),
        ("核定金额", amount_words(ruling.amount)),
        ("核定单位", str(ruling.organisation)),
        ("核定理由", ruling.reason),
    ]
    return [(label, value) for label, value in rows if value]


def events_seen(grant: Grant, *, inside: bool) -> list[GrantEvent]:
    """The entries that a person may read, in their order."""
    rows = grant.events.in_order().select_related(
        "organisation", "by", "voucher", "reverses", "reversed_by"
    )
    return [row for row in rows if inside or row.kind not in INTERNAL_EVENTS]


def entry_of(event: GrantEvent, *, inside: bool) -> Entry:
    """A line of the timeline; who entered it is told to authorities only."""
    words = []
    if event.kind in WITH_MONEY and event.amount:
        words.append(money_words(event.amount))
    if event.kind == GrantEventKind.REVOCATION and event.amount:
        words.append(f"应收回{money_words(event.amount)}")
    if event.voucher_number:
        words.append(f"凭证号码{event.voucher_number}")
    if event.reverses is not None:
        undone = event.reverses
        words.append(f"冲销{cn_date(undone.on)}的{undone.get_kind_display()}")
    note = "，".join(words) + ("。" if words else "")
    who = str(event.organisation or "系统")
    if inside and event.by is not None:
        who = f"{who}　{event.by.name}"
    return Entry(
        title=f"{event.get_kind_display()}（{cn_date(event.on)}）",
        at=event.at,
        by=who,
        note=(note + "\n" + event.note).strip(),
        tone=event.tone,
    )


def package_of(rows: Any) -> list[KindOfPackage]:
    """The four kinds among standing awards, also those of which there are none."""
    counted = {
        row["category"]: row
        for row in rows.standing()
        .order_by()
        .values("category")
        .annotate(n=Count("pk"), amount=Sum("amount"), paid_sum=Sum("paid"))
    }
    nothing = {"n": 0, "amount": None, "paid_sum": None}
    return [
        KindOfPackage(
            kind.value,
            str(kind.label),
            counted.get(kind, nothing)["n"],
            counted.get(kind, nothing)["amount"] or Decimal(0),
            counted.get(kind, nothing)["paid_sum"] or Decimal(0),
        )
        for kind in GrantCategory
        if kind in PACKAGE
    ]
