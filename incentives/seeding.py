"""Credit ledgers in bulk, deterministic, for trials at national scale.

Every invented enterprise that ever was in the pool gets a ledger with some years filed,
chunk by chunk, so that memory does not grow with their number. Nothing is computed
here: `recompute_all` does that, as it would after a change of rates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import reset_queries, transaction
from django.db.models import OuterRef, Subquery

from enterprises.models import Enterprise
from enterprises.seeding import SOURCE
from incentives.choices import FilingTerm, LineKind, Relief, StatementState
from incentives.models import CreditAccount, CreditLine, CreditPeriod, CreditStatement
from regions.calendar import BEIJING

CHUNK = 1_000
LAST_YEAR = 2025
FILED_AT = datetime(2026, 1, 20, 10, tzinfo=BEIJING)
SCHOOL = "示例职业技术学院（虚构）"
# One in so many takes money back in the last year, or pays half the surcharges.
TAKES_BACK, PAYS_HALF = 20, 7


def seed_credit(years: int) -> int:
    """Ledgers with so many years up to 2025; the number of ledgers added."""
    made = 0
    while firms := _without_ledger():
        with transaction.atomic():
            _insert(firms, range(LAST_YEAR - years + 1, LAST_YEAR + 1))
        made += len(firms)
        # With DEBUG on, Django keeps the text of every statement.
        reset_queries()
    return made


def _without_ledger() -> list[Enterprise]:
    rows = Enterprise.objects.filter(source=SOURCE, pooled_on__isnull=False)
    bare = rows.filter(credit_accounts__isnull=True).order_by("pk")
    return list(bare.only("pk", "name", "credit_code", "pool_number")[:CHUNK])


def _insert(firms: list[Enterprise], years: range) -> None:
    accounts = CreditAccount.objects.bulk_create(_account(firm) for firm in firms)
    periods = CreditPeriod.objects.bulk_create(
        CreditPeriod(account=account, starts=date(year, 1, 1), ends=date(year, 12, 31))
        for account in accounts
        for year in years
    )
    statements = CreditStatement.objects.bulk_create(
        _statement(period) for period in periods
    )
    CreditLine.objects.bulk_create(
        line for statement in statements for line in _lines(statement)
    )
    made = CreditStatement.objects.filter(pk__in=[row.pk for row in statements])
    made.update(state=StatementState.FILED, filed_at=FILED_AT)
    own = CreditStatement.objects.filter(period=OuterRef("pk")).values("pk")
    rows = CreditPeriod.objects.filter(account__in=accounts)
    rows.update(statement=Subquery(own[:1]))


def _account(firm: Enterprise) -> CreditAccount:
    return CreditAccount(
        enterprise=firm,
        credit_code=firm.credit_code or "",
        name=firm.name,
        term=FilingTerm.YEAR,
        opened_at=FILED_AT,
    )


def _statement(period: CreditPeriod) -> CreditStatement:
    number = _number(period)
    return CreditStatement(
        period=period,
        number=1,
        vat=Decimal(100_000 + number * 7_919 % 30_000_000),
        consumption_tax=Decimal(number % 5 * 12_345),
        relief=Relief.NONE if number % PAYS_HALF else Relief.HALF,
        created_at=FILED_AT,
    )


def _lines(statement: CreditStatement) -> Iterator[CreditLine]:
    number, year = _number(statement.period), statement.period.starts.year
    amount = Decimal(10_000 + number * 104_729 % 2_000_000)
    yield _line(statement, LineKind.SCHOOL_INVESTMENT, amount, date(year, 4, 15))
    if number % 2:
        yield _line(statement, LineKind.SCHOOL_COST, amount / 4, date(year, 9, 1))
    if year == LAST_YEAR and number % TAKES_BACK == 0:
        yield _line(statement, LineKind.WITHDRAWAL, amount * 2, date(year, 11, 3))


def _line(
    statement: CreditStatement, kind: str, amount: Decimal, day: date
) -> CreditLine:
    return CreditLine(
        statement=statement,
        kind=kind,
        amount=amount,
        paid_on=day,
        description="规模测试数据",
        partner=SCHOOL,
        voucher_number=f"CS{statement.period.account_id}-{day:%Y%m}",
    )


def _number(period: CreditPeriod) -> int:
    """A number that differs from firm to firm and from year to year."""
    pool_number = period.account.enterprise.pool_number or "CS0"
    return int(pool_number[2:]) * 11 + period.starts.year
