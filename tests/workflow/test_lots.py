"""The drawing of lots against trying every panel there could be."""

from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.choices import ExpertField
from workflow.lots import Demands, Shortfall, Ticket, draw

FIELDS = [field.value for field in ExpertField][:3]
REGIONS = ["110000", "310000", "330200"]
SEED = "0" * 64


@st.composite
def pools(draw_from):
    """Up to seven experts, some of them barred."""
    count = draw_from(st.integers(0, 7))
    return [
        Ticket(
            id=number,
            name=f"专家{number}",
            fields=tuple(draw_from(st.sets(st.sampled_from(FIELDS), min_size=1))),
            region=draw_from(st.sampled_from(REGIONS)),
            barred=draw_from(st.sampled_from(["", "", "", "在申报单位任职"])),
        )
        for number in range(1, count + 1)
    ]


demands = st.builds(
    Demands,
    size=st.integers(3, 4),
    quotas=st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 2), max_size=2).map(
        lambda found: found if sum(found.values()) <= 3 else {}
    ),
    per_region=st.integers(0, 2),
)


def meets(chosen, wanted):
    """Whether these sit right: seats reserved by field, regions, tried one by one."""
    regions = [ticket.region for ticket in chosen]
    cap = wanted.per_region or len(chosen)
    if len(chosen) != wanted.size or any(regions.count(r) > cap for r in regions):
        return False
    reserved = [name for name, n in wanted.quotas.items() for _ in range(n)]
    return any(
        all(name in ticket.fields for name, ticket in zip(reserved, some, strict=True))
        for some in permutations(chosen, len(reserved))
    )


def panels_of(pool, wanted, kept=()):
    """Every panel that could be drawn."""
    free = [t for t in pool if not t.barred and t not in kept]
    return [
        {t.id for t in some}
        for some in combinations(free, wanted.size - len(kept))
        if meets([*kept, *some], wanted)
    ]


@given(pools(), demands, st.integers())
def test_a_panel_is_drawn_exactly_when_there_is_one(pool, wanted, number):
    drawn = draw(pool, wanted, f"{number}")
    possible = panels_of(pool, wanted)
    if isinstance(drawn, Shortfall):
        assert possible == []
    else:
        assert set(drawn) in possible
        barred = {ticket.id for ticket in pool if ticket.barred}
        assert not barred & set(drawn)


@given(pools(), demands, st.integers())
def test_a_replacement_is_drawn_exactly_when_the_rest_can_be_completed(
    pool, wanted, number
):
    first = draw(pool, wanted, SEED)
    if isinstance(first, Shortfall):
        return
    lost, *kept = first
    left = [
        Ticket(t.id, t.name, t.fields, t.region, "不能参加") if t.id == lost else t
        for t in pool
    ]
    again = Demands(wanted.size, wanted.quotas, wanted.per_region, tuple(kept))
    drawn = draw(left, again, f"{number}")
    sitting = [t for t in left if t.id in kept]
    possible = panels_of(left, wanted, sitting)
    if isinstance(drawn, Shortfall):
        assert possible == []
    else:
        assert set(drawn) in possible


@given(pools(), demands, st.integers(), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_names_whatever_the_order(
    pool, wanted, number, random: Random
):
    shuffled = random.sample(pool, len(pool))
    assert draw(pool, wanted, f"{number}") == draw(shuffled, wanted, f"{number}")
    asked = Demands.from_json(wanted.to_json())
    assert draw(pool, asked, f"{number}") == draw(pool, wanted, f"{number}")


def test_every_expert_is_drawn_by_some_seed():
    pool = [a_ticket(n, "skills", REGIONS[n % 3]) for n in range(9)]
    wanted = Demands(3, {"skills": 1}, 1)
    drawn = {n for seed in range(60) for n in draw(pool, wanted, f"{seed}")}
    assert drawn == set(range(9))


def a_ticket(number, field, region="110000", barred=""):
    return Ticket(number, f"专家{number}", (field,), region, barred)


@pytest.mark.parametrize(
    ("pool", "wanted", "sentence"),
    [
        (
            [
                a_ticket(1, "vocational_education"),
                a_ticket(2, "law"),
                a_ticket(3, "law"),
            ],
            Demands(3, {"vocational_education": 2}),
            "“职业教育”领域需2名，可抽取的仅1名。",
        ),
        ([a_ticket(1, "law")], Demands(3), "专家组需3名，可抽取的仅1名。"),
        (
            [a_ticket(n, "law") for n in range(4)],
            Demands(3, {}, 2),
            "专家组需3名，可抽取的4名因同一地区至多2名，最多只能选入2名。",
        ),
        (
            [
                Ticket(1, "甲", ("law", "skills"), "110000"),
                *(a_ticket(n, "industry", "310000") for n in (2, 3)),
            ],
            Demands(3, {"law": 1, "skills": 1}),
            "“政策法规”、“技能人才与就业”领域合计需2名，可抽取的仅1名。",
        ),
        (
            [
                a_ticket(1, "law"),
                a_ticket(2, "law"),
                a_ticket(3, "skills", barred="暂停"),
            ],
            Demands(3, {"skills": 1}, kept=(1, 2)),
            "专家组需3名，在任2名，另可抽取的仅0名。",
        ),
    ],
)
def test_a_shortfall_says_which_demand_and_how_many_there_are(pool, wanted, sentence):
    assert draw(pool, wanted, SEED) == Shortfall(sentence)


def test_a_pool_of_thousands_is_drawn_at_once():
    random = Random(3)
    fields = [field.value for field in ExpertField][:5]
    pool = [
        Ticket(
            n,
            str(n),
            tuple(random.sample(fields, 2)),
            f"{random.randrange(37):02}0000",
        )
        for n in range(3000)
    ]
    wanted = Demands(15, dict.fromkeys(fields, 2), 1)
    drawn = draw(pool, wanted, SEED)
    assert len(set(drawn)) == 15
