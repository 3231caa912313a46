"""Points, places and the split of a sum: what holds whatever the figures are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from incentives.choices.rewards import Method, MissingRule
from incentives.scoring import (
    Factor,
    number_of_share,
    rank_places,
    rewarded_places,
    split,
)

VALUES = st.decimals(-50, 500, places=2)
PLACES = [f"{n}30000" for n in range(1, 7)]
KEYS = ["a", "b", "c"]
METHODS = st.sampled_from(list(Method))


@st.composite
def factors(draw):
    return [
        Factor(
            key,
            draw(st.decimals("0.01", 100, places=2)),
            draw(METHODS),
            draw(st.booleans()),
            draw(st.decimals(1, 300, places=2)),
        )
        for key in KEYS
    ]


def tables(value=VALUES):
    row = st.fixed_dictionaries(dict.fromkeys(KEYS, value))
    return st.fixed_dictionaries(dict.fromkeys(PLACES, row))


HOLED = tables(st.none() | VALUES)


def ranks(ranking):
    return {row.place: row.rank for row in ranking.rows}


def one(values, method, **facts):
    """Normal points under one factor."""
    figures = {place: {"a": value} for place, value in values.items()}
    found = rank_places(figures, [Factor("a", Decimal(100), method, **facts)])
    return {row.place: row.parts[0].normal for row in found.rows}


@given(HOLED, factors(), st.integers(1, 1000))
def test_only_the_ratio_of_weights_counts(table, some, times):
    heavier = [
        Factor(f.key, f.weight * times, f.method, f.higher_is_better, f.target)
        for f in some
    ]
    assert rank_places(table, some) == rank_places(table, heavier)


@given(
    tables(),
    factors(),
    st.sampled_from(PLACES),
    st.sampled_from(KEYS),
    st.decimals("0.01", 100, places=2),
)
def test_a_better_figure_never_ranks_worse(table, some, place, key, better):
    factor = next(f for f in some if f.key == key)
    step = better if factor.higher_is_better else -better
    improved = {**table, place: {**table[place], key: table[place][key] + step}}
    before, after = ranks(rank_places(table, some)), ranks(rank_places(improved, some))
    assert after[place] <= before[place]


@given(HOLED, factors(), st.sampled_from(list(MissingRule)), st.randoms())
def test_the_order_of_places_does_not_matter(table, some, rule, random):
    shuffled = list(table.items())
    random.shuffle(shuffled)
    assert rank_places(dict(shuffled), some, rule) == rank_places(table, some, rule)


@given(tables(), factors())
def test_the_same_figures_share_a_place(table, some):
    table = {**table, PLACES[1]: table[PLACES[0]]}
    rows = {row.place: row for row in rank_places(table, some).rows}
    first, second = rows[PLACES[0]], rows[PLACES[1]]
    assert (first.rank, first.score) == (second.rank, second.score)
    assert first.tied
    assert second.tied


@given(HOLED, factors())
def test_a_score_is_the_sum_of_its_parts_and_within_a_hundred(table, some):
    for row in rank_places(table, some).rows:
        assert row.score == sum(part.points for part in row.parts)
        assert Decimal(0) <= row.score <= Decimal("100.02")
        assert all(0 <= part.normal <= 100 for part in row.parts)


@given(factors(), st.sampled_from([MissingRule.ZERO, MissingRule.LOWEST]))
def test_nothing_known_of_anybody_is_nought_and_a_tie_of_all(some, rule):
    ranking = rank_places({p: {} for p in PLACES}, some, rule)
    assert {(row.score, row.rank) for row in ranking.rows} == {(Decimal("0.00"), 1)}


@given(factors())
def test_nothing_known_of_anybody_leaves_nobody_where_the_rule_says_so(some):
    ranking = rank_places({p: {} for p in PLACES}, some, MissingRule.EXCLUDE)
    assert (ranking.rows, ranking.left_out) == ((), tuple(PLACES))


@given(
    st.decimals(0, 10**10, places=2),
    st.dictionaries(st.sampled_from(PLACES), st.decimals(0, 100, places=2), min_size=1),
)
def test_the_parts_of_a_sum_add_up_to_it_to_the_cent(amount, scores):
    parts = split(amount, scores)
    assert sum(parts.values()) == amount
    assert all(part >= 0 for part in parts.values())


def test_a_sum_is_split_by_score_and_the_cent_left_over_goes_to_the_largest_part():
    parts = split(Decimal("100.00"), {"a": Decimal(2), "b": Decimal(1)})
    assert parts == {"a": Decimal("66.67"), "b": Decimal("33.33")}


def test_of_equal_remainders_the_first_by_code_has_the_cent():
    parts = split(Decimal("0.01"), {"b": Decimal(1), "a": Decimal(1)})
    assert parts == {"a": Decimal("0.01"), "b": Decimal("0.00")}


def test_the_four_methods_on_three_figures():
    figures = {"x": Decimal(10), "y": Decimal(40), "z": Decimal(50)}
    assert list(one(figures, Method.MIN_MAX).values()) == [100, 75, 0]
    assert one(figures, Method.MIN_MAX) == {"x": 0, "y": 75, "z": 100}
    assert one(figures, Method.BEST_SHARE) == {"x": 20, "y": 80, "z": 100}
    assert one(figures, Method.RANK) == {"x": 0, "y": 50, "z": 100}
    found = one(figures, Method.TARGET, target=Decimal(40))
    assert found == {"x": 25, "y": 100, "z": 100}


def test_where_less_is_better_the_points_turn_round():
    figures = {"x": Decimal(10), "y": Decimal(40), "z": Decimal(50)}
    lower = {"higher_is_better": False}
    assert one(figures, Method.MIN_MAX, **lower) == {"x": 100, "y": 25, "z": 0}
    assert one(figures, Method.BEST_SHARE, **lower) == {"x": 100, "y": 25, "z": 20}
    assert one(figures, Method.RANK, **lower) == {"x": 100, "y": 50, "z": 0}


def test_a_missing_figure_is_nought_or_the_lowest_of_the_others():
    figures = {"x": {"a": Decimal(20)}, "y": {"a": Decimal(40)}, "z": {"a": None}}
    factor = [Factor("a", Decimal(100), Method.BEST_SHARE)]
    scores = {
        rule: {row.place: row.score for row in rank_places(figures, factor, rule).rows}
        for rule in MissingRule
    }
    assert scores[MissingRule.ZERO]["z"] == 0
    assert scores[MissingRule.LOWEST]["z"] == 50
    assert "z" not in scores[MissingRule.EXCLUDE]


def test_who_shares_the_last_rewarded_place_is_rewarded_with_it():
    figures = {p: {"a": Decimal(n)} for p, n in zip("wxyz", (9, 5, 5, 1), strict=True)}
    ranking = rank_places(figures, [Factor("a", Decimal(100), Method.MIN_MAX)])
    assert [row.rank for row in ranking.rows] == [1, 2, 2, 4]
    assert rewarded_places(ranking, number=2) == ("w", "x", "y")


def test_a_share_of_all_is_rounded_half_up_and_never_nobody():
    counts = [number_of_share(n, Decimal(30)) for n in (1, 5, 21, 37)]
    assert counts == [1, 2, 6, 11]
