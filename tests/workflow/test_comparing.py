"""Two submissions side by side: everything once, and the same turned round."""

from collections import Counter
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cities.kinds import CITY_NOMINATION
from cities.services import snapshot
from tests.factories.cities import HANGZHOU, draft
from tests.workflow.testkind.kinds import TEST_KIND
from workflow.choices import Difference
from workflow.comparing import RENAMED, REPLACED, compare
from workflow.content import FrozenFile, Part
from workflow.describing import described
from workflow.passages import passages

words = st.text("甲乙丙丁。，12\n ", max_size=12)
labels = st.sampled_from(["目标", "任务", "投资", "期限"])
digests = st.sampled_from(["a" * 64, "b" * 64, "c" * 64])
names = st.sampled_from(["函.pdf", "表.xlsx"])
frozen_files = st.lists(st.builds(FrozenFile, names, digests), max_size=3)


@st.composite
def a_part(draw, key):
    heads = draw(st.lists(labels, max_size=3))
    row = st.lists(words, min_size=len(heads), max_size=len(heads))
    return Part(
        key=key,
        label=key,
        facts=draw(st.lists(st.tuples(labels, words), max_size=4)),
        heads=heads,
        rows=draw(st.lists(row, max_size=4)) if heads else [],
        known_by=(0,) if heads else (),
        files=[("材料", draw(frozen_files))],
    )


contents = st.lists(
    st.sampled_from(["一", "二", "三"]).flatmap(a_part),
    max_size=3,
    unique_by=lambda part: part.key,
)


def said(parts):
    """Every fact, cell and file of a side, with the place where it stands."""
    found = Counter()
    for part in parts:
        found.update((part.key, label, value) for label, value in part.facts)
        for row in part.rows:
            found.update((part.key, h, v) for h, v in zip(part.heads, row, strict=True))
        found.update((part.key, slot, f) for slot, held in part.files for f in held)
    return found


def shown(comparison, side):
    """The same as a comparison shows it."""
    found = Counter()
    for part in comparison.parts:
        leaves = [*part.facts, *(cell for row in part.rows for cell in row.cells)]
        for item in (*leaves, *part.files):
            if getattr(item, side) is not None:
                found[part.key, item.label, getattr(item, side)] += 1
    return found


def turned(item):
    """What an item of the comparison is with its sides exchanged."""
    exchanged = {Difference.ADDED: Difference.REMOVED}
    exchanged |= {Difference.REMOVED: Difference.ADDED}
    cells = [turned(cell) for cell in getattr(item, "cells", [])]
    state = exchanged.get(item.state, item.state)
    return (getattr(item, "label", ""), item.after, item.before, state, sorted_(cells))


def plainly(item):
    cells = [plainly(cell) for cell in getattr(item, "cells", [])]
    label = getattr(item, "label", "")
    return (label, item.before, item.after, item.state, sorted_(cells))


def sorted_(items):
    return sorted(items, key=repr)


@given(contents)
def test_the_same_submission_is_the_same_everywhere(content):
    found = compare(content, content)
    assert found.differences == 0
    assert all(i.state == Difference.SAME for p in found.parts for i in p.items)


@given(contents, contents)
def test_everything_that_either_side_says_appears_exactly_once(before, after):
    found = compare(before, after)
    assert shown(found, "before") == said(before)
    assert shown(found, "after") == said(after)


@given(contents, contents)
def test_turned_round_it_is_the_mirror_of_itself(before, after):
    there, back = compare(before, after), compare(after, before)
    theirs = {part.key: sorted_(map(plainly, part.items)) for part in there.parts}
    ours = {part.key: sorted_(map(turned, part.items)) for part in back.parts}
    assert theirs == ours


@given(st.text("甲乙丙。，12\n ", max_size=60), st.text("甲乙丙。，12\n ", max_size=60))
def test_marked_passages_put_together_are_the_texts(before, after):
    old, new = passages(before, after)
    assert "".join(p.text for p in old) == before
    assert "".join(p.text for p in new) == after
    # What is not marked stands in both texts alike.
    assert "".join(p.text for p in old if not p.changed) == "".join(
        p.text for p in new if not p.changed
    )
    assert passages(after, before) == (new, old)


def test_only_the_words_that_changed_are_marked():
    old, new = passages(
        "到2027年建成三个园区。第二句不变。", "到2028年建成三个园区。第二句不变。"
    )
    assert [p.text for p in old if p.changed] == ["2027"]
    assert [p.text for p in new if p.changed] == ["2028"]


