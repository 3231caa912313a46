"""Who may read the voucher of a line."""

from __future__ import annotations

from typing import Any

from documents.permissions import add_reader
from incentives.models import CreditLine


def may_read_voucher(user: Any, attachment: Any) -> bool:
    """Its taxpayer at any time; its authorities once it was filed."""
    rows = CreditLine.objects.filter(voucher=attachment)
    return bool(rows.visible_to(user).exists())


add_reader(may_read_voucher)
