"""Who may read vouchers of credit lines and funds, and papers of grants."""

from __future__ import annotations

from typing import Any

from documents.permissions import add_reader
from incentives.models import CreditLine, FundEntry, GrantEvent, GrantProposal


def may_read_voucher(user: Any, attachment: Any) -> bool:
    """Its taxpayer at any time; its authorities once it was filed."""
    rows = CreditLine.objects.filter(voucher=attachment)
    return bool(rows.visible_to(user).exists())


def may_read_fund_voucher(user: Any, attachment: Any) -> bool:
    """Whoever may read the project."""
    rows = FundEntry.objects.filter(voucher=attachment)
    return bool(rows.visible_to(user).exists())


def may_read_grant_file(user: Any, attachment: Any) -> bool:
    """Whoever may read the award, or what is proposed of it."""
    events = GrantEvent.objects.filter(voucher=attachment)
    proposals = GrantProposal.objects.filter(evidence=attachment)
    return bool(events.visible_to(user).exists() or proposals.visible_to(user).exists())


add_reader(may_read_voucher)
add_reader(may_read_fund_voucher)
add_reader(may_read_grant_file)
