"""The nine worked cases of domain.md 2.3, filed into ledgers by their taxpayers."""

from datetime import date
from decimal import Decimal

import pytest

from incentives.choices import FilingTerm, LineKind
from incentives.models import CreditPeriod
from incentives.services.credit import ENTERPRISE, totals_by, totals_of
from tests.factories.credit import (
    a_filed_period,
    a_line,
    a_member_account,
    an_account,
    wan,
)
from tests.incentives.cases import CASES, GROUP, Case

pytestmark = pytest.mark.django_db
FIRST_YEAR = 2020
FIGURES = {
    "vat": "vat",
    "vat_offset": "offset",
    "vat_refund_deducted": "deducted",
    "consumption_tax": "consumption",
    "relief": "relief",
}


def days_of(case: Case) -> list[date]:
    """A day in each of its periods: months for the monthly filer, else years."""
    if case.name.startswith("7"):
        return [date(FIRST_YEAR, number, 15) for number, _ in enumerate(case.years, 1)]
    return [date(FIRST_YEAR + number, 6, 15) for number, _ in enumerate(case.years)]


def lines_of(year, day):
    """What is put in and taken back in a period."""
    lines = []
    if Decimal(year.new):
        lines.append(a_line(year.new, day))
    if Decimal(year.withdrawn):
        kind = LineKind.EQUITY_TRANSFER if Decimal(year.new) else LineKind.WITHDRAWAL
        lines.append(a_line(year.withdrawn, day, kind))
    return lines


def filed_case(account, case: Case) -> list[CreditPeriod]:
    """Every period of a case, filed one after the other."""
    periods = []
    for number, (year, day) in enumerate(zip(case.years, days_of(case), strict=True)):
        figures = {name: getattr(year, ours) for name, ours in FIGURES.items()}
        if number == 0 and Decimal(case.brought_forward):
            figures |= {
                "opening_balance": case.brought_forward,
                "opening_note": "上期申报表附列资料（五）第7栏",
            }
        periods.append(a_filed_period(account, day, lines_of(year, day), **figures))
    return periods


def term_of(case: Case) -> str:
    return FilingTerm.MONTH if case.name.startswith("7") else FilingTerm.YEAR


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_comes_out_of_the_ledger_as_on_paper(case):
    periods = filed_case(an_account(term=term_of(case)), case)
    for period, year in zip(periods, case.years, strict=True):
        result = period.result
        owed = (result.education_payable, result.local_payable)
        assert owed == tuple(wan(part) for part in year.payable)
        assert result.pool == wan(year.pool)
        assert result.used == wan(year.used)
        assert sum(owed) - result.used == wan(year.paid)
        assert result.carried_forward == wan(year.carried)
        assert result.to_repay == wan(year.repay)


def test_a_group_is_the_sum_of_its_members_and_nothing_is_pooled():
    parent = an_account()
    accounts = [a_member_account(parent), a_member_account(parent), parent]
    for account, case in zip(accounts, GROUP, strict=True):
        filed_case(account, case)
    periods = CreditPeriod.objects.filter(account__enterprise=parent.enterprise)
    group = totals_of(periods)
    assert group.invested == wan("350")
    assert group.education_payable + group.local_payable == wan("145")
    assert group.used == wan("75")
    assert group.carried == wan("30")
    members = [totals_of(account.periods.all()) for account in accounts]
    assert [member.used for member in members] == [wan("60"), wan("15"), wan("0")]
    assert group == members[0] + members[1] + members[2]
    assert totals_by(ENTERPRISE, periods) == {parent.enterprise_id: group}
