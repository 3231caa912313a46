"""The rules of a round: what they may hold, how they are typed, and who keeps which."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.rounds import typed_rubric, typed_rules
from tests.factories.workflow import an_open_round, application_at, decide
from ui.refusals import Invalid
from workflow.choices import Move, Stage
from workflow.models import Application, Round
from workflow.rules import RUBRIC, Rules, rule_issues, shape_issues
from workflow.services import set_rules
from workflow.words import changes_in_words, rules_in_words

LINE = {"key": "will", "label": "改革意愿", "points": 100, "hint": ""}


@pytest.mark.parametrize(
    "changes",
    [
        {"panel_size": "5"},
        {"panel_size": True},
        {"panel_size": None},
        {"panel_size": 5.5},
        {"review_days": {"listed": 5}},
        {"review_days": {"city_review": True}},
        {"required_opinions": ["finance"]},
        {"required_opinions": {"national_review": "finance"}},
        {"required_opinions": {"national_review": ["weather"]}},
        {"required_opinions": {"national_review": ["finance", "finance"]}},
        {"required_opinions": {"public_notice": ["finance"]}},
        {"required_opinions": {"national_review": [["finance"]]}},
        {"overdue_opinion": "maybe"},
        {"overdue_opinion": []},
        {"panel_quotas": {"astrology": 1}},
        {"panel_quotas": {"law": "1"}},
        {"panel_quotas": [1]},
        {"panel_avoid_region": 1},
        {"appeal_above": "yes"},
        {"rubric": {}},
        {"rubric": ["will"]},
        {"rubric": [{"key": "will", "label": "改革意愿"}]},
        {"rubric": [LINE | {"weight": 2}]},
        {"rubric": [LINE | {"points": "100"}]},
        {"rubric": [LINE | {"label": 7}]},
        {"rubric": [LINE | {"label": "有\0空"}]},
        {"extra": {"path": "半个字\ud83d"}},
        {"four_eyes": ["listed", "listed"]},
    ],
)
def test_nothing_unreadable_passes(changes):
    (name,) = changes
    assert [issue.field for issue in shape_issues(changes)] == [name]


def test_a_name_that_no_database_takes_is_no_rule():
    (issue,) = shape_issues({"a\0b": 1})
    assert issue.sentence == "没有“?”这项规则。"


def test_what_the_rules_are_made_of_can_always_be_read():
    assert shape_issues(Rules().to_json()) == []
    assert rule_issues(Rules()) == []
    assert Rules.from_json(Rules().to_json()) == Rules()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"escalate_days": 0}, "escalate_days", "逾期后上报应在1至60个工作日之间。"),
        ({"panel_size": 31}, "panel_size", "评审专家人数应在0至30人之间。"),
        ({"tie_years": -1}, "tie_years", "过往合作回避年限应在0至20年之间。"),
        ({"outlier_points": 101}, "outlier_points", "评分偏离提示应在1至100分之间。"),
        (
            {"panel_size": 3, "panel_quotas": {"law": 2, "finance": 2}},
            "panel_size",
            "各领域最少人数合计4人，超过评审专家人数3人。",
        ),
        (
            {"panel_size": 2, "panel_quorum": 3},
            "panel_quorum",
            "最少评分份数不能超过评审专家人数（2人）。",
        ),
        (
            {"panel_quotas": {"law": -1}},
            "panel_quotas.law",
            "“政策法规”最少人数应在0至30人之间。",
        ),
        ({"rubric": ()}, "rubric", "评分标准应有1至12项。"),
        (
            {"rubric": (LINE | {"points": 95},)},
            "rubric",
            "评分标准各项分值合计应为100分，现为95分。",
        ),
        ({"rubric": (LINE | {"points": 0},)}, "rubric.0.points", "分值应在1至100分"),
        ({"rubric": (LINE | {"label": " "},)}, "rubric.0.label", "应为1至40个字。"),
        ({"rubric": (LINE | {"hint": "长" * 201},)}, "rubric.0.hint", "不能超过200"),
        ({"rubric": (LINE | {"key": "意愿"},)}, "rubric.0.key", "标识应以小写字母开头"),
        (
            {"rubric": (LINE | {"points": 50}, LINE | {"points": 50, "label": "二"})},
            "rubric",
            "评分标准的标识重复：will。",
        ),
        (
            {"rubric": (LINE | {"points": 50}, LINE | {"points": 50, "key": "b"})},
            "rubric",
            "评分标准的名称重复：改革意愿。",
        ),
    ],
)
def test_what_does_not_hold_together_is_said_at_its_field(changes, field, sentence):
    found = rule_issues(Rules(**changes))
    assert [issue.field for issue in found] == [field]
    assert sentence in found[0].sentence


def test_a_panel_that_is_not_drawn_asks_for_no_quorum():
    assert rule_issues(Rules(panel_size=0, panel_quorum=9)) == []


def test_every_rule_is_said_in_words():
    rules = Rules(
        panel_size=5,
        panel_quotas={"law": 1},
        required_opinions={"national_review": ["finance", "human_resources"]},
    )
    rows = dict(row for _, rows in rules_in_words(rules) for row in rows)
    assert rows["国家审核须征求意见的部门"] == "人力资源社会保障、财政"
    assert rows["各领域最少人数"] == "政策法规1人"
    assert rows["评审专家人数"] == "5人"
    assert rows["逾期未反馈"] == "须等待部门意见"
    assert "工作基础（20分）：" in rows["评分标准"]
    assert rows["申诉办理"] == "由本级其他人员办理"


@pytest.mark.django_db
class TestPages:
    """Rules as they are typed; `rules` POSTs them, `errors` gives what came back."""

    @pytest.fixture
    def a_round(self, people):
        return an_open_round()

    @pytest.fixture
    def rules(self, a_round, client_as):
        url = reverse("workflow:round-rules", args=[a_round.pk])

        def post(**typed):
            return client_as("ndrc_lead").post(url, typed_rules(**typed))

        return post

    def test_all_that_was_typed_is_kept_and_said(self, a_round, rules):
        answer = rules(
            panel_size="7",
            quota_law="1",
            opinions_national_review=["finance", "human_resources"],
            overdue_opinion="agree",
            appeal_above="on",
            **typed_rubric(("基础", 30), ("意愿", 5)),
        )
        assert answer.status_code == 302
        version = a_round.rule_sets.first()
        changes = dict(version.changes)
        lines = changes.pop("rubric")
        assert changes == {
            "panel_size": 7,
            "panel_quotas": {"law": 1},
            "required_opinions": {"national_review": ["finance", "human_resources"]},
            "overdue_opinion": "agree",
            "appeal_above": True,
        }
        assert [line["label"] for line in lines[:2]] == ["基础", "意愿"]
        assert [line["key"] for line in lines] == [line["key"] for line in RUBRIC]
        words = dict(changes_in_words(version))
        assert words["国家审核须征求意见的部门"] == "人力资源社会保障、财政"
        assert words["逾期未反馈"] == "视为无不同意见"
        assert words["申诉办理"] == "由上一级办理"

    def test_unchanged_rules_are_no_change(self, a_round, rules):
        assert rules().status_code == 302
        assert a_round.rule_sets.first().changes == {}

    def test_a_new_line_gets_a_key_and_an_empty_one_is_left_out(self, a_round, rules):
        spare = {"rubric-0-label": "", "rubric-0-points": "", "rubric-0-hint": ""}
        spare |= {"rubric-5-label": "队伍建设", "rubric-5-points": "20"}
        assert rules(**spare).status_code == 302
        lines = a_round.rule_sets.first().rules.criteria
        assert [line.key for line in lines][-1] == "line1"
        assert len(lines) == 5

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            (typed_rubric(("基础", 21)), "各项分值合计应为100分，现为101分。"),
            (typed_rubric(("基础", "")), "请填写分值。"),
            (typed_rubric(("", 20)), "请填写评分项。"),
            (typed_rubric(("基础", 0)), "不能小于 1。"),
            (typed_rubric(("改革意愿", 20)), "评分标准的名称重复：改革意愿。"),
            ({"panel_size": "2"}, "最少评分份数不能超过评审专家人数（2人）。"),
            ({"panel_size": "3", "quota_law": "4"}, "合计4人，超过评审专家人数3人。"),
            ({"panel_days": "0"}, "不能小于 1。"),
            ({"opinions_city_review": ["weather"]}, "weather"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_lost(
        self, a_round, rules, typed, sentence
    ):
        answer = rules(opinion_days="9", **typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert 'name="opinion_days" value="9"' in page
        assert a_round.rule_sets.count() == 1

    def test_rows_that_no_page_sends_are_refused_too(self, rules):
        for total in ("", "-1", "900"):
            assert rules(**{"rubric-TOTAL_FORMS": total}).status_code == 422

    def test_a_new_round_proposes_a_panel_and_nominations_first(self, client_as):
        page = client_as("ndrc_lead").get(reverse("workflow:round-create"))
        form = page.context["form"]
        assert form["panel_size"].value() == 5
        kinds = [key for key, _ in form.fields["kind"].choices]
        assert kinds.index("city_nomination") < kinds.index("progress_report")

    def test_the_public_reads_the_rules_by_what_they_are_about(
        self, a_round, client_as
    ):
        page = client_as("visitor").get(a_round.get_absolute_url()).content.decode()
        for words in ("办理期限", "部门意见", "专家评审", "异议与申诉", "办理方式"):
            assert words in page

    def test_the_api_refuses_what_does_not_hold_together(self, a_round, api_as):
        url = f"/api/v1/rounds/{a_round.pk}/rules/"
        body = {"changes": {"rubric": [LINE | {"points": 9}]}, "note": "试"}
        answer = api_as("ndrc_lead").post(url, body, format="json")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "rubric"
        assert Round.objects.get(pk=a_round.pk).rule_sets.count() == 1


@pytest.mark.django_db
def test_an_application_keeps_the_rules_it_was_handed_in_under(user_as):
    a_round = an_open_round(rules={"overdue_opinion": "agree"})
    lead = user_as("ndrc_lead")
    case = application_at(Stage.PROVINCIAL_REVIEW, round=a_round)
    changes = {
        "required_opinions": {"provincial_review": ["finance"]},
        "review_days": {"expert_review": 3},
    }
    set_rules(a_round, by=lead, changes=changes, note="加严")
    kept = Application.objects.get(pk=case.pk)
    assert kept.rules.opinions_required_in("provincial_review") == []
    assert kept.rules.overdue_opinion == "agree"
    moved = decide(kept, Move.APPROVE, now=timezone.now())
    assert moved.term_days == 20
    later = application_at(Stage.DRAFT, round=a_round)
    assert later.rule_set is None


@pytest.mark.django_db
def test_national_rules_that_a_unit_cannot_follow_are_refused_with_its_name(user_as):
    a_round, lead = an_open_round(rules={"panel_size": 7}), user_as("ndrc_lead")
    unit = user_as("zhejiang_lead")
    own = unit.posts_now[0].organisation.managing_unit
    quotas = {"panel_quotas": {"law": 3, "finance": 3}}
    set_rules(a_round, by=unit, changes=quotas, managing_unit=own)
    with pytest.raises(Invalid, match="与浙江省的本地规则不能并存：各领域最少人数合计"):
        set_rules(a_round, by=lead, changes={"panel_size": 5})
    assert a_round.rule_sets.count() == 2
