"""The pages and the API of the policy list."""

import csv
import io

import pytest
from django.urls import reverse

from incentives.models import PolicyBenefit, PolicyVersion
from tests.factories import policies as made

pytestmark = pytest.mark.django_db
LIST = "/policies/"
API = "/api/v1/policies/"
PARTS = ("test", "operator", "value", "group")
CONTENT = {
    "name": "浙江省实训基地用地支持",
    "kinds": ["land", "price"],
    "subject": "enterprise",
    "content": "优先保障用地。",
    "basis_title": "测试文件",
    "source": "省政府公报",
    "text_check": "checked",
}


def typed(*rows, **changes):
    """The form with rows of conditions: (test, operator, value, group)."""
    sent = {**CONTENT, "rows": len(rows), **changes}
    for index, row in enumerate(rows):
        for part, value in zip(
            ("test", "operator", "value", "group"), row, strict=True
        ):
            sent[f"c{index}_{part}"] = value
    return sent


def names(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [row.name for row in answer.context["table"].data.data]


class TestReading:
    @pytest.fixture
    def visitor(self, client_as):
        """Three benefits, and one who is not signed in."""
        made.published("全国税收优惠", kinds=["tax"], conditions=[made.IN_POOL])
        made.published(
            "浙江用地", kinds=["land"], scope="unit", managing_unit_id="330000"
        )
        made.published("城市投资", kinds=["investment", "tax"], subject="city")
        return client_as("visitor")

    def test_the_nations_benefits_stand_first(self, visitor):
        assert names(visitor) == ["城市投资", "全国税收优惠", "浙江用地"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"kind": "tax"}, {"全国税收优惠", "城市投资"}),
            ({"subject": "city"}, {"城市投资"}),
            ({"scope": "unit"}, {"浙江用地"}),
            ({"managing_unit": "510000"}, {"全国税收优惠", "城市投资"}),
            ({"q": "zjyd"}, {"浙江用地"}),
            ({"valid_on": "2026-06-30"}, {"全国税收优惠", "浙江用地", "城市投资"}),
            ({"valid_on": "不是日期"}, set()),
            ({"state": "withdrawn"}, set()),
        ],
    )
    def test_filters_stand_in_the_address(self, visitor, query, found):
        assert set(names(visitor, **query)) == found

    def test_the_file_holds_exactly_what_is_filtered(self, visitor):
        url = reverse("incentives:policies-export")
        answer = visitor.get(url, {"kind": "tax", "file": "csv"})
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["政策名称"] for row in rows] == ["城市投资", "全国税收优惠"]
        assert rows[1]["适用条件"] == "在产教融合型企业建设培育库中"

    def test_the_printed_list_holds_exactly_what_is_filtered(self, visitor):
        url = reverse("incentives:policies-print")
        page = visitor.get(url, {"kind": "land"}).content.decode()
        assert "浙江用地" in page
        assert "全国税收优惠" not in page

    def test_a_benefit_says_what_is_not_known_with_a_dash(self, visitor):
        benefit = PolicyBenefit.objects.get(name="全国税收优惠")
        page = visitor.get(benefit.get_absolute_url()).content.decode()
        assert "在产教融合型企业建设培育库中" in page
        assert '<dt>联系方式</dt><dd><span class="quiet">—</span>' in page
        assert "测试来源" in page

    def test_a_list_of_a_hundred_costs_few_queries(
        self, visitor, django_assert_max_num_queries
    ):
        for number in range(100):
            made.published(f"政策{number}", scope="unit", managing_unit_id="330000")
        with django_assert_max_num_queries(6):
            visitor.get(LIST)


