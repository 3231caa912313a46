"""The nine worked cases and the edges of the credit, as sums on paper."""

from datetime import date
from decimal import Decimal

import pytest

from incentives.credit import (
    Rates,
    Row,
    TaxBases,
    added,
    chain,
    compute,
    payables,
    standing_on,
    step,
    to_cents,
)
from tests.incentives.cases import CASES, GROUP, RATES, Case, wan


def rows(case: Case) -> list[Row]:
    """The periods of a case, their payables reckoned from the tax paid."""
    made = []
    for number, year in enumerate(case.years, 1):
        columns = payables(year.bases, RATES)
        money = (wan(year.new), wan(year.withdrawn), columns.education, columns.local)
        made.append(Row(str(number), *money))
    return made


def one(
    education: str = "0", local: str = "0", *, before: str = "0.00", **row: object
) -> object:
    """One period with given payables."""
    money = {"new_investment": Decimal(0), "withdrawn": Decimal(0)} | {
        name: Decimal(value) if isinstance(value, str) else value
        for name, value in row.items()
    }
    given = Row(
        "2026",
        education_payable=Decimal(education),
        local_payable=Decimal(local),
        **money,
    )
    return step(given, Decimal(before), RATES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_comes_out_as_on_paper(case):
    outcomes = compute(rows(case), wan(case.brought_forward), RATES)
    for row, outcome, year in zip(rows(case), outcomes, case.years, strict=True):
        owed = (row.education_payable, row.local_payable)
        assert owed == tuple(wan(part) for part in year.payable)
        assert outcome.pool == wan(year.pool)
        assert outcome.used == wan(year.used)
        assert sum(owed) - outcome.used == wan(year.paid)
        assert outcome.carried_forward == wan(year.carried)
        assert outcome.to_repay == wan(year.repay)


def test_a_group_adds_up_and_pools_nothing():
    outcomes = [step(rows(case)[0], wan(0), RATES) for case in GROUP]
    group = added(outcomes)
    assert group.net_investment == wan(350)
    assert (group.pool, group.used, group.carried_forward) == (
        wan(105),
        wan(75),
        wan(30),
    )
    # The parent owes 25 and has nothing; what B carries is not lent to it.
    assert outcomes[2].used == 0


def test_what_is_short_is_parted_three_to_two():
    outcome = one("100.00", "100.00", before="10.01")
    assert (outcome.used_education, outcome.used_local) == (
        Decimal("6.01"),
        Decimal("4.00"),
    )


def test_what_one_surcharge_cannot_take_goes_to_the_other():
    outcome = one("1.00", "100.00", before="50.00")
    assert (outcome.used_education, outcome.used_local) == (1, 49)
    outcome = one("100.00", "1.00", before="50.00")
    assert (outcome.used_education, outcome.used_local) == (49, 1)


def test_a_single_cent_goes_to_the_education_surcharge():
    outcome = one("0.01", "0.01", before="0.01")
    assert (outcome.used_education, outcome.used_local) == (Decimal("0.01"), 0)


def test_the_parting_follows_the_rates_and_not_a_fixed_ratio():
    even = Rates(Decimal("0.3"), Decimal("0.02"), Decimal("0.02"))
    row = Row("2026", Decimal(0), Decimal(0), Decimal(100), Decimal(100))
    assert step(row, Decimal("10.00"), even).used_education == 5


def test_periods_can_have_rates_of_their_own():
    half = Rates(Decimal("0.5"), Decimal("0.03"), Decimal("0.02"))
    row = Row("2026", Decimal("10.00"), Decimal(0), Decimal(0), Decimal(0))
    first, second = chain([(row, RATES), (row, half)])
    assert (first.carried_forward, second.carried_forward) == (3, 8)


def test_the_credit_is_rounded_half_up_to_the_cent():
    # 30% of 0.05 is 0.015.
    assert one(new_investment="0.05").new_credit == Decimal("0.02")
    assert one(withdrawn="0.05", before="1.00").new_credit == Decimal("-0.02")
    assert to_cents(Decimal("0.005")) == Decimal("0.01")


def test_nothing_to_pay_carries_everything():
    outcome = one(new_investment="100.00")
    assert (outcome.used, outcome.carried_forward) == (0, 30)


def test_after_leaving_nothing_is_credited_or_used_and_the_rest_is_kept():
    outcome = one("9.00", "6.00", before="40.00", new_investment="100.00", held=True)
    assert outcome.new_credit == 0
    assert outcome.used == 0
    assert outcome.carried_forward == 40


def test_after_leaving_a_withdrawal_still_takes_away():
    outcome = one("9.00", "6.00", before="40.00", withdrawn="100.00", held=True)
    assert (outcome.carried_forward, outcome.to_repay) == (10, 0)
    outcome = one("9.00", "6.00", before="40.00", withdrawn="200.00", held=True)
    assert (outcome.carried_forward, outcome.to_repay) == (0, 20)


def test_the_columns_of_the_return_are_rounded_annex_by_annex():
    bases = TaxBases(vat=Decimal("0.50"), consumption_tax=Decimal("0.50"))
    columns = payables(bases, RATES)
    # Twice 0.015, each rounded to 0.02; rounded together it would be 0.03.
    assert columns.education == Decimal("0.04")
    assert columns.vat_education.due == Decimal("0.02")


def test_more_deducted_than_paid_leaves_nothing_to_pay_on_that_annex():
    bases = TaxBases(
        vat=Decimal("10.00"),
        vat_refund_deducted=Decimal("50.00"),
        consumption_tax=Decimal("100.00"),
    )
    columns = payables(bases, RATES)
    assert columns.vat_education.due == 0
    assert (columns.education, columns.local) == (3, 2)


@pytest.mark.parametrize(
    ("relief", "exempted", "reduced", "payable"),
    [
        ("none", "0", "0", "3.00"),
        ("half", "0", "1.50", "1.50"),
        ("exempt", "3.00", "0", "0"),
    ],
)
def test_relief_stands_in_its_own_column(relief, exempted, reduced, payable):
    columns = payables(TaxBases(vat=Decimal("100.00"), relief=relief), RATES)
    line = columns.vat_education
    assert line.exempted == Decimal(exempted)
    assert line.reduced == Decimal(reduced)
    assert line.payable == Decimal(payable)


IN_POOL = [(date(2020, 3, 1), date(2022, 5, 31)), (date(2023, 1, 1), None)]


@pytest.mark.parametrize(
    "day", ["2020-03-01", "2022-05-31", "2023-01-01", "2040-12-31"]
)
def test_days_of_entry_and_leaving_count(day):
    assert standing_on(date.fromisoformat(day), IN_POOL).counts


@pytest.mark.parametrize(
    ("day", "windows", "words"),
    [
        ("2018-12-31", [(date(2018, 1, 1), None)], "早于2019年1月1日"),
        ("2020-01-01", [], "尚未纳入"),
        ("2020-02-29", IN_POOL, "早于纳入建设培育范围之日（2020年3月1日）"),
        ("2022-06-01", IN_POOL, "已于2022年5月31日退出，尚未再次纳入"),
        ("2022-06-01", IN_POOL[:1], "晚于退出建设培育范围之日（2022年5月31日）"),
    ],
)
def test_a_day_that_does_not_count_says_why(day, windows, words):
    standing = standing_on(date.fromisoformat(day), windows)
    assert not standing.counts
    assert words in standing.reason
