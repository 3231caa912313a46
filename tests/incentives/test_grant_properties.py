"""Whatever is entered in whatever order, the sums of an award stay within bounds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from incentives.checks.grant_sums import Entry, Sums, after, entry_issues, replayed
from incentives.checks.grants import basis_key
from incentives.choices.grants import GrantEventKind, GrantState

money = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
kinds = st.sampled_from(list(GrantEventKind))
undone = st.sampled_from([GrantEventKind.PAYMENT, GrantEventKind.RECOVERY])
entries = st.lists(
    st.builds(Entry, kinds, money, undone).map(
        lambda e: e if e.kind == GrantEventKind.REVERSAL else Entry(e.kind, e.amount)
    ),
    max_size=30,
)


def taken(amount, tried):
    """The entries that are not refused; a reversal undoes one that stands."""
    sums, kept, open_ones = Sums(amount), [], []
    for entry in tried:
        if entry.kind == GrantEventKind.REVERSAL:
            fitting = [e for e in open_ones if e.kind == entry.undoes]
            if not fitting:
                continue
            entry = Entry(entry.kind, fitting[0].amount, entry.undoes)
        if entry_issues(sums, entry):
            continue
        if entry.kind == GrantEventKind.REVERSAL:
            open_ones.remove(fitting[0])
        else:
            open_ones.append(entry)
        sums = after(sums, entry)
        kept.append(entry)
        yield sums, kept


@given(money, entries)
def test_sums_are_never_negative_and_never_over_the_award(amount, tried):
    for sums, _kept in taken(amount, tried):
        assert 0 <= sums.recovered <= sums.demanded <= sums.paid <= amount


@given(money, entries)
def test_replaying_what_was_kept_gives_the_same_award(amount, tried):
    for sums, kept in taken(amount, tried):
        assert replayed(amount, kept) == sums


@given(money, entries)
def test_what_is_revoked_stays_so_and_says_what_is_owed(amount, tried):
    was_revoked = False
    for sums, _kept in taken(amount, tried):
        assert sums.is_revoked or not was_revoked
        was_revoked = sums.is_revoked
        owed = sums.demanded > sums.recovered
        assert (sums.state == GrantState.RECOVERING) == (sums.is_revoked and owed)


@given(st.text(max_size=40))
def test_a_document_is_the_same_however_it_is_bracketed(text):
    spelled = text.replace("〔", "[").replace("〕", "）")
    assert basis_key(spelled, "") == basis_key(text, "") or not text.strip()
