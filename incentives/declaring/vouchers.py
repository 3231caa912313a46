"""Vouchers that another enterprise has filed too: for the reviewer, item by item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from incentives.declaring.items import Item
from incentives.models import CreditLine

# Others' lines that are looked at; more than enough to tell a reviewer.
MOST_SHARED = 1_000
SOMEBODY = "其他管理单位的企业"
FIRM = "statement__period__account__enterprise"


def find_shared_vouchers(items: Iterable[Item], firm_id: int, user: Any) -> None:
    """Note at each item who else has filed its voucher; two queries.

    The same file, or the same number with the same amount. Another's name is told
    only to who may read its ledger.
    """
    rows = list(items)
    others = _others(rows, firm_id)
    known = CreditLine.objects.filter(pk__in=[line.pk for line in others])
    seen = set(known.visible_to(user).values_list("pk", flat=True)) if others else set()
    by_file, by_number = defaultdict(list), defaultdict(list)
    for line in others:
        firm = line.statement.period.account.enterprise
        name = str(firm) if line.pk in seen else SOMEBODY
        by_file[line.voucher_sha256].append(name)
        by_number[line.voucher_number, line.amount].append(name)
    for item in rows:
        file, number = item.line.voucher_sha256, item.line.voucher_number
        names = by_file.get(file, []) if file else []
        if number:
            names = names + by_number.get((number, item.line.amount), [])
        item.shared = [f"与{name}填报的凭证相同。" for name in dict.fromkeys(names)]


def _others(items: Sequence[Item], firm_id: int) -> list[CreditLine]:
    files = {item.line.voucher_sha256 for item in items} - {""}
    numbers = {item.line.voucher_number for item in items} - {""}
    amounts = {item.line.amount for item in items}
    if not files and not numbers:
        return []
    same = Q(voucher_sha256__in=files)
    same |= Q(voucher_number__in=numbers, amount__in=amounts)
    rows = CreditLine.objects.counting().filter(same).exclude(**{FIRM: firm_id})
    return list(rows.select_related(FIRM).order_by("pk")[:MOST_SHARED])