class TestEditor:
    def test_conditions_are_entered_without_script(self, client_as):
        sent = typed(
            ("in_pool", "", "是", ""),
            ("staff", "at_least", "１００", "a"),
            ("size", "in", "大型、中型", "a"),
            ("", "", "", ""),
        )
        answer = client_as("zhejiang").post(reverse("incentives:policy-new"), sent)
        assert answer.status_code == 302
        benefit = PolicyBenefit.objects.get()
        assert benefit.managing_unit_id == "330000"
        assert benefit.conditions == [
            made.IN_POOL,
            {
                "any": [
                    {"test": "staff", "operator": "at_least", "value": 100},
                    {"test": "size", "operator": "in", "value": ["large", "medium"]},
                ]
            },
        ]

    @pytest.mark.parametrize(
        ("row", "field", "sentence"),
        [
            (("staff", "at_least", "很多", ""), "c0_value", "请填写数字，单位为人"),
            (("size", "in", "巨型", ""), "c0_value", "没有“巨型”"),
            (("staff", "", "100", ""), "c0_operator", "只能用"),
            (("pilot_city", "is", "是", ""), "c0_test", "没有这一项条件"),
            (("", "", "100", ""), "c0_test", "请选择条件项目"),
        ],
    )
    def test_a_wrong_condition_is_told_at_its_field_and_nothing_is_lost(
        self, client_as, row, field, sentence
    ):
        url = reverse("incentives:policy-new")
        answer = client_as("zhejiang").post(url, typed(row))
        assert answer.status_code == 422
        form = answer.context["form"]
        assert sentence in form.errors[field][0]
        assert form["c0_value"].value() == row[2]
        assert not PolicyBenefit.objects.exists()

    def test_what_was_saved_stands_in_the_editor_again(self, client_as, people):
        condition = {"any": [made.IN_POOL, {**made.IN_POOL, "test": "certified"}]}
        version = made.drafted(people, conditions=[condition])
        url = reverse("incentives:policy-edit", args=[version.benefit.public_id])
        form = client_as("zhejiang").get(url).context["form"]
        assert form["c1_test"].value() == "certified"
        assert form["c1_value"].value() == "是"
        assert form["c1_group"].value() == form["c0_group"].value() == "a"

    def test_the_way_from_draft_to_withdrawal_on_pages(self, client_as, people):
        handler, lead = client_as("zhejiang"), client_as("zhejiang_lead")
        handler.post(reverse("incentives:policy-new"), typed())
        benefit = PolicyBenefit.objects.get()

        def act(client, route, **data):
            url = reverse(f"incentives:{route}", args=[benefit.public_id])
            return client.post(url, data).status_code

        stamp = benefit.versions.get().version
        assert act(handler, "policy-propose", version=stamp) == 302
        assert act(lead, "policy-publish", version=stamp) == 409
        assert act(lead, "policy-publish", version=stamp + 1) == 302
        revision = typed(change_note="改名", name="新名")
        assert act(handler, "policy-edit", **revision) == 302
        assert PolicyVersion.objects.unpublished().get().number == 2
        assert act(handler, "policy-discard", version=2) == 302
        benefit.refresh_from_db()
        gone = {"version": benefit.version, "reason": "废止。"}
        assert act(lead, "policy-withdraw", **gone) == 302
        page = client_as("visitor").get(benefit.get_absolute_url()).content.decode()
        assert "原因：废止。" in page

    def test_saving_a_draft_that_another_saved_meanwhile_is_refused(
        self, client_as, people
    ):
        version = made.drafted(people)
        url = reverse("incentives:policy-edit", args=[version.benefit.public_id])
        sent = typed(version=version.version)
        assert client_as("zhejiang").post(url, sent).status_code == 302
        answer = client_as("zhejiang_lead").post(url, sent)
        assert answer.status_code == 409


class TestApi:
    def test_the_list_tells_conditions_in_words(self, api_as):
        made.published(conditions=[made.IN_POOL])
        [row] = api_as("visitor").get(API).json()["results"]
        assert row["condition_words"] == ["在产教融合型企业建设培育库中"]
        assert row["url"] == f"/policies/{row['id']}/"

    def test_a_copy_is_kept_up_to_date(self, api_as):
        made.published()
        asked = {"updated_since": "2100-01-01T00:00:00+08:00"}
        assert api_as("visitor").get(API, asked).json()["results"] == []

    def test_the_way_from_draft_to_withdrawal_in_the_api(self, api_as, people):
        handler, lead = api_as("zhejiang"), api_as("zhejiang_lead")
        made_one = handler.post(API, {**CONTENT, "conditions": [made.IN_POOL]}, "json")
        assert made_one.status_code == 201
        one = f"{API}{made_one.json()['id']}/"
        assert handler.post(f"{one}propose/", {"version": 1}, "json").status_code == 200
        assert lead.post(f"{one}publish/", {}, "json").json()["state"] == "published"
        draft = {**CONTENT, "name": "新名", "change_note": "改名"}
        assert handler.put(f"{one}draft/", draft, "json").json()["number"] == 2
        assert handler.post(f"{one}propose/", {}, "json").status_code == 200
        lead.post(f"{one}publish/", {}, "json")
        numbers = [v["number"] for v in api_as("visitor").get(f"{one}versions/").json()]
        assert numbers == [2, 1]
        gone = lead.post(f"{one}withdraw/", {"reason": "废止。"}, "json").json()
        assert gone["state"] == "withdrawn"
        assert api_as("visitor").get(API).json()["results"] == []

    @pytest.mark.parametrize(
        ("conditions", "field"),
        [
            ([{"test": "staff"}], "conditions"),
            ([{"test": "x", "operator": "is", "value": True}], "conditions.0.test"),
            (
                [{"test": "staff", "operator": "at_least", "value": -1}],
                "conditions.0.value",
            ),
            ([{"any": []}], "conditions.0"),
            ([{"test": "size", "operator": "in", "value": 5}], "conditions"),
        ],
    )
    def test_wrong_conditions_are_refused_with_their_place(
        self, api_as, conditions, field
    ):
        answer = api_as("zhejiang").post(
            API, {**CONTENT, "conditions": conditions}, "json"
        )
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"].startswith(field)

    def test_a_school_keeps_no_policies(self, api_as):
        assert api_as("school").post(API, CONTENT, "json").status_code == 403
