"""The rules of a project's money, each on its own."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.terms import add_months
from incentives.checks.funds import (
    MOST,
    Account,
    NewEntry,
    ProjectState,
    entry_errors,
    entry_warnings,
    execution_rate,
    idle_since,
    thousandfold,
    warned_from,
    warnings_of,
)
from incentives.choices.projects import FundStep, FundWarning, Phase

TODAY = date(2026, 6, 30)
TOTAL = Decimal("1000.00")
money = st.decimals(0, 10**9, places=2, allow_nan=False)


def account(**sums):
    found = {name: Decimal(value) for name, value in sums.items() if value is not None}
    return Account(source="central", **found)


def state(*accounts, **facts):
    return ProjectState(
        **{
            "total": TOTAL,
            "phase": Phase.BUILDING,
            "finishes_on": date(2026, 12, 31),
            "accounts": accounts,
        }
        | facts
    )


def kinds(project, day=TODAY, months=6):
    return {issue.field for issue in warnings_of(project, day, months)}


accounts = st.builds(
    Account,
    source=st.just("central"),
    planned=st.sampled_from([Decimal(0), Decimal(500), TOTAL]),
    allocated=st.integers(0, 3).map(Decimal),
    paid=st.integers(0, 3).map(Decimal),
    used=st.integers(0, 3).map(Decimal),
    waits_since=st.none() | st.dates(date(2025, 10, 1), date(2026, 3, 1)),
)
states = st.builds(
    ProjectState,
    total=st.just(TOTAL),
    phase=st.sampled_from(Phase),
    finishes_on=st.dates(date(2026, 6, 25), date(2026, 7, 5)),
    accounts=st.lists(accounts, max_size=2).map(tuple),
    obstacle_due=st.none() | st.dates(date(2026, 6, 25), date(2026, 7, 5)),
)


@given(states, st.dates(date(2026, 6, 25), date(2026, 7, 5)), st.integers(1, 9))
def test_the_two_days_that_are_kept_say_whether_there_is_any_warning(
    project, day, months
):
    kept, waits = warned_from(project), idle_since(project)
    told = kept is not None and kept <= day
    told |= waits is not None and waits < add_months(day, -months)
    assert told is bool(warnings_of(project, day, months))


FINE = account(planned="1000", allocated="800", scheduled="800", paid="500", used="200")


def test_a_project_in_order_is_not_warned_of():
    assert kinds(state(FINE)) == set()


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        (account(planned="1000", allocated="1", paid="1.01"), FundWarning.OVERPAID),
        (account(planned="1000", allocated="9", paid="5", used="6"), "overused"),
        (account(planned="999.99"), FundWarning.SOURCES),
    ],
)
def test_each_rule_of_money_is_warned_of(odd, kind):
    assert kinds(state(odd)) == {kind}


def waiting(since):
    money = {"planned": TOTAL, "allocated": Decimal(800), "paid": Decimal(500)}
    return Account(source="central", waits_since=since, **money)


def test_allotted_money_may_wait_so_many_months_to_the_day():
    assert kinds(state(waiting(date(2025, 12, 30)))) == set()
    assert kinds(state(waiting(date(2025, 12, 29)))) == {"idle"}
    assert kinds(state(waiting(date(2025, 12, 29))), months=7) == set()
    ended = state(waiting(date(2025, 12, 29)), phase=Phase.CLOSED)
    assert kinds(ended) == set()


def test_a_project_is_late_from_the_day_after_its_last_one():
    assert kinds(state(FINE, finishes_on=TODAY)) == set()
    assert kinds(state(FINE, finishes_on=date(2026, 6, 29))) == {"late"}
    ready = state(FINE, finishes_on=date(2026, 6, 29), phase=Phase.IN_USE)
    assert kinds(ready) == set()


def test_an_obstacle_is_overdue_from_the_day_after():
    assert kinds(state(FINE, obstacle_due=TODAY)) == set()
    assert kinds(state(FINE, obstacle_due=date(2026, 6, 29))) == {"obstacle"}


def entry(amount, step=FundStep.PAYMENT, source="central", day=TODAY):
    return NewEntry(source=source, step=step, amount=Decimal(amount), day=day)


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", str(MOST + 1)])
def test_absurd_amounts_are_refused_at_the_field(amount):
    found = entry_errors(entry(amount), FINE, TOTAL, TODAY)
    assert [issue.field for issue in found] == ["amount"]


def test_ten_times_the_investment_cannot_be_paid():
    assert entry_errors(entry("9500"), FINE, TOTAL, TODAY) == []
    found = entry_errors(entry("9500.01"), FINE, TOTAL, TODAY)
    assert [issue.field for issue in found] == ["amount"]


def test_central_money_is_not_paid_before_it_is_allotted():
    found = entry_errors(entry("1"), account(planned="1000"), TOTAL, TODAY)
    assert [issue.field for issue in found] == ["source"]


def test_only_a_plan_looks_ahead():
    tomorrow = date(2026, 7, 1)
    assert (
        entry_errors(entry("1", FundStep.PLAN, day=tomorrow), FINE, TOTAL, TODAY) == []
    )
    found = entry_errors(entry("1", day=tomorrow), FINE, TOTAL, TODAY)
    assert [issue.field for issue in found] == ["day"]


def test_paying_beyond_the_allocation_is_asked_about():
    assert entry_warnings(entry("300"), FINE, None) == []
    found = entry_warnings(entry("300.01"), FINE, None)
    assert "超过已下达金额800.00元" in found[0].sentence


def test_a_thousandfold_jump_is_asked_about():
    assert entry_warnings(entry("0.3"), FINE, Decimal(300))[0].field == "amount"
    assert entry_warnings(entry("0.31"), FINE, Decimal(300)) == []


@given(money, money)
def test_a_thousandfold_jump_is_one_in_both_directions(one, other):
    assert thousandfold(one, other) == thousandfold(other, one)
    assert not thousandfold(one, one)


@given(money, money)
def test_the_execution_rate_stays_within_its_bounds(paid, allocated):
    rate = execution_rate(paid, allocated)
    if not allocated:
        assert rate is None
        return
    assert rate >= 0
    if paid <= allocated:
        assert rate <= 1
    assert (rate == 1) >= (paid == allocated)
    warned = kinds(state(account(planned=TOTAL, allocated=allocated, paid=paid)))
    assert (FundWarning.OVERPAID in warned) == (paid > allocated)
