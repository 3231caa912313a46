"""The pages and the API of an application: what each person meets."""

import pytest
from django.urls import reverse

from tests.factories.enterprises import case_at, cultivation_round, draft_of
from tests.factories.reading import text
from workflow.choices import Stage

pytestmark = pytest.mark.django_db


def section_url(case, section):
    return reverse("enterprises:cultivation-section", args=[case.pk, section])


def version_of(case, section):
    return case.section_states.get(section=section).version


def test_a_firm_begins_in_an_open_round(client_as, people):
    a_round = cultivation_round()
    client = client_as("enterprise")
    url = reverse("enterprises:cultivation-start")
    assert "注册地" in text(client.get(url))
    data = {"round": a_round.pk, "place": "330108", "group_kind": "none"}
    answer = client.post(url, data, follow=True)
    assert "检查结果" in text(answer)
    assert "六项条件" in text(answer)


def test_a_place_that_nobody_knows_is_told_at_its_field(client_as, people):
    a_round = cultivation_round()
    data = {"round": a_round.pk, "place": "不存在的地方", "group_kind": "none"}
    url = reverse("enterprises:cultivation-start")
    answer = client_as("enterprise").post(url, data)
    assert "没有找到“不存在的地方”" in text(answer)


def test_answers_tags_and_industry_are_saved_and_shown_again(client_as, people):
    case = draft_of()
    url = section_url(case, "basics")
    data = {
        "version": version_of(case, "basics"),
        "is_above_scale": "false",
        "industry": "35",
        "tags": ["new_energy", "health"],
        "staff": "１,２００",
    }
    answer = client_as("enterprise").post(url, data, follow=True)
    assert "已保存" in text(answer)
    case.refresh_from_db()
    assert case.is_above_scale is False
    assert case.is_stock_listed is None
    assert (case.industry_id, case.tags) == ("35", ["new_energy", "health"])
    page = text(client_as("enterprise").get(url))
    assert '<option value="35" selected' in page
    assert '<option value="false" selected' in page
    assert page.count("checked") == 2


def test_the_form_says_at_once_what_the_conditions_lack(client_as, people):
    case = draft_of()
    url = section_url(case, "investments")
    data = {
        "version": version_of(case, "investments"),
        "rows-TOTAL_FORMS": "0",
        "rows-INITIAL_FORMS": "0",
    }
    client_as("enterprise").post(url, data)
    page = text(
        client_as("enterprise").get(
            reverse("enterprises:cultivation-edit", args=[case.pk])
        )
    )
    assert "符合5项" not in page


@pytest.mark.parametrize("name", ["hangzhou", "zhejiang", "ndrc", "enterprise"])
def test_reviewers_read_the_conditions_beside_the_evidence(client_as, people, name):
    case = case_at(Stage.CITY_REVIEW)
    page = text(client_as(name).get(case.get_absolute_url()))
    assert "六项条件" in page
    assert "共建学科专业点" in page


def test_the_print_page_and_the_paper_hold_the_application(client_as, people):
    case = case_at(Stage.CITY_REVIEW)
    client = client_as("hangzhou")
    page = text(client.get(reverse("enterprises:cultivation-print", args=[case.pk])))
    assert case.credit_code in page
    assert "新能源" not in page
    assert "智能制造" in page
    paper = client.get(reverse("enterprises:cultivation-pdf", args=[case.pk]))
    assert paper.content.startswith(b"%PDF")


def test_the_list_is_found_by_name_and_code(client_as, people):
    case = case_at(Stage.CITY_REVIEW)
    url = reverse("enterprises:cultivations")
    assert case.registered_name in text(client_as("zhejiang").get(url))
    found = client_as("zhejiang").get(url, {"q": case.credit_code[:10]})
    assert case.registered_name in text(found)
    assert case.registered_name not in text(client_as("sichuan").get(url))


def test_the_api_offers_what_the_pages_do(api_as, people):
    a_round = cultivation_round()
    api = api_as("enterprise")
    url = "/api/v1/cultivation-applications/"
    made = api.post(url, {"round": a_round.pk, "place": "330108"}, format="json")
    assert made.status_code == 201, made.content
    pk, versions = made.data["id"], made.data["sections"]
    body = {
        "version": versions["basics"],
        "fields": {
            "is_above_scale": True,
            "is_stock_listed": False,
            "tags": ["health"],
            "industry": "34",
        },
    }
    saved = api.put(f"{url}{pk}/sections/basics/", body, format="json")
    assert saved.status_code == 200, saved.content
    read = api.get(f"{url}{pk}/").data
    fields = read["content"]["sections"]["basics"]["fields"]
    assert (fields["is_above_scale"], fields["is_stock_listed"]) == (True, False)
    assert fields["tags"] == ["health"]
    assert fields["industry"]["id"] == "34"
    assert len(read["conditions"]) == 6
    assert any("六项条件" in issue["sentence"] for issue in read["issues"])
