"""What a declaration says of the year, out of the ledger: frozen at every hand-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from enterprises.choices import CULTIVATION
from enterprises.models import Enterprise, GroupMember
from incentives.choices import WITHDRAWALS, StatementState
from incentives.credit import NOTHING, standing_on
from incentives.declaring.outline import OUTLINE
from incentives.models import (
    CreditAccount,
    CreditDeclaration,
    CreditLine,
    CreditPeriod,
    CreditStatement,
)
from incentives.services.credit.stays import windows_of
from workflow.choices import Stage
from workflow.models import NoticeEntry
from workflow.services import head_content, sections_content

Values = dict[str, Any]
# Of a result, in the order in which the tables show it.
RESULT = (
    "invested",
    "withdrawn",
    "net_investment",
    "new_credit",
    "brought_forward",
    "pool",
    "education_payable",
    "local_payable",
    "used_education",
    "used_local",
    "carried_forward",
    "to_repay",
)
RATES = ("credit", "education", "local")


def snapshot(declaration: CreditDeclaration) -> Values:
    """Everything a reviewer needs, readable by itself for ever."""
    firm = declaration.enterprise
    earlier = declaration.supplements
    accounts = accounts_of(firm, declaration.year)
    return {
        **head_content(declaration),
        "year": declaration.year,
        "supplements": (earlier.number or "") if earlier else "",
        "enterprise": {"name": firm.name, "credit_code": firm.credit_code or ""},
        "pool": pool_of(firm),
        "accounts": accounts,
        "totals": totals_of(accounts),
        "sections": sections_content(OUTLINE, declaration),
    }


def pool_of(firm: Enterprise) -> Values:
    """By which notice and document it entered, and the days of its stay."""
    entries = NoticeEntry.objects.filter(
        application__kind=CULTIVATION,
        application__applicant_id=firm.organisation_id,
        application__stage=Stage.LISTED,
    )
    entry = entries.select_related("notice").order_by("pk").last()
    return {
        "standing": str(firm.get_standing_display()),
        "number": firm.pool_number or "",
        "pooled_on": _iso(firm.pooled_on),
        "left_on": _iso(firm.left_pool_on),
        "notice": entry.notice.number if entry else "",
        "document_name": firm.document_name,
        "document_number": firm.document_number,
        "document_date": _iso(firm.document_date),
    }


def accounts_of(firm: Enterprise, year: int) -> list[Values]:
    """Every taxpayer of the firm with its periods of the year and their lines."""
    accounts = list(CreditAccount.objects.filter(enterprise=firm))
    periods = CreditPeriod.objects.filter(account__in=accounts).of_year(year)
    rows = periods.select_related("statement", "result__rates").order_by("starts")
    held: dict[int, list[CreditPeriod]] = defaultdict(list)
    for period in rows:
        held[period.account_id].append(period)
    filed = [p.statement_id for p in rows if p.statement_id]
    lines, drafts = _lines_of(filed), _drafts_of([p.pk for p in rows])
    windows, ratios = windows_of(accounts), _ratios(firm, year)
    return [
        {
            "id": str(account.public_id),
            "name": account.name,
            "credit_code": account.credit_code,
            "is_member": account.is_member,
            "control_ratio": ratios.get(account.credit_code, "")
            if account.is_member
            else "",
            "drafts": [p.label for p in held[account.pk] if p.pk in drafts],
            "periods": [
                _period(p, lines[p.statement_id], windows[account.pk])
                for p in held[account.pk]
                if p.statement_id and p.result_id
            ],
        }
        for account in accounts
    ]


def _lines_of(statements: Sequence[int]) -> Mapping[int, list[CreditLine]]:
    found: dict[int, list[CreditLine]] = defaultdict(list)
    rows = CreditLine.objects.filter(statement__in=statements)
    for line in rows.select_related("voucher").order_by("order", "pk"):
        found[line.statement_id].append(line)
    return found


def _drafts_of(periods: Sequence[int]) -> set[int]:
    rows = CreditStatement.objects.filter(
        period__in=periods, state=StatementState.DRAFT
    )
    return set(rows.values_list("period_id", flat=True))


def _ratios(firm: Enterprise, year: int) -> dict[str, str]:
    """By credit code, how far the firm controlled a member unit last in the year."""
    rows = GroupMember.objects.filter(parent=firm, since__year__lte=year)
    ordered = rows.order_by("since").values_list("credit_code", "control_ratio")
    return {code: f"{ratio:.2f}" for code, ratio in ordered}


def _period(period: CreditPeriod, lines: Iterable[CreditLine], windows: Any) -> Values:
    result, statement = period.result, period.statement
    assert result is not None
    assert statement is not None  # filed ones alone come here
    return {
        "label": period.label,
        "starts": period.starts.isoformat(),
        "ends": period.ends.isoformat(),
        "statement": statement.pk,
        "version": statement.number,
        "filed_at": _iso(statement.filed_at),
        "rates": {name: str(getattr(result.rates, name)) for name in RATES},
        "result": {name: f"{getattr(result, name):.2f}" for name in RESULT}
        | {"is_held": result.is_held},
        "lines": [_line(line, windows) for line in lines],
    }


def _line(line: CreditLine, windows: Any) -> Values:
    standing = standing_on(line.paid_on, windows)
    return {
        "line": line.pk,
        "key": str(line.key),
        "kind": line.kind,
        "amount": f"{line.amount:.2f}",
        "paid_on": line.paid_on.isoformat(),
        "description": line.description,
        "partner": line.partner,
        "project": line.project,
        "on_national_plan": line.on_national_plan,
        "voucher_number": line.voucher_number,
        "voucher": _voucher(line),
        # Why the money does not count by its day; what is taken back always counts.
        "outside": standing.reason if line.is_investment else "",
    }


def _voucher(line: CreditLine) -> Values | None:
    held = line.voucher
    if held is None:
        return None
    return {
        "id": str(held.pk),
        "name": held.name,
        "size": held.size,
        "sha256": held.sha256,
    }


def totals_of(accounts: Sequence[Values]) -> Values:
    """The year over all taxpayers; what is carried stands in each one's last period."""
    periods = [p for account in accounts for p in account["periods"]]
    last = [account["periods"][-1] for account in accounts if account["periods"]]
    flows = ("invested", "withdrawn", "net_investment", "new_credit", "to_repay")
    sums = {name: _sum(p["result"][name] for p in periods) for name in flows}
    used = ("used_education", "used_local")
    return {
        **sums,
        "declared": _sum(
            line["amount"]
            for p in periods
            for line in p["lines"]
            if line["kind"] not in WITHDRAWALS
        ),
        "used": _sum(p["result"][name] for p in periods for name in used),
        "carried_forward": _sum(p["result"]["carried_forward"] for p in last),
        "lines": sum(len(p["lines"]) for p in periods),
    }


def _sum(amounts: Iterable[str]) -> str:
    return f"{sum(map(Decimal, amounts), NOTHING):.2f}"


def _iso(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
