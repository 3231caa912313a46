"""Ledgers of the credit that were filled in through the services.

account = an_account()                             # 钱塘智造, in the pool since 2019
period = a_filed_period(account, 2023, [a_line("400", date(2023, 5, 4))], vat="600")
draft = a_draft(account, 2024)                     # not filed yet
unit = a_member_account(account)                   # of its group

Amounts are given in 万元 as text, like the worked cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from stdnum.cn import uscc

from accounts.models import User
from cities.demo_content import one_page_pdf
from enterprises.models import Enterprise, GroupMember
from incentives.choices import FilingTerm, LineKind
from incentives.ledger import Figures, LineInput, period_at
from incentives.models import (
    CreditAccount,
    CreditLine,
    CreditPeriod,
    CreditStatement,
)
from incentives.services.credit import (
    correct,
    file_statement,
    open_account,
    save_draft,
    start_period,
    store_voucher,
)
from tests.factories.certification import a_pool_enterprise
from tests.factories.enterprises import FIRM, person_of

_serials = count(1)
POOLED_ON = date(2019, 1, 1)


def wan(figure: str | int) -> Decimal:
    """万元 in yuan, with two decimals."""
    return (Decimal(str(figure)) * 10_000).quantize(Decimal("0.01"))


def a_credit_enterprise(
    name: str = FIRM, pooled_on: date = POOLED_ON, **fields: Any
) -> Enterprise:
    """A persona's enterprise, in the pool since a day."""
    firm = a_pool_enterprise(name)
    for field, value in {"pooled_on": pooled_on, **fields}.items():
        setattr(firm, field, value)
    firm.save()
    return firm


def keeper(account: CreditAccount) -> User:
    """Who files for a taxpayer, read anew: a user remembers his posts."""
    assert account.enterprise.organisation is not None
    return person_of(account.enterprise.organisation)


def an_account(
    enterprise: Enterprise | str = FIRM, *, term: str = FilingTerm.YEAR, **fields: Any
) -> CreditAccount:
    """The ledger of an enterprise, or of a persona's, opened by its people."""
    firm = enterprise
    if isinstance(firm, str):
        firm = a_credit_enterprise(firm, **fields)
    assert firm.organisation is not None
    held = CreditAccount.objects.filter(enterprise=firm, is_member=False).first()
    by = person_of(firm.organisation)
    return held or open_account(firm, term=term, by=by)


def a_credit_code(number: int) -> str:
    """A valid code of an invented firm in Hangzhou."""
    body = f"91330108MAM{number:06}"
    return body + str(uscc.calc_check_digit(body))


def a_member(
    parent: Enterprise, *, since: date = POOLED_ON, until: date | None = None
) -> GroupMember:
    """A member unit of a group, from–to."""
    serial = next(_serials)
    return GroupMember.objects.create(
        parent=parent,
        name=f"第{serial}成员单位有限公司",
        credit_code=a_credit_code(serial),
        control_ratio=Decimal(100),
        since=since,
        until=until,
    )


def a_member_account(
    account: CreditAccount, *, term: str = FilingTerm.YEAR, **days: Any
) -> CreditAccount:
    """The ledger of a member unit of the account's group."""
    member = a_member(account.enterprise, **days)
    by = keeper(account)
    return open_account(account.enterprise, member=member, term=term, by=by)


def a_line(
    amount: str,
    paid_on: date,
    kind: str = LineKind.SCHOOL_INVESTMENT,
    **fields: Any,
) -> LineInput:
    """A complete line with a voucher number of its own; the amount in 万元."""
    given = {
        "kind": kind,
        "amount": wan(amount),
        "paid_on": paid_on,
        "description": "实训设备购置",
        "partner": "示例之江职业技术学院",
        "project": "产教融合实训基地",
        "on_national_plan": True,
        "voucher_number": f"PZ{next(_serials):08}",
    }
    return LineInput(**(given | fields))


def a_voucher(account: CreditAccount, words: str = "") -> Any:
    """A stored voucher file, another one each time unless it is told the words."""
    content = one_page_pdf(words or f"Voucher {next(_serials)}")
    upload = ContentFile(content, name="付款凭证.pdf")
    return store_voucher(account, upload=upload, by=keeper(account))


def figures_of(**wan_by_name: Any) -> Figures:
    """Figures in yuan out of 万元; texts stay as they are."""
    texts = ("relief", "opening_note")
    return Figures(
        **{n: v if n in texts else wan(v) for n, v in wan_by_name.items()},
    )


def a_draft(
    account: CreditAccount,
    when: int | date,
    lines: Sequence[LineInput] = (),
    *,
    now: datetime | None = None,
    **figures: Any,
) -> CreditStatement:
    """A first draft of the period of the account's term on a day (or of a year)."""
    day = date(when, 1, 1) if isinstance(when, int) else when
    starts, ends = period_at(account.term, day)
    by = keeper(account)
    draft = start_period(account, starts=starts, ends=ends, by=by, now=now)
    return save_draft(draft, figures=figures_of(**figures), lines=lines, by=by)


def filed(statement: CreditStatement, now: datetime | None = None) -> CreditPeriod:
    """File a draft, its warnings confirmed; the period with its result."""
    by = keeper(statement.period.account)
    held = file_statement(statement, by=by, confirmed=True, now=now or timezone.now())
    return CreditPeriod.objects.with_result().get(pk=held.period_id)


def a_filed_period(
    account: CreditAccount,
    when: int | date,
    lines: Sequence[LineInput] = (),
    *,
    now: datetime | None = None,
    **figures: Any,
) -> CreditPeriod:
    """A period with a filed statement; figures in 万元 (`vat="600"`)."""
    return filed(a_draft(account, when, lines, now=now, **figures), now)


def a_correction(
    period: CreditPeriod,
    lines: Sequence[LineInput] | None = None,
    *,
    reason: str = "更正金额",
    **figures: Any,
) -> CreditStatement:
    """A draft that corrects a filed period; what is not given stays."""
    by = keeper(period.account)
    draft = correct(period, reason=reason, by=by)
    kept = [line.as_input for line in draft.lines.all()]
    given = {**_wan_of(draft.figures), **figures}
    return save_draft(
        draft,
        figures=figures_of(**given),
        lines=kept if lines is None else lines,
        by=by,
    )


def line_input(line: CreditLine) -> LineInput:
    """A stored line as a person would hand it in again."""
    return line.as_input


def _wan_of(figures: Figures) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str) else value / 10_000
        for name in Figures.__dataclass_fields__
        for value in [getattr(figures, name)]
    }
