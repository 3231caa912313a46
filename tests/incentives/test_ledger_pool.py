"""When money counts: within the days of the pool, of former stays and of control."""

from datetime import date

import pytest

from enterprises.choices import Standing
from enterprises.models import PoolStay
from incentives.choices import LineKind
from incentives.services.credit import open_account
from tests.factories import register
from tests.factories.credit import (
    a_filed_period,
    a_line,
    a_member_account,
    an_account,
    wan,
)
from tests.factories.workflow import organisation_of
from ui.refusals import NotAllowed

pytestmark = pytest.mark.django_db


def test_after_leaving_nothing_is_used_and_what_is_carried_is_held():
    account = an_account()
    a_filed_period(account, 2020, [a_line("400", date(2020, 5, 1))])
    firm = account.enterprise
    firm.standing, firm.left_pool_on = Standing.LEFT, date(2021, 6, 30)
    firm.save()
    leaving = [a_line("10", date(2021, 6, 30)), a_line("10", date(2021, 7, 1))]
    year = a_filed_period(account, 2021, leaving, vat="200")
    assert (year.result.invested, year.result.is_held) == (wan("10"), False)
    assert year.result.used == wan("10")
    after = a_filed_period(account, 2022, [a_line("50", date(2022, 5, 1))], vat="200")
    assert after.result.is_held
    assert (after.result.used, after.result.invested) == (0, 0)
    assert after.result.carried_forward == year.result.carried_forward


def test_what_is_taken_back_after_leaving_is_repaid_all_the_same():
    account = an_account(standing=Standing.LEFT, left_pool_on=date(2020, 12, 31))
    a_filed_period(account, 2020, [a_line("100", date(2020, 5, 1))], vat="600")
    back = a_line("100", date(2021, 5, 1), LineKind.WITHDRAWAL)
    year = a_filed_period(account, 2021, [back])
    assert (year.result.to_repay, year.result.is_held) == (wan("30"), True)


def test_a_member_unit_counts_only_while_it_is_controlled():
    account = an_account()
    unit = a_member_account(account, since=date(2020, 7, 1), until=date(2021, 6, 30))
    days = (date(2020, 6, 30), date(2020, 7, 1))
    first = a_filed_period(unit, 2020, [a_line("10", day) for day in days])
    assert first.result.invested == wan("10")
    second = a_filed_period(unit, 2021, [a_line("10", date(2021, 7, 1))])
    assert second.result.invested == 0
    assert a_filed_period(unit, 2022, vat="100").result.is_held


def test_a_former_stay_counts_after_the_firm_entered_anew():
    account = an_account(pooled_on=date(2023, 7, 1))
    PoolStay.objects.create(
        enterprise=account.enterprise,
        since=date(2020, 1, 1),
        until=date(2021, 12, 31),
    )
    days = (date(2021, 12, 31), date(2022, 3, 1), date(2023, 8, 1))
    counted = [
        a_filed_period(account, day.year, [a_line("10", day)]).result for day in days
    ]
    assert [r.invested for r in counted] == [wan("10"), 0, wan("10")]
    assert [r.is_held for r in counted] == [False, True, False]


def test_a_firm_with_an_unknown_day_of_entry_is_told_so(people):
    firm = register.enterprise(
        "名单企业",
        organisation=organisation_of("enterprise_ningbo"),
        pooled_on=None,
        pool_number=None,
    )
    with pytest.raises(NotAllowed, match="入库日期"):
        open_account(firm, by=people["enterprise_ningbo"])


def test_what_goes_back_of_money_that_was_never_credited_repays_nothing():
    account = an_account(pooled_on=date(2020, 7, 1))
    before, within = a_line("60", date(2020, 6, 30)), a_line("40", date(2020, 7, 1))
    first = a_filed_period(account, 2020, [before, within], vat="600")
    assert first.result.used == wan("12")
    back = a_line("100", date(2021, 5, 1), LineKind.WITHDRAWAL)
    year = a_filed_period(account, 2021, [back])
    assert (year.result.withdrawn, year.result.to_repay) == (wan("40"), wan("12"))
