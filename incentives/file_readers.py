"""Who may read the voucher of a line, and that of an entry of funds."""

from __future__ import annotations

from typing import Any

from documents.permissions import add_reader
from incentives.models import CreditLine, FundEntry


def may_read_voucher(user: Any, attachment: Any) -> bool:
    """Its taxpayer at any time; its authorities once it was filed."""
    rows = CreditLine.objects.filter(voucher=attachment)
    return bool(rows.visible_to(user).exists())


def may_read_fund_voucher(user: Any, attachment: Any) -> bool:
    """Whoever may read the project."""
    rows = FundEntry.objects.filter(voucher=attachment)
    return bool(rows.visible_to(user).exists())


add_reader(may_read_voucher)
add_reader(may_read_fund_voucher)
