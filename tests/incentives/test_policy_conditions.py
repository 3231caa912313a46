"""Conditions as data: read, told in words, held against facts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentives.choices.policies import Fit
from incentives.conditions import (
    ANY,
    TESTS,
    Names,
    judge,
    parse_value,
    problems_of,
    vocabulary_for,
    words_of,
    written,
)

NAMES = Names(
    units={"330000": "浙江省", "330200": "宁波市"},
    divisions={"330100": "浙江省杭州市"},
    industries={"36": "汽车制造业", "C": "制造业"},
)


def demand(test, value, operator=None):
    return {
        "test": test,
        "operator": operator or TESTS[test].operators[0],
        "value": value,
    }


FIVE = [
    demand("in_pool", True),
    demand("certified", True),
    demand("staff", 100),
    demand("managing_unit", ["330000"]),
    demand("size", ["large", "medium"]),
]


def test_four_of_five_and_what_is_missing():
    facts = {
        "in_pool": True,
        "certified": False,
        "staff": 120,
        "managing_unit": "330000",
        "size": "large",
    }
    judged = judge(FIVE, facts, NAMES)
    assert judged.summary == "符合 4/5 项条件"
    assert [o.demand for o in judged.missing] == ["持有有效的产教融合型企业认证证书"]
    assert "申请认证" in judged.missing[0].mend


def test_what_is_not_known_is_neither_met_nor_refused():
    judged = judge([demand("staff", 100)], {}, NAMES)
    assert judged.outcomes[0].fit == Fit.UNKNOWN
    assert "我的企业" in judged.outcomes[0].mend


def test_nothing_known_is_not_the_same_as_nothing():
    assert judge([demand("staff", 1)], {"staff": 0}, NAMES).outcomes[0].fit == (
        Fit.NOT_MET
    )


@pytest.mark.parametrize(
    ("size", "staff", "fit"),
    [
        ("small", None, Fit.MET),
        ("large", 200, Fit.MET),
        ("large", None, Fit.UNKNOWN),
        ("large", 5, Fit.NOT_MET),
    ],
)
def test_one_of_a_group_is_enough(size, staff, fit):
    group = {ANY: [demand("size", ["small"]), demand("staff", 100)]}
    judged = judge([group], {"size": size, "staff": staff}, NAMES)
    assert judged.outcomes[0].fit == fit
    assert judged.total == 1


def test_a_benefit_without_conditions_is_to_be_read():
    judged = judge([], {"in_pool": True}, NAMES)
    assert not judged.fits
    assert judged.summary == "请对照适用对象判断"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (demand("staff", 1200), "职工人数不少于1,200人"),
        (demand("size", ["large", "medium"]), "企业规模属于大型、中型"),
        (demand("stock_listed", False), "不属于：上市公司"),
        (
            demand("pooled_on", "2024-01-01", "not_after"),
            "入库日期不晚于2024年1月1日",
        ),
        (
            demand("invested_last_year", "1000000.00"),
            "上年度职业教育投资额不少于1,000,000元",
        ),
        (demand("industry", ["C"]), "国民经济行业属于制造业"),
        (
            {ANY: [demand("in_pool", True), demand("division", ["330100"])]},
            "以下任一项：在产教融合型企业建设培育库中；注册地属于浙江省杭州市",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition, words):
    assert words_of(condition, NAMES).replace(".00", "") == words


@pytest.mark.parametrize(
    ("test", "text", "value"),
    [
        ("in_pool", "是", True),
        ("staff", "１００人", 100),
        ("invested_total", "1,000,000.5元", "1000000.50"),
        ("pooled_on", "2026年6月30日", "2026-06-30"),
        ("size", "大型、medium", ["large", "medium"]),
        ("managing_unit", "浙江省，330200", ["330000", "330200"]),
    ],
)
def test_what_is_typed_is_understood(test, text, value):
    assert parse_value(TESTS[test], text, NAMES) == value


@pytest.mark.parametrize(
    ("test", "text", "sentence"),
    [
        ("in_pool", "也许", "请填写“是”或“否”"),
        ("staff", "很多", "请填写数字，单位为人"),
        ("staff", "-1", "不能为负数"),
        ("staff", "1.5", "请填写整数"),
        ("staff", "NaN", "不能为负数"),
        ("invested_total", "1.005", "最多两位小数"),
        ("pooled_on", "2026-02-30", "的形式填写日期"),
        ("size", "巨型", "没有“巨型”。可填写：大型"),
        ("managing_unit", "火星省", "没有“火星省”"),
        ("staff", "", "请填写条件的值"),
    ],
)
def test_what_is_not_understood_is_told_in_a_sentence(test, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_value(TESTS[test], text, NAMES)


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        (demand("staff", 1) | {"test": "unheard_of"}, "conditions.0.test"),
        (demand("pilot_city", True), "conditions.0.test"),
        (demand("staff", 1, "is"), "conditions.0.operator"),
        (demand("staff", "1"), "conditions.0.value"),
        (demand("staff", True), "conditions.0.value"),
        (demand("size", ["giant"]), "conditions.0.value"),
        (demand("in_pool", 1), "conditions.0.value"),
        ({ANY: []}, "conditions.0"),
        ({"test": "staff"}, "conditions.0"),
        ("staff", "conditions.0"),
    ],
)
def test_a_list_that_does_not_hold_together_names_the_place(condition, field):
    assert [i.field for i in problems_of([condition], "enterprise", NAMES)] == [field]


def test_a_right_list_has_no_problems():
    assert problems_of(FIVE, "enterprise", NAMES) == []


def test_every_test_says_how_it_is_mended():
    assert all(test.mend and test.fill for test in TESTS.values())
    assert {t.key for t in vocabulary_for("enterprise")}.isdisjoint(
        t.key for t in vocabulary_for("city")
    )


VALUES = {
    "flag": st.booleans(),
    "count": st.integers(0, 10**6),
    "money": st.decimals(0, 10**9, places=2).map(lambda d: f"{d:.2f}"),
    "day": st.dates(date(2019, 1, 1), date(2040, 1, 1)).map(date.isoformat),
}
FACTS = {
    "flag": st.booleans(),
    "count": st.integers(0, 10**6),
    "money": st.decimals(0, 10**9, places=2),
    "day": st.dates(date(2019, 1, 1), date(2040, 1, 1)),
}


def values_of(test, plain):
    """Of the kind of the test, or codes that have a name."""
    if test.kind in plain:
        return plain[test.kind]
    known = st.sampled_from(sorted(NAMES.of(test)))
    return st.lists(known, min_size=1, max_size=3, unique=True)


@st.composite
def demands(draw):
    test = draw(st.sampled_from(vocabulary_for("enterprise")))
    value = draw(values_of(test, VALUES))
    return {
        "test": test.key,
        "operator": draw(st.sampled_from(test.operators)),
        "value": value,
    }


ITEMS = st.one_of(
    demands(), st.lists(demands(), min_size=1, max_size=3).map(lambda d: {ANY: d})
)


@st.composite
def facts(draw):
    """Some of the facts; the others are not known."""
    held = draw(st.sets(st.sampled_from([t.key for t in vocabulary_for("enterprise")])))
    return {key: draw(values_of(TESTS[key], FACTS)) for key in sorted(held)}


def asked_by(item):
    return {one["test"] for one in item.get(ANY, [item])}


@given(st.lists(ITEMS, max_size=6), facts(), facts())
def test_a_fact_more_touches_only_what_asks_for_it(conditions, known, more):
    before = judge(conditions, known, NAMES)
    added = {key: value for key, value in more.items() if key not in known}
    after = judge(conditions, {**known, **added}, NAMES)
    for item, was, now in zip(conditions, before.outcomes, after.outcomes, strict=True):
        if asked_by(item).isdisjoint(added):
            assert was == now
        # What is decided stays decided, but for a group that was not met in part.
        if ANY not in item and was.fit != Fit.UNKNOWN:
            assert was == now
        if was.fit == Fit.MET:
            assert now.fit == Fit.MET


@given(
    st.lists(ITEMS, max_size=6).flatmap(
        lambda c: st.tuples(st.just(c), st.permutations(c))
    ),
    facts(),
)
def test_the_order_of_conditions_does_not_matter(both, known):
    conditions, shuffled = both
    first, second = judge(conditions, known, NAMES), judge(shuffled, known, NAMES)
    assert (first.met, first.total, first.fits) == (
        second.met,
        second.total,
        second.fits,
    )
    assert sorted(o.demand for o in first.missing) == sorted(
        o.demand for o in second.missing
    )


@given(demands())
def test_what_is_written_is_read_back(condition):
    test = TESTS[condition["test"]]
    text = written(test, condition["value"], NAMES)
    assert parse_value(test, text, NAMES) == condition["value"]
    assert problems_of([condition], "enterprise", NAMES) == []


def test_money_is_compared_to_the_cent():
    item = demand("invested_total", "100.01")
    for held, fit in (("100.00", Fit.NOT_MET), ("100.01", Fit.MET)):
        judged = judge([item], {"invested_total": Decimal(held)}, NAMES)
        assert judged.outcomes[0].fit == fit
