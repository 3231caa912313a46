"""What a kind's rules hold beside the common ones: typed, said, checked, overridden."""

import pytest
from django.urls import reverse

from tests.factories.rounds import typed_rules
from tests.factories.workflow import an_open_round
from tests.workflow.testkind.units import SETTINGS
from ui.refusals import Invalid
from workflow.models import RuleSet
from workflow.rules import Rules, filled, setting_issues
from workflow.services import current_rules, set_rules
from workflow.words import changes_in_words, rules_in_words

DEFAULTS = {"conditions": 1, "years": 3, "members": True, "industries": ["machinery"]}


def test_defaults_hold_where_a_round_says_nothing():
    assert filled(SETTINGS, {}) == DEFAULTS
    two = {"conditions": 2, "members": False}
    assert filled(SETTINGS, two) == DEFAULTS | two
    assert setting_issues(SETTINGS, DEFAULTS) == []


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("conditions", 0, "须符合的条件数应在1至6项之间。"),
        ("conditions", 7, "须符合的条件数应在1至6项之间。"),
        ("conditions", "2", "须符合的条件数应为整数。"),
        ("conditions", True, "须符合的条件数应为整数。"),
        ("conditions", None, "须符合的条件数应为整数。"),
        ("years", 2.5, "经营年限应为整数。"),
        ("members", 1, "成员单位应填是或者否。"),
        ("industries", [], "优先行业至少应选择1项。"),
        ("industries", "care", "优先行业中有无法识别或重复的选项。"),
        ("industries", ["farming"], "优先行业中有无法识别或重复的选项。"),
        ("industries", ["care", "care"], "优先行业中有无法识别或重复的选项。"),
        ("industries", [["care"]], "优先行业中有无法识别或重复的选项。"),
        ("weather", 1, "没有“weather”这项规则。"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(key, value, sentence):
    (issue,) = setting_issues(SETTINGS, {key: value})
    assert (issue.field, issue.sentence) == (f"extra.{key}", sentence)


def test_a_kind_without_settings_reads_its_extra_itself():
    assert setting_issues((), {"path": ["national_review"]}) == []


def test_every_setting_is_said_with_label_and_unit():
    parts = dict(rules_in_words(Rules(extra={"years": 5}), SETTINGS))
    assert parts["申报条件"] == [
        ("须符合的条件数", "1项"),
        ("经营年限", "5年"),
        ("成员单位", "合并计算"),
        ("优先行业", "装备制造"),
    ]
    assert "申报条件" not in dict(rules_in_words(Rules()))


@pytest.mark.django_db
class TestRounds:
    """A round of the kind that has settings."""

    @pytest.fixture
    def a_round(self, people):
        return an_open_round("unit_kind")

    @pytest.fixture
    def rules(self, a_round, client_as):
        def post(name="ndrc_lead", page="round-rules", **typed):
            url = reverse(f"workflow:{page}", args=[a_round.pk])
            shown = current_rules(a_round, None).rules
            return client_as(name).post(url, typed_rules(shown, SETTINGS, **typed))

        return post

    def test_the_page_shows_them_first_with_unit_and_bounds(self, a_round, client_as):
        url = reverse("workflow:round-rules", args=[a_round.pk])
        page = client_as("ndrc_lead").get(url).content.decode()
        assert page.index("申报条件") < page.index("办理期限")
        assert 'name="extra_conditions" value="1"' in page
        other = reverse("workflow:round-rules", args=[an_open_round().pk])
        assert "申报条件" not in client_as("ndrc_lead").get(other).content.decode()

    def test_what_was_typed_is_kept_where_it_differs(self, a_round, rules):
        assert rules(extra_conditions="2", extra_industries=["care"]).status_code == 302
        version = a_round.rule_sets.first()
        assert version.changes == {"extra": {"conditions": 2, "industries": ["care"]}}
        assert changes_in_words(version) == [
            ("须符合的条件数", "2项"),
            ("优先行业", "养老服务"),
        ]
        assert rules().status_code == 302
        assert a_round.rule_sets.first().changes == version.changes

    def test_nothing_changed_is_no_change_and_a_switch_goes_off(self, a_round, rules):
        assert rules().status_code == 302
        assert a_round.rule_sets.first().changes == {}
        assert rules(extra_members="").status_code == 302
        assert a_round.rule_sets.first().changes == {"extra": {"members": False}}

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"extra_conditions": "0"}, "须符合的条件数应在1至6项之间。"),
            ({"extra_conditions": "7"}, "须符合的条件数应在1至6项之间。"),
            ({"extra_conditions": "两"}, "须符合的条件数应为整数。"),
            ({"extra_conditions": ""}, "请填写"),
            ({"extra_industries": []}, "优先行业至少应选择1项。"),
            ({"extra_industries": ["farming"]}, "farming"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_nothing_lost(
        self, a_round, rules, typed, sentence
    ):
        answer = rules(extra_years="5", **typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert sentence in page
        assert 'name="extra_years" value="5"' in page
        assert a_round.rule_sets.count() == 1

    def test_a_province_overrides_one_setting_and_follows_the_rest(
        self, a_round, rules, people
    ):
        done = rules("zhejiang_lead", "round-override", extra_years="5")
        assert done.status_code == 302
        own = current_rules(a_round, "330000")
        assert own.changes == {"extra": {"years": 5}}
        set_rules(a_round, by=people["ndrc_lead"], changes={"extra": {"conditions": 3}})
        held = filled(SETTINGS, current_rules(a_round, "330000").rules.extra)
        assert held == DEFAULTS | {"years": 5, "conditions": 3}
        elsewhere = filled(SETTINGS, current_rules(a_round, "510000").rules.extra)
        assert elsewhere == DEFAULTS | {"conditions": 3}

    def test_a_unit_is_offered_what_it_asked_elsewhere(self, a_round, client_as):
        url = reverse("workflow:round-override", args=[a_round.pk])
        page = client_as("zhejiang_lead").get(url).content.decode()
        assert "来源：浙测〔2026〕1号" in page
        assert "审核人员核对证照。" in page
        assert 'name="extra_conditions" value="1"' in page
        taken = client_as("zhejiang_lead").get(f"{url}?example=1").content.decode()
        assert 'name="extra_conditions" value="2"' in taken
        assert 'value="套用示例：须符合两项条件。来源：浙测〔2026〕1号"' in taken
        assert a_round.rule_sets.count() == 1

    def test_a_unit_without_an_example_is_offered_none(self, a_round, client_as):
        url = reverse("workflow:round-override", args=[a_round.pk])
        page = client_as("sichuan_lead").get(f"{url}?example=1").content.decode()
        assert "套用示例" not in page
        assert 'name="extra_conditions" value="1"' in page

    def test_the_api_checks_them_too_and_shows_them_complete(self, a_round, api_as):
        url = f"/api/v1/rounds/{a_round.pk}/"
        lead = api_as("ndrc_lead")
        assert lead.get(url).json()["rules"]["extra"] == DEFAULTS
        wrong = {"changes": {"extra": {"conditions": 7}}, "note": "试"}
        answer = lead.post(f"{url}rules/", wrong, format="json")
        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {
                "field": "extra.conditions",
                "sentence": "须符合的条件数应在1至6项之间。",
            }
        ]
        right = {"changes": {"extra": {"conditions": 2}}, "note": "试"}
        answer = lead.post(f"{url}rules/", right, format="json")
        assert answer.status_code == 201
        shown = lead.get(url).json()["rules"]["extra"]
        assert shown == DEFAULTS | {"conditions": 2}

    def test_the_public_reads_them_on_the_page_of_the_round(self, a_round, client_as):
        page = client_as("visitor").get(a_round.get_absolute_url()).content.decode()
        assert "须符合的条件数" in page
        assert "1项" in page

    def test_an_unknown_one_is_refused(self, a_round, people):
        with pytest.raises(Invalid, match="没有“weather”这项规则"):
            set_rules(
                a_round, by=people["ndrc_lead"], changes={"extra": {"weather": 1}}
            )
        assert RuleSet.objects.filter(round=a_round).count() == 1
