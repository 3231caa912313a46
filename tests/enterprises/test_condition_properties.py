"""What holds of the conditions whatever an enterprise fills in."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enterprises.checks import admission_issues, findings
from enterprises.checks.admission import enough_conditions
from enterprises.checks.stays import lasts, merged
from enterprises.facts import (
    Apprenticeship,
    Certificate,
    Facts,
    Intern,
    Investment,
    Programme,
    Right,
    School,
)
from enterprises.thresholds import Thresholds
from tests.enterprises.facts import TODAY

names = st.sampled_from(["", "甲", "乙", "丙", "Ａ", "a"])
days = st.none() | st.dates(date(2019, 1, 1), date(2027, 12, 31))
files = st.integers(0, 2)
money = st.none() | st.decimals("-100", "2000000", places=2)
counts = st.none() | st.integers(-5, 60)

ROWS = {
    "schools": st.builds(
        School,
        kind=st.sampled_from(["run", "sponsor", "university", "group"]),
        name=names,
        evidence=files,
    ),
    "apprenticeships": st.builds(
        Apprenticeship,
        kind=st.sampled_from(["modern", "enterprise"]),
        name=names,
        evidence=files,
    ),
    "interns": st.builds(
        Intern,
        school=names,
        number=names,
        name=names,
        start=days,
        end=days,
        evidence=files,
    ),
    "certificates": st.builds(Certificate, name=names, evidence=files),
    "programmes": st.builds(
        Programme,
        school=names,
        name=names,
        students=counts,
        start=days,
        end=days,
        evidence=files,
    ),
    "investments": st.builds(
        Investment,
        kind=st.sampled_from(["build", "donate"]),
        amount=money,
        paid_on=days,
        evidence=files,
    ),
    "rights": st.builds(
        Right,
        kind=st.sampled_from(["invention", "software"]),
        number=names,
        granted_on=days,
        partner=names,
        evidence=files,
    ),
}
lists = {name: st.lists(row, max_size=6).map(tuple) for name, row in ROWS.items()}
shared = st.dictionaries(st.sampled_from(sorted(ROWS)), files)
some_facts = st.builds(Facts, shared=shared, **lists)
some_thresholds = st.builds(
    Thresholds,
    conditions_needed=st.integers(1, 6),
    schools_apart=st.booleans(),
    intern_months=st.integers(1, 12),
    intern_persons=st.integers(1, 4),
    programmes=st.integers(1, 4),
    programme_years=st.integers(0, 3),
    programme_students=st.integers(0, 60),
    investment=st.integers(1, 2_000_000),
    rights=st.integers(1, 3),
    look_back_years=st.integers(1, 5),
)


def met(facts, thresholds):
    found = findings(facts, thresholds, today=TODAY)
    return {one.condition for one in found if one.met}


def count(facts, thresholds):
    found = findings(facts, thresholds, today=TODAY)
    return sum(one.counts_for for one in found)


@given(some_facts, some_facts, some_thresholds, st.randoms())
def test_more_rows_never_take_a_condition_away(facts, more, thresholds, chance):
    grown = {}
    for name in ROWS:
        rows = [*getattr(facts, name), *getattr(more, name)]
        chance.shuffle(rows)
        grown[name] = tuple(rows)
    larger = replace(facts, **grown)
    assert met(facts, thresholds) <= met(larger, thresholds)
    assert count(facts, thresholds) <= count(larger, thresholds)


@given(some_facts, some_thresholds, st.data())
def test_more_files_never_take_a_condition_away(facts, thresholds, data):
    more = st.integers(0, 2)
    grown = {
        name: tuple(
            replace(row, evidence=row.evidence + data.draw(more))
            for row in getattr(facts, name)
        )
        for name in ROWS
    }
    files = {name: facts.shared.get(name, 0) + data.draw(more) for name in ROWS}
    proven = replace(facts, shared=files, **grown)
    assert met(facts, thresholds) <= met(proven, thresholds)
    assert count(facts, thresholds) <= count(proven, thresholds)


@given(some_facts, some_thresholds, st.randoms())
def test_the_order_of_rows_does_not_matter(facts, thresholds, chance):
    mixed = {}
    for name in ROWS:
        rows = list(getattr(facts, name))
        chance.shuffle(rows)
        mixed[name] = tuple(rows)
    assert findings(facts, thresholds, today=TODAY) == findings(
        replace(facts, **mixed), thresholds, today=TODAY
    )


LOWERED = (
    "conditions_needed",
    "intern_months",
    "intern_persons",
    "programmes",
    "programme_years",
    "programme_students",
    "investment",
    "rights",
)


@given(some_facts, some_thresholds, st.data())
def test_a_lower_threshold_never_takes_a_condition_away(facts, thresholds, data):
    lower = replace(
        thresholds,
        schools_apart=thresholds.schools_apart or data.draw(st.booleans()),
        **{
            name: data.draw(st.integers(0, getattr(thresholds, name)))
            for name in LOWERED
        },
    )
    assert met(facts, thresholds) <= met(facts, lower)
    if not list(enough_conditions(facts, thresholds, TODAY)):
        assert not list(enough_conditions(facts, lower, TODAY))


@given(some_facts, some_thresholds, st.integers(0, 3))
def test_looking_back_further_never_takes_money_or_rights_away(
    facts, thresholds, years
):
    further = replace(thresholds, look_back_years=thresholds.look_back_years + years)
    assert met(facts, thresholds) <= met(facts, further)


@given(some_facts, some_thresholds)
def test_every_issue_has_a_place_and_ends_as_a_sentence(facts, thresholds):
    for issue in admission_issues(facts, thresholds, today=TODAY):
        assert issue.field
        assert issue.sentence.endswith("。")
        assert "None" not in issue.sentence


spans = st.lists(
    st.tuples(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 120)).map(
        lambda one: (one[0], one[0] + timedelta(days=one[1]))
    ),
    max_size=8,
)


def days_of(stays):
    return {
        start + timedelta(days=n)
        for start, end in stays
        for n in range((end - start).days + 1)
    }


@given(spans, st.randoms())
def test_joined_stays_hold_the_same_days_in_any_order(stays, chance):
    joined = merged(stays)
    assert days_of(joined) == days_of(stays)
    mixed = list(stays)
    chance.shuffle(mixed)
    assert merged(mixed) == joined
    assert merged(joined) == joined
    for (_s, end), (start, _e) in pairwise(joined):
        assert start - end > timedelta(days=1)


@given(
    st.dates(date(2019, 1, 1), date(2027, 12, 31)),
    st.integers(1, 12),
    st.integers(0, 400),
)
def test_a_longer_stay_is_never_too_short(start, months, length):
    stay = start, start + timedelta(days=length)
    longer = start, stay[1] + timedelta(days=1)
    assert not lasts(stay, months) or lasts(longer, months)


def test_every_list_of_the_facts_is_tried():
    tuples = {f.name for f in fields(Facts) if str(f.type).startswith("tuple[")}
    assert tuples - {"tags", "exclusions"} == set(ROWS)


@given(st.decimals("0.01", "5000000", places=2))
def test_money_meets_the_condition_from_its_threshold_on(amount):
    row = Investment(kind="build", amount=amount, paid_on=TODAY, evidence=1)
    found = met(Facts(investments=(row,)), Thresholds())
    assert ("investments" in found) == (amount >= Decimal(1_000_000))
