"""What is wrong with an application for money; pure functions, in yuan."""

from __future__ import annotations

from decimal import Decimal

from incentives.checks.funds import Account, amount_issue, yuan_words
from ui.refusals import Issue, Severity


def application_issues(
    amount: Decimal | None, account: Account, total: Decimal
) -> list[Issue]:
    """The amount asked for beside the project's plan; nothing while it is empty."""
    if amount is None:
        return []
    if issue := amount_issue(amount):
        return [issue]
    if amount > total:
        words = f"申请金额超过项目计划总投资{yuan_words(total)}，请核对单位是否为元。"
        return [Issue("amount", words)]
    rest = account.planned - account.allocated
    if amount > rest:
        left = yuan_words(max(rest, Decimal(0)))
        words = f"申请金额超过该来源计划金额中尚未下达的{left}。"
        return [Issue("amount", words, Severity.WARNING)]
    return []


def allocation_issues(
    amount: Decimal, approved: Decimal, allotted: Decimal
) -> list[Issue]:
    """No more is allotted on an application than was approved."""
    if allotted + amount <= approved:
        return []
    words = (
        f"该申请批准{yuan_words(approved)}，已下达{yuan_words(allotted)}，"
        "本次下达超过批准金额。"
    )
    return [Issue("amount", words)]
