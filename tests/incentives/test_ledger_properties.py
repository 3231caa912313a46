"""What holds for every ledger, however it came to be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incentives.choices import LineDecision, LineKind
from incentives.credit import Rates, TaxBases
from incentives.ledger import (
    AccountFacts,
    Content,
    DatedRates,
    Decision,
    LineFacts,
    PeriodFacts,
    decided,
    replay,
    windows_within,
)
from incentives.models import CreditPeriod
from incentives.services.credit import totals_of
from tests.factories.credit import (
    a_correction,
    a_draft,
    a_line,
    a_member_account,
    an_account,
    filed,
)

RATES = [
    DatedRates(
        1, date(2019, 1, 1), Rates(Decimal("0.3"), Decimal("0.03"), Decimal("0.02"))
    ),
    DatedRates(
        2, date(2023, 1, 1), Rates(Decimal("0.4"), Decimal("0.03"), Decimal("0.02"))
    ),
]
money = st.decimals(0, 10_000_000, places=2)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
decisions = st.sampled_from(["", LineDecision.ACCEPTED, LineDecision.REFUSED])


@st.composite
def lines(draw, year):
    """Lines of a year, investments and withdrawals."""
    return tuple(
        LineFacts(
            key=uuid4(),
            content=Content(
                draw(st.sampled_from(LineKind.values)),
                draw(money),
                draw(st.dates(date(year, 1, 1), date(year, 12, 31))),
                "",
                "",
            ),
            decision=draw(decisions),
        )
        for _ in range(draw(st.integers(0, 4)))
    )


@st.composite
def ledgers(draw):
    """An account with a stay in the pool, possibly ended, and some of its years."""
    entered = draw(days)
    left = draw(st.none() | st.dates(entered, date(2027, 1, 1)))
    years = sorted(draw(st.sets(st.integers(2019, 2026), min_size=1)))
    periods = tuple(
        PeriodFacts(
            pk=year,
            starts=date(year, 1, 1),
            ends=date(year, 12, 31),
            statement=year,
            bases=TaxBases(vat=draw(money), consumption_tax=draw(money)),
            opening_balance=draw(money) if year == years[0] else Decimal("0.00"),
            lines=draw(lines(year)),
        )
        for year in years
    )
    return AccountFacts(1, ((entered, left),), periods)


@given(ledgers())
def test_money_is_conserved_over_the_whole_account(ledger):
    outcomes = [entry.outcome for entry in replay(ledger, RATES)]
    opening = ledger.periods[0].opening_balance
    came = opening + sum(o.new_credit + o.to_repay for o in outcomes)
    assert came == sum(o.used for o in outcomes) + outcomes[-1].carried_forward


@given(ledgers())
def test_no_more_investment_goes_back_than_was_credited_until_then(ledger):
    bare = replace(ledger.periods[0], opening_balance=Decimal("0.00"))
    ledger = replace(ledger, periods=(bare, *ledger.periods[1:]))
    balance = Decimal(0)
    for entry in replay(ledger, RATES):
        balance += entry.invested - entry.withdrawn
        assert balance >= 0


@given(ledgers())
def test_nothing_but_the_net_investment_is_ever_negative(ledger):
    for entry in replay(ledger, RATES):
        outcome = entry.outcome
        assert min(entry.invested, entry.withdrawn, outcome.pool) >= 0
        assert min(outcome.used_education, outcome.used_local) >= 0
        assert min(outcome.carried_forward, outcome.to_repay) >= 0
        assert outcome.used_education <= entry.payables.education
        assert outcome.used_local <= entry.payables.local


@given(ledgers())
def test_after_leaving_nothing_is_credited_or_used(ledger):
    ((_entered, left),) = ledger.windows
    for period, entry in zip(ledger.periods, replay(ledger, RATES), strict=True):
        assert entry.is_held == (left is not None and left < period.starts)
        if entry.is_held:
            assert entry.outcome.used == entry.invested == 0


@given(ledgers(), st.data())
def test_a_refused_line_counts_as_if_it_were_not_there(ledger, data):
    bare = [
        replace(p, lines=tuple(x for x in p.lines if not x.is_refused))
        for p in ledger.periods
    ]
    assert replay(ledger, RATES) == replay(replace(ledger, periods=tuple(bare)), RATES)


def test_a_decision_binds_the_line_as_it_was():
    key = UUID(int=1)
    content = Content(LineKind.SCHOOL_COST, Decimal("5.00"), date(2025, 1, 2), "A", "")
    changed = replace(content, amount=Decimal("6.00"))
    refused = Decision(key, content, LineDecision.REFUSED)
    assert decided(key, content, [refused]) == LineDecision.REFUSED
    assert decided(key, changed, [refused]) == ""
    assert decided(UUID(int=2), content, [refused]) == ""
    accepted = replace(refused, decision=LineDecision.ACCEPTED)
    assert decided(key, content, [accepted, refused]) == LineDecision.ACCEPTED


def test_control_counts_within_the_stay_in_the_pool():
    stays = [(date(2020, 3, 1), date(2022, 2, 28)), (date(2024, 1, 1), None)]
    control = [(date(2021, 1, 1), date(2024, 6, 30))]
    assert windows_within(stays, control) == (
        (date(2021, 1, 1), date(2022, 2, 28)),
        (date(2024, 1, 1), date(2024, 6, 30)),
    )


@pytest.mark.django_db
class TestThroughTheLedger:
    @settings(max_examples=4, suppress_health_check=list(HealthCheck), deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from([2020, 2021, 2022]), st.integers(1, 900)),
            min_size=3,
            max_size=6,
        )
    )
    def test_replaying_versions_gives_the_same_ledger(self, versions):
        """Corrections in any order, and the last of each at once: the same figures."""
        corrected, direct = (a_member_account(an_account()) for _ in range(2))
        for year, amount in versions:
            lines = [a_line(str(amount), date(year, 5, 1))]
            period = corrected.periods.filter(starts__year=year).first()
            draft = (
                a_correction(period, lines, vat="900")
                if period
                else a_draft(corrected, year, lines, vat="900")
            )
            filed(draft)
        for year, amount in sorted(dict(versions).items(), reverse=True):
            lines = [a_line(str(amount), date(year, 5, 1))]
            filed(a_draft(direct, year, lines, vat="900"))
        assert figures_of_ledger(corrected) == figures_of_ledger(direct)

    def test_group_totals_are_the_sum_of_members_in_every_year(self):
        parent = an_account()
        accounts = [parent, a_member_account(parent), a_member_account(parent)]
        for number, account in enumerate(accounts, 1):
            for year in (2020, 2021):
                lines = [a_line(str(70 * number), date(year, 5, 1))]
                filed(a_draft(account, year, lines, vat=str(300 * number)))
        group = CreditPeriod.objects.filter(account__enterprise=parent.enterprise)
        for year in (None, 2020, 2021):
            first, *rest = (totals_of(a.periods.all(), year) for a in accounts)
            assert totals_of(group, year) == sum(rest, start=first)


def figures_of_ledger(account):
    """The money of every period, by its first day."""
    rows = account.periods.filed().order_by("starts").with_result()
    return [
        (row.starts, row.result.pool, row.result.used, row.result.carried_forward)
        for row in rows
    ]
