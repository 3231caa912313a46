"""A credit ledger for the demonstration: two years filed, one of them corrected.

The pool firm entered only now, by its case; a ledger of the managing unit, as units
keep them, brings the day to which the invented figures belong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from cities.demo_content import one_page_pdf
from enterprises.models import Enterprise
from enterprises.services.ledger import import_file
from incentives.choices import FilingTerm, LineKind
from incentives.ledger import Figures, LineInput
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from incentives.services.credit import (
    correct,
    file_statement,
    open_account,
    save_draft,
    start_period,
    store_voucher,
)

CODE = "91330206MADEM0002M"
SCHOOL = "示例甬江职业技术学院（演示）"
HEADS = ("统一社会信用代码", "企业名称", "名单类别", "注册地", "入库编号", "入库日期")
DAY = timedelta(days=1)


def demo_credit(now: datetime, people: Mapping[str, User]) -> int:
    """The pool firm's ledger; the number made now (none the second time)."""
    firm = Enterprise.objects.filter(credit_code=CODE).first()
    if firm is None or not firm.is_in_pilot or firm.credit_accounts.exists():
        return 0
    this_year = timezone.localdate(now).year
    _enter(firm, date(this_year - 2, 1, 8), now)
    by = people["enterprise_ningbo"]
    account = open_account(firm, term=FilingTerm.YEAR, by=by, now=now - 3 * DAY)
    first = _file(account, this_year - 2, "6000000", _first_year(), by, now - 3 * DAY)
    _file(account, this_year - 1, "8000000", _second_year(), by, now - 2 * DAY)
    _correct(first.period, by, now - DAY)
    return 1


def _enter(firm: Enterprise, day: date, now: datetime) -> None:
    row = (
        firm.credit_code,
        firm.name,
        "建设培育",
        f"{firm.division_id} {firm.division}",
        firm.pool_number,
        day.isoformat(),
    )
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, row])
    import_file(
        text.getvalue().encode("utf-8-sig"),
        file_name="建设培育企业台账（演示）.csv",
        unit=firm.managing_unit,
        document_name="建设培育企业名单（演示）",
        now=now,
    )
    firm.refresh_from_db()


def _line(kind: str, amount: str, month: int, words: str) -> LineInput:
    """A line without its year, which `_file` sets."""
    base = kind in (LineKind.BASE_CONSTRUCTION, LineKind.BASE_COST)
    return LineInput(
        kind=kind,
        amount=Decimal(amount),
        paid_on=date(2000, month, 18),
        description=words,
        partner=SCHOOL,
        project="港口机械产教融合实训基地（演示）" if base else "",
        on_national_plan=base,
    )


def _first_year() -> list[LineInput]:
    return [
        _line(LineKind.BASE_CONSTRUCTION, "2500000", 5, "实训车间改造工程款"),
        _line(LineKind.BASE_CONSTRUCTION, "1180000", 9, "数控实训设备购置"),
        _line(LineKind.SCHOOL_COST, "320000", 11, "订单班教学运行经费"),
    ]


def _second_year() -> list[LineInput]:
    return [
        _line(LineKind.BASE_COST, "360000", 6, "实训基地基本运行费用"),
        _line(LineKind.SCHOOL_COST, "140000", 10, "订单班教学运行经费"),
    ]


def _file(
    account: CreditAccount,
    year: int,
    vat: str,
    lines: Sequence[LineInput],
    by: User,
    now: datetime,
) -> CreditStatement:
    draft = start_period(
        account, starts=date(year, 1, 1), ends=date(year, 12, 31), by=by, now=now
    )
    vouched = [
        replace(
            line,
            paid_on=line.paid_on.replace(year=year),
            voucher_number=f"YS{year}-{number:03}",
            voucher=_voucher(account, f"Demo voucher {year}-{number}", by),
        )
        for number, line in enumerate(lines, start=1)
    ]
    figures = Figures(vat=Decimal(vat))
    draft = save_draft(draft, figures=figures, lines=vouched, by=by)
    return file_statement(draft, by=by, confirmed=True, now=now)


def _voucher(account: CreditAccount, words: str, by: User) -> UUID:
    upload = ContentFile(one_page_pdf(words), name="付款凭证（演示）.pdf")
    return store_voucher(account, upload=upload, by=by).pk


def _correct(period: CreditPeriod, by: User, now: datetime) -> None:
    """The equipment cost less than was filed at first."""
    reason = "设备款按实际结算金额更正（演示）"
    draft = correct(period, reason=reason, by=by, now=now)
    rows = draft.lines.all()
    lines = [_again(row.as_input) for row in rows]
    save_draft(draft, figures=draft.figures, lines=lines, by=by)
    file_statement(draft, by=by, confirmed=True, now=now)


def _again(line: LineInput) -> LineInput:
    known = line.amount == Decimal(1180000)
    return replace(line, amount=Decimal(980000)) if known else line
