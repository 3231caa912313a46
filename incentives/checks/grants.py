"""What is wrong with the terms of a grant; pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from incentives.choices.grants import PACKAGE, GrantCategory
from ui.refusals import Issue
from ui.text import clean_text, half_width
from ui.words import cn_date, number

# Years are written 〔2026〕; people type every other bracket too.
BRACKETS = str.maketrans("[(【])】", "〔〔〔〕〕〕")
# Nothing is granted for longer; a slip of the year is.
LONGEST_YEARS = 30
FIRST_YEAR = 2019
POLICY_CLOSED = (
    "“{name}”的该版本已修订、失效或不适用于该激励对象，请重新选择，或者填写依据文件。"
)
POLICY_OTHER_KIND = "“{name}”的类别是{kinds}，不能作为{label}的依据。"
TYPED_OTHERWISE = "所选政策的依据文件{what}，与填写的不一致；请清空本项，或者改选政策。"
# No grant is near it; more is a slip of the unit.
MOST_MONEY = Decimal("100000000000")
# Of the name and of the address of a document, in characters.
MOST_NAME, MOST_URL = 200, 300
NEEDS_CERTIFICATE = (
    "“{label}”属于组合式激励，只授予认证证书有效的产教融合型企业；{name}{why}。"
)


def basis_key(number: str, name: str) -> str:
    """A document as it is told from others: brackets and blanks make no difference."""
    text = half_width(clean_text(number or name, multiline=False))
    plain = "".join(text.split()).translate(BRACKETS).upper()
    return plain.strip("《》")[:200]


@dataclass(frozen=True)
class Basis:
    """The document on which a grant rests."""

    name: str
    number: str
    url: str = ""

    @property
    def key(self) -> str:
        """As it is told from others; nothing where no document is named."""
        return basis_key(self.number, self.name)

    def as_fields(self) -> dict[str, str]:
        """As terms keep it."""
        return {
            "basis_name": self.name,
            "basis_number": self.number,
            "basis_url": self.url,
        }


def basis_of_policy(policy: Any) -> Basis:
    """The document of a benefit, within the bounds of what terms keep."""
    url = policy.basis_url if len(policy.basis_url) <= MOST_URL else ""
    return Basis(policy.basis_title[:MOST_NAME], policy.basis_number, url)


def basis_of(row: Any) -> Basis:
    """That of the benefit which terms name, or the one that was typed."""
    if row.policy is not None:
        return basis_of_policy(row.policy)
    return Basis(row.basis_name, row.basis_number, row.basis_url)


@dataclass(frozen=True)
class Terms:
    """Terms as they were given; money in yuan."""

    category: str
    basis_name: str
    starts: date | None
    ends: date | None
    amount: Decimal | None
    right: str = ""
    basis_url: str = ""


def terms_of(row: Any) -> Terms:
    """The terms of an application, a proposal or an award, on their basis."""
    names = ("category", "starts", "ends", "amount", "right")
    given = {name: getattr(row, name) for name in names}
    basis = basis_of(row)
    return Terms(basis_name=basis.name, basis_url=basis.url, **given)


def terms_issues(terms: Terms) -> list[Issue]:
    """Everything that keeps a grant from being made of them, at its field."""
    found = []
    if terms.category not in GrantCategory.values:
        found.append(Issue("category", "请选择激励类别。"))
    if not terms.basis_name:
        found.append(Issue("basis_name", "请填写依据文件名称。"))
    if terms.amount is None and not terms.right:
        found.append(Issue("amount", "请填写金额；没有金额的，写明权益内容。"))
    if terms.amount is not None and terms.amount <= 0:
        found.append(Issue("amount", "金额须大于零。"))
    if terms.amount is not None and terms.amount > MOST_MONEY:
        words = "金额超过1000亿元，请核对：此处的单位是元。"
        found.append(Issue("amount", words))
    if terms.basis_url and not terms.basis_url.startswith(("http://", "https://")):
        found.append(Issue("basis_url", "链接须以 http:// 或 https:// 开头。"))
    return [*found, *_days(terms)]


def _days(terms: Terms) -> list[Issue]:
    if terms.starts is None:
        return [Issue("starts", "请填写执行期起。")]
    if terms.starts.year < FIRST_YEAR:
        return [Issue("starts", f"执行期起不能早于{FIRST_YEAR}年1月1日。")]
    if terms.ends is None:
        return []
    if terms.ends < terms.starts:
        return [Issue("ends", "执行期止不能早于执行期起。")]
    if terms.ends.year - terms.starts.year > LONGEST_YEARS:
        words = f"执行期不能超过{LONGEST_YEARS}年，请核对年份；没有期限的不填。"
        return [Issue("ends", words)]
    return []


def policy_issues(row: Any, *, is_open: bool) -> list[Issue]:
    """Why the benefit that terms name is not their basis, at its field.

    `is_open`: its present version reaches the receiver and is in force.
    """
    policy = row.policy
    if policy is None:
        return []
    if not is_open:
        return [Issue("policy", POLICY_CLOSED.format(name=policy.name))]
    found = []
    if row.category in PACKAGE and row.category not in policy.kinds:
        words = POLICY_OTHER_KIND.format(
            name=policy.name,
            kinds=policy.kind_words,
            label=GrantCategory(row.category).label,
        )
        found.append(Issue("policy", words))
    return found + _typed_otherwise(row, basis_of_policy(policy))


def _typed_otherwise(row: Any, basis: Basis) -> list[Issue]:
    found = []
    number, name = row.basis_number, row.basis_name
    if number and basis_key(number, "") != basis_key(basis.number, ""):
        what = f"文号是“{basis.number}”" if basis.number else "没有文号"
        found.append(Issue("basis_number", TYPED_OTHERWISE.format(what=what)))
    if name and basis_key("", name) != basis_key("", basis.name):
        what = f"名称是“{basis.name}”"
        found.append(Issue("basis_name", TYPED_OTHERWISE.format(what=what)))
    return found


@dataclass(frozen=True)
class ReceiverFacts:
    """Who is to receive a grant, as the register has him on a day."""

    name: str
    is_city: bool = False
    in_pilot: bool = False
    has_certificate: bool = False


def eligibility_issues(category: str, receiver: ReceiverFacts) -> list[Issue]:
    """Why a kind of grant is not open to a receiver."""
    if category not in PACKAGE:
        if receiver.is_city or receiver.in_pilot:
            return []
        words = f"{receiver.name}不在产教融合型企业建设培育库中，不能申请或授予激励。"
        return [Issue("category", words)]
    if receiver.has_certificate:
        return []
    why = "是城市" if receiver.is_city else "没有有效的认证证书"
    label = GrantCategory(category).label
    words = NEEDS_CERTIFICATE.format(label=label, name=receiver.name, why=why)
    return [Issue("category", words)]


def ruling_issues(applied: Decimal, amount: Decimal, reason: str) -> list[Issue]:
    """Why an amount cannot be granted of what was applied for, in yuan."""
    if amount <= 0:
        words = "核定金额须大于零；不予支持的，请办理“不予通过”。"
        return [Issue("amount", words)]
    if amount > applied:
        words = f"核定金额不能超过申请金额{number(applied, 2)}元。"
        return [Issue("amount", words)]
    if amount < applied and not reason:
        return [Issue("reason", "核定金额低于申请金额的，请写明理由。")]
    return []


def double_words(
    *, held: str, organisation: str, awarded_on: date, starts: date, ends: date | None
) -> str:
    """The sentence that names the earlier award."""
    until = f"至{cn_date(ends)}" if ends else "起无期限"
    return (
        f"同一依据的同类激励已由{organisation}于{cn_date(awarded_on)}授予"
        f"（{held}，执行期{cn_date(starts)}{until}），执行期重叠，不能重复授予。"
    )
