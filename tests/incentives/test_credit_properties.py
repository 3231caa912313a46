"""What holds of the credit whatever a taxpayer pays in, takes out and owes."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from incentives.credit import NOTHING, Row, TaxBases, added, compute, payables
from tests.incentives.cases import RATES

cents = st.integers(0, 10**11).map(lambda n: Decimal(n).scaleb(-2))
small = st.integers(0, 300).map(lambda n: Decimal(n).scaleb(-2))
money = st.just(NOTHING) | small | cents
rows = st.builds(
    Row,
    st.just("2026"),
    money,
    money,
    money,
    money,
    st.sampled_from([False, False, False, True]),
)
histories = st.lists(rows, min_size=1, max_size=14)
# 30% of whole tens of cents has no fraction of a cent: nothing is lost by rounding.
exact = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-1))


def plain(row: Row) -> Row:
    """The same period of a taxpayer that is in the pool and withdraws nothing."""
    return replace(row, withdrawn=NOTHING, held=False)


@given(histories, money)
def test_every_credited_cent_is_used_carried_or_reversed(history, before):
    outcomes = compute(history, before, RATES)
    credited = sum(outcome.new_credit for outcome in outcomes)
    used = sum(outcome.used for outcome in outcomes)
    repaid = sum(outcome.to_repay for outcome in outcomes)
    assert before + credited + repaid == used + outcomes[-1].carried_forward


@given(histories, money)
def test_each_period_takes_up_what_the_last_one_left(history, before):
    for outcome in compute(history, before, RATES):
        assert outcome.brought_forward == before
        before = outcome.carried_forward


@given(histories, money)
def test_nothing_becomes_negative_and_no_part_exceeds_its_payable(history, before):
    for row, outcome in zip(history, compute(history, before, RATES), strict=True):
        assert 0 <= outcome.used_education <= row.education_payable
        assert 0 <= outcome.used_local <= row.local_payable
        assert min(outcome.pool, outcome.carried_forward, outcome.to_repay) >= 0
        # Never at once something to carry and something to repay.
        assert 0 in (outcome.carried_forward, outcome.to_repay)


@given(histories, money)
def test_the_pool_is_used_as_far_as_the_payables_reach(history, before):
    for row, outcome in zip(history, compute(history, before, RATES), strict=True):
        owed = row.education_payable + row.local_payable
        assert outcome.used == (0 if row.held else min(outcome.pool, owed))


@given(histories, money, st.integers(0, 13), money)
def test_more_investment_never_brings_less(history, before, index, more):
    richer = list(history)
    index %= len(history)
    richer[index] = replace(
        history[index], new_investment=history[index].new_investment + more
    )
    poor, rich = (compute(each, before, RATES) for each in (history, richer))
    for place in range(len(history)):
        assert taken(rich[: place + 1]) >= taken(poor[: place + 1])
        assert rich[place].carried_forward >= poor[place].carried_forward
        assert rich[place].to_repay <= poor[place].to_repay


def taken(outcomes: list) -> Decimal:
    """Used so far and still carried."""
    return sum(outcome.used for outcome in outcomes) + outcomes[-1].carried_forward


@given(st.lists(st.tuples(exact, exact, exact), min_size=12, max_size=12), exact)
def test_a_year_in_months_never_uses_more_than_the_year_at_once(months, before):
    """A month cannot use what a later month pays in; the year can."""
    split, whole = by_months_and_at_once(months, before)
    assert sum(outcome.used for outcome in split) <= whole.used
    assert split[-1].carried_forward >= whole.carried_forward


@given(
    exact, st.lists(st.tuples(exact, exact), min_size=12, max_size=12), exact | money
)
def test_a_year_in_months_ends_alike_where_the_money_comes_first(new, owed, before):
    """All money of the year in its first month: the same year-end, to the cent."""
    months = [
        (new if place == 0 else NOTHING, *each) for place, each in enumerate(owed)
    ]
    split, whole = by_months_and_at_once(months, before)
    assert sum(outcome.used for outcome in split) == whole.used
    assert split[-1].carried_forward == whole.carried_forward


@given(st.lists(st.tuples(exact, exact, exact), min_size=12, max_size=12), exact)
def test_a_year_in_months_ends_alike_exactly_when_no_later_months_run_ahead(
    months, before
):
    """The exact condition, for amounts without a fraction of a cent.

    The year-end is the same if and only if no last stretch of months credits more
    over what it owes than the whole year leaves over.
    """
    split, whole = by_months_and_at_once(months, before)
    flows = [new * RATES.credit - education - local for new, education, local in months]
    ahead = max(sum(flows[place:]) for place in range(1, 12))
    alike = split[-1].carried_forward == whole.carried_forward
    assert alike == (ahead <= whole.carried_forward)
    assert alike == (sum(outcome.used for outcome in split) == whole.used)


def by_months_and_at_once(months: list, before: Decimal) -> tuple:
    """Twelve periods, and one with the same totals."""
    year = [sum(column) for column in zip(*months, strict=True)]
    split = [Row("m", new, NOTHING, *owed) for new, *owed in months]
    whole = Row("y", year[0], NOTHING, *year[1:])
    return compute(split, before, RATES), compute([whole], before, RATES)[0]


@given(st.lists(st.tuples(rows, money), min_size=1, max_size=6))
def test_a_group_is_the_sum_of_its_members(members):
    outcomes = [compute([row], before, RATES)[0] for row, before in members]
    group = added(outcomes)
    for name in type(group).__slots__:
        assert getattr(group, name) == sum(getattr(each, name) for each in outcomes)
    assert group.used == sum(each.used for each in outcomes)
    owed = sum(row.education_payable + row.local_payable for row, _ in members)
    assert group.used <= owed


@given(histories, money)
def test_without_withdrawals_nothing_is_ever_repaid(history, before):
    outcomes = compute(map(plain, history), before, RATES)
    assert all(outcome.to_repay == 0 for outcome in outcomes)


@given(
    st.builds(
        TaxBases,
        money,
        money,
        money,
        money,
        st.sampled_from(["none", "half", "exempt"]),
    )
)
def test_relief_never_turns_a_payable_negative(bases):
    columns = payables(bases, RATES)
    full = payables(replace(bases, relief="none"), RATES)
    assert 0 <= columns.education <= full.education
    assert 0 <= columns.local <= full.local
    for line in columns:
        assert line.due >= line.exempted + line.reduced >= 0
