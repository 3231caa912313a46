"""Score sheets: ranges, half a sheet, the hand-in, and whose they are."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.experts import accepted, drawn, hand_in, holder, scores
from tests.factories.workflow import in_expert_review
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.services import save_sheet, submit_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        ("20.1", "“工作基础”的评分应在0至20分之间。"),
        ("-1", "“工作基础”的评分应在0至20分之间。"),
        ("1e99", "“工作基础”的评分应在0至20分之间。"),
        ("17.55", "请填写数字，最多保留一位小数，例如17.5。"),
        ("十七", "请填写数字，最多保留一位小数，例如17.5。"),
        ("NaN", "请填写数字，最多保留一位小数，例如17.5。"),
    ],
)
def test_a_score_outside_its_range_is_told_at_its_field(now, score, sentence):
    seat = accepted(drawn(in_expert_review(), now), now)[0]
    given = {"foundation": {"score": score, "comment": ""}}
    with pytest.raises(Invalid) as refused:
        save_sheet(seat, by=holder(seat), scores=given, comment="", version=1, now=now)
    (issue,) = refused.value.issues
    assert (issue.field, issue.sentence) == ("foundation.score", sentence)


def test_half_a_sheet_is_kept_but_not_handed_in(now):
    seat = accepted(drawn(in_expert_review(), now), now)[0]
    given = {"foundation": {"score": "１７．５", "comment": "好"}, "nonsense": {}}
    by = holder(seat)
    sheet = save_sheet(seat, by=by, scores=given, comment="", version=1, now=now)
    assert sheet.scores["foundation"] == {"score": "17.5", "comment": "好"}
    assert (sheet.total, sheet.version) == (Decimal("17.5"), 2)
    with pytest.raises(Invalid) as refused:
        submit_sheet(seat, by=by, version=2, now=now)
    assert [i.field for i in refused.value.issues] == [
        "will.score",
        "measures.score",
        "drive.score",
        "fit.score",
    ]
    with pytest.raises(Stale):
        save_sheet(seat, by=by, scores=given, comment="", version=1, now=now)


def test_full_marks_and_the_lowest_fifth_want_a_word(now):
    seat = accepted(drawn(in_expert_review(), now), now)[0]
    rules, by = seat.panel.rules, holder(seat)
    given = scores(rules, "0.5")
    given["will"] = {"score": "15", "comment": ""}
    given["fit"] = {"score": "4", "comment": ""}
    given["drive"] = {"score": "4.1", "comment": ""}
    save_sheet(seat, by=by, scores=given, comment="", version=1, now=now)
    with pytest.raises(Invalid) as refused:
        submit_sheet(seat, by=by, now=now)
    assert [i.field for i in refused.value.issues] == ["will.comment", "fit.comment"]


def test_a_sheet_handed_in_is_final_and_another_experts_is_not_ones_own(now):
    one, two, _three = accepted(drawn(in_expert_review(), now), now)
    hand_in(one, now)
    with pytest.raises(Closed, match="评分已提交"):
        hand_in(one, now)
    with pytest.raises(NotAllowed, match="专家本人"):
        submit_sheet(two, by=holder(one), now=now)
    two.expert.user.posts.update(valid_until=now)
    with pytest.raises(NotAllowed, match="已无专家岗位"):
        submit_sheet(two, by=holder(two), now=now)