def test_a_sentence_put_after_the_last_marks_nothing_else():
    text, more = "立专班推进。（演示）", "市委每季度听取一次汇报。"
    old, new = passages(text, text + more)
    assert [p.text for p in old if p.changed] == []
    assert [p.text for p in new if p.changed] == [more]


def test_very_long_texts_without_an_end_are_marked_whole_and_at_once():
    old, new = passages("甲" * 10_000, "乙" * 10_000)
    assert [p.changed for p in old] == [p.changed for p in new] == [True]


def rows(*cells):
    return Part("t", "任务", heads=["名称", "单位"], rows=list(cells), known_by=(0,))


def test_a_row_put_in_marks_no_other_row():
    before = rows(["甲", "一局"], ["乙", "二局"], ["丙", "三局"])
    after = rows(["新", "四局"], ["甲", "一局"], ["乙", "五局"], ["丙", "三局"])
    (part,) = compare([before], [after]).parts
    states = [(row.name, row.state) for row in part.rows]
    assert states == [
        ("新", Difference.ADDED),
        ("甲", Difference.SAME),
        ("乙", Difference.CHANGED),
        ("丙", Difference.SAME),
    ]
    (changed,) = part.rows[2].differing
    assert (changed.label, changed.before, changed.after) == ("单位", "二局", "五局")


def test_a_row_of_another_name_is_known_by_its_other_cells():
    (part,) = compare([rows(["甲", "一局"])], [rows(["甲组", "一局"])]).parts
    assert [row.state for row in part.rows] == [Difference.CHANGED]


def test_a_removed_row_stands_where_it_stood():
    before = rows(["甲", "一"], ["乙", "二"], ["丙", "三"])
    after = rows(["甲", "一"], ["丙", "三"])
    (part,) = compare([before], [after]).parts
    assert [(row.before, row.after) for row in part.rows] == [(1, 1), (2, None), (3, 2)]


@pytest.mark.parametrize(
    ("after", "state", "note"),
    [
        (FrozenFile("函.pdf", "a" * 64), Difference.SAME, ""),
        (FrozenFile("新函.pdf", "a" * 64), Difference.CHANGED, RENAMED),
        (FrozenFile("函.pdf", "b" * 64), Difference.CHANGED, REPLACED),
    ],
)
def test_a_file_is_known_by_its_content_and_then_by_its_name(after, state, note):
    before = Part("f", "附件", files=[("承诺函", [FrozenFile("函.pdf", "a" * 64)])])
    (part,) = compare([before], [Part("f", "附件", files=[("承诺函", [after])])]).parts
    (file,) = part.files
    assert (file.state, file.note) == (state, note)


leaves = st.none() | st.booleans() | st.integers() | st.text("甲乙", min_size=1)
trees = st.dictionaries(
    st.sampled_from(["goal", "tasks", "x"]),
    st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "y", "z"]), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=3,
)


def scalars(value):
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in scalars(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in scalars(item)]
    return [] if value is None else [value]


@given(trees)
def test_content_without_a_description_is_read_in_full(data):
    parts = described(TEST_KIND, data)
    text = repr([(p.facts, p.rows, p.files) for p in parts])
    for leaf in scalars(data):
        words = {True: "是", False: "否"}[leaf] if isinstance(leaf, bool) else str(leaf)
        assert words in text
    assert compare(parts, parts).differences == 0


@pytest.mark.django_db
def test_a_nomination_is_compared_in_its_own_words(people):
    before = snapshot(draft(people, HANGZHOU))
    after = deepcopy(before)
    after["sections"]["goals"]["fields"]["overall_goal"] += "新增一句。"
    measures = after["sections"]["tasks"]["rows"]
    measures.insert(0, {**measures[0], "measure": "新的举措", "person": "新的负责人"})
    old, new = (described(CITY_NOMINATION, data) for data in (before, after))
    found = compare(old, new)
    assert found.counts | {"same": 0} == {
        "added": 1,
        "removed": 0,
        "changed": 1,
        "same": 0,
    }
    changed = {part.key: part for part in found.parts if part.differences}
    assert list(changed) == ["goals", "tasks"]
    (leaf,) = [leaf for leaf in changed["goals"].facts if leaf.state != Difference.SAME]
    assert [p.text for p in leaf.after_passages if p.changed] == ["新增一句。"]
