"""The pages: what each person meets, and that nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.demo import decide, recommend, submit
from cities.models import CityNomination, GoalRow, Recommendation
from cities.services import SectionInput, save_section
from tests.factories.cities import (
    HANGZHOU,
    NINGBO,
    SHANGHAI,
    at_the_nation,
    draft,
    listed,
    open_round,
    submitted,
    version_of,
)
from tests.factories.reading import text
from workflow.choices import Move, Stage

pytestmark = pytest.mark.django_db


def section_url(nomination, section):
    return reverse("cities:nomination-section", args=[nomination.pk, section])


def goals_post(nomination, **changes):
    data = {
        "version": version_of(nomination, "goals"),
        "overall_goal": "新的总体目标",
        "term_start": "2027",
        "rows-TOTAL_FORMS": "2",
        "rows-INITIAL_FORMS": "0",
        "rows-0-indicator": "企业数",
        "rows-0-unit": "家",
        "rows-0-baseline": "１,２００",
        "rows-1-indicator": "",
    }
    return data | changes


def test_a_section_is_saved_and_its_empty_rows_are_left_out(client_as, people):
    nomination = draft(people)
    url = section_url(nomination, "goals")
    answer = client_as("hangzhou").post(url, goals_post(nomination), follow=True)
    assert "已保存" in text(answer)
    (row,) = GoalRow.objects.filter(nomination=nomination)
    assert (row.indicator, row.baseline) == ("企业数", 1200)


def test_one_more_row_keeps_what_was_typed_and_saves_nothing(client_as, people):
    nomination = draft(people)
    data = goals_post(nomination, add_row="1")
    answer = client_as("hangzhou").post(section_url(nomination, "goals"), data)
    assert "新的总体目标" in text(answer)
    assert "rows-2-indicator" in text(answer)
    assert version_of(nomination, "goals") == 1


def test_a_ticked_row_goes(client_as, people):
    nomination = draft(people)
    data = goals_post(nomination, **{"rows-0-DELETE": "on"})
    client_as("hangzhou").post(section_url(nomination, "goals"), data)
    assert not GoalRow.objects.filter(nomination=nomination).exists()


def test_a_stale_save_shows_both_texts_and_may_then_be_repeated(client_as, people):
    nomination = draft(people)
    data = goals_post(nomination)
    save_section(
        nomination,
        section="goals",
        given=SectionInput({"overall_goal": "同事写的目标"}),
        by=people["hangzhou"],
        version=1,
    )
    client = client_as("hangzhou")
    answer = client.post(section_url(nomination, "goals"), data)
    assert answer.status_code == 409
    assert "新的总体目标" in text(answer)
    assert "同事写的目标" in text(answer)
    assert CityNomination.objects.get(pk=nomination.pk).overall_goal == "同事写的目标"
    again = client.post(section_url(nomination, "goals"), data | {"overwrite": "2"})
    assert again.status_code == 302
    assert CityNomination.objects.get(pk=nomination.pk).overall_goal == "新的总体目标"


def test_the_background_save_speaks_json(client_as, people):
    nomination = draft(people)
    client, url = client_as("hangzhou"), section_url(nomination, "goals")
    answer = client.post(url, goals_post(nomination), headers={"X-Autosave": "1"})
    assert answer.json()["fields"] == {"version": "2"}
    stale = client.post(
        url, goals_post(nomination, version="1"), headers={"X-Autosave": "1"}
    )
    assert stale.status_code == 409
    assert "尚未保存" in stale.json()["sentence"]
    bad = client.post(
        url,
        goals_post(nomination, **{"rows-0-baseline": "很多"}),
        headers={"X-Autosave": "1"},
    )
    assert bad.status_code == 422
    assert "第 1 行基期值" in bad.json()["errors"][0]["sentence"]


def test_ten_thousand_characters_are_refused_at_the_field_and_kept_on_the_page(
    client_as, people
):
    nomination = draft(people)
    long = "长" * 10_000
    url = section_url(nomination, "goals")
    answer = client_as("hangzhou").post(url, goals_post(nomination, overall_goal=long))
    assert answer.status_code == 422
    assert long in text(answer)
    assert "5000" in text(answer)


def test_script_in_a_text_is_shown_as_text_everywhere(client_as, people):
    evil = "<script>alert(1)</script>𠮷👍"
    nomination = draft(people)
    given = SectionInput({"leader": evil, "meetings": evil, "office": evil})
    for section, part in (("organisation", given),):
        save_section(
            nomination,
            section=section,
            given=part,
            by=people["hangzhou"],
            version=1,
        )
    client = client_as("hangzhou")
    for name in ("nomination", "nomination-edit", "nomination-print"):
        page = text(client.get(reverse(f"cities:{name}", args=[nomination.pk])))
        assert "<script>alert" not in page
    page = text(client.get(section_url(nomination, "organisation")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;𠮷👍" in page


def test_a_place_that_does_not_exist_is_told_at_its_row(client_as, people):
    nomination = draft(people)
    data = {
        "version": version_of(nomination, "pairing"),
        "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "0",
        "rows-0-partner": "不存在的城市",
    }
    answer = client_as("hangzhou").post(section_url(nomination, "pairing"), data)
    assert answer.status_code == 422
    assert "没有找到“不存在的城市”" in text(answer)


def test_what_is_missing_is_listed_with_the_way_to_the_field(client_as, people):
    nomination = draft(people, leave_out="tasks")
    url = reverse("cities:nomination-submit", args=[nomination.pk])
    page = text(client_as("hangzhou").get(url))
    assert "至少填写一行任务举措" in page
    assert section_url(nomination, "tasks") in page
    assert "确认提交" not in page


def test_a_complete_nomination_is_handed_in_on_its_page(client_as, people):
    nomination = draft(people)
    url = reverse("cities:nomination-submit", args=[nomination.pk])
    client = client_as("hangzhou")
    assert "确认提交" in text(client.get(url))
    answer = client.post(url, {"version": nomination.version}, follow=True)
    assert "已提交" in text(answer)
    twice = client.post(url, {"version": nomination.version})
    assert twice.status_code == 403
    assert "内容已锁定" in text(twice)


def test_the_start_page_explains_the_way_before_the_form(client_as, people):
    open_round(people)
    url = reverse("cities:nomination-start")
    assert "由省级政府推荐" in text(client_as("hangzhou").get(url))
    assert "无须省级政府推荐" in text(client_as("ningbo").get(url))
    shanghai = text(client_as("shanghai").get(url))
    assert "浦东新区（国家级新区）" in shanghai
    assert "徐汇区（市辖区）" in shanghai
    beijing = text(client_as("beijing").get(url))
    assert "国家级新区）" not in beijing.replace("市辖区或国家级新区", "")
    assert client_as("enterprise").get(url).status_code == 403
    assert client_as("zhejiang").get(url).status_code == 403


def test_a_nomination_is_begun_on_the_start_page(client_as, people):
    a_round = open_round(people)
    url = reverse("cities:nomination-start")
    client = client_as("hangzhou")
    wrong = client.post(url, {"round": a_round.pk, "division": "330200"})
    assert wrong.status_code == 422
    assert "计划单列市" in text(wrong)
    right = client.post(url, {"round": a_round.pk, "division": "杭州市"})
    made = CityNomination.objects.get()
    assert right.url == reverse("cities:nomination-edit", args=[made.pk])
    unknown = client.post(url, {"round": a_round.pk, "division": "999999"})
    assert "没有找到“999999”" in text(unknown)


def test_returned_reasons_stand_in_their_section(client_as, people):
    nomination = submitted(people, HANGZHOU)
    decide(nomination, Move.SEND_BACK, "zhejiang", people, timezone.now())
    client = client_as("hangzhou")
    for url in (
        reverse("cities:nomination-edit", args=[nomination.pk]),
        section_url(nomination, "goals"),
    ):
        assert "分年度目标增速偏低" in text(client.get(url))
    other = section_url(nomination, "organisation")
    assert "分年度目标增速偏低" not in text(client.get(other))


def test_a_reviewer_reads_what_was_handed_in_and_not_what_is_being_mended(
    client_as, people
):
    nomination = submitted(people, HANGZHOU)
    decide(nomination, Move.SEND_BACK, "zhejiang", people, timezone.now())
    save_section(
        nomination,
        section="goals",
        given=SectionInput({"overall_goal": "尚未提交的新目标"}),
        by=people["hangzhou"],
        version=1,
    )
    url = reverse("cities:nomination", args=[nomination.pk])
    assert "尚未提交的新目标" in text(client_as("hangzhou").get(url))
    assert "尚未提交的新目标" not in text(client_as("zhejiang").get(url))
    submit(nomination, people["hangzhou"], timezone.now())
    assert "尚未提交的新目标" in text(client_as("zhejiang").get(url))
    compared = client_as("zhejiang").get(
        reverse("workflow:compare", args=[nomination.pk]), {"only": "on"}
    )
    assert "尚未提交的新" in text(compared)
    assert compared.context["comparison"].differences == 1


def test_the_province_enters_its_letter_on_a_page(client_as, people):
    nomination = submitted(people, HANGZHOU)
    url = reverse("cities:recommendation", args=[nomination.pk])
    client = client_as("zhejiang")
    assert "浙江省人民政府" in text(client.get(url))
    data = {
        "version": "0",
        "authority": "浙江省人民政府",
        "letter_number": "浙政函〔2026〕1号",
        "letter_date": "2026-06-30",
    }
    assert client.post(url, data).status_code == 302
    assert Recommendation.objects.get().letter_number == "浙政函〔2026〕1号"
    stale = client.post(url, data)
    assert stale.status_code == 409
    assert client_as("sichuan").get(url).status_code == 404
    assert client_as("hangzhou").get(url).status_code == 403


def test_the_national_page_shows_the_round_side_by_side(client_as, people):
    a_round = open_round(people)
    first = at_the_nation(people, NINGBO, a_round=a_round)
    second = at_the_nation(people, SHANGHAI, a_round=a_round)
    hidden = draft(people, HANGZHOU, a_round=a_round)
    url = reverse("cities:national-review")
    client = client_as("ndrc")
    page = text(client.get(url, {"round": a_round.pk, "sort": "-gdp"}))
    assert "仅供参考，不作为名额" in page
    assert "浙江省宁波市" in page
    assert hidden.get_absolute_url() not in page
    both = client.get(url, {"pick": [first.pk, second.pk]})
    heads = {head for head, _url in both.context["picked_heads"]}
    assert heads == {"宁波市", "上海市"}
    by_region = {row["label"]: row["count"] for row in both.context["distribution"]}
    assert by_region["东部地区"] == 2
    lines = client.get(url, {"sort": "-gdp"}).context["lines"]
    values = [line.value("gdp") for line in lines]
    assert values == sorted(values, reverse=True)
    assert client_as("zhejiang").get(url).status_code == 403


def test_every_figure_of_the_distribution_leads_to_its_rows(client_as, people):
    a_round = open_round(people)
    at_the_nation(people, NINGBO, a_round=a_round)
    client = client_as("ndrc")
    rows = client.get(reverse("cities:national-review")).context["distribution"]
    for row in rows:
        behind = client.get(row["url"]).context["count"]
        assert behind == row["count"], row["label"]


def test_the_public_list_shows_document_number_and_date_to_visitors(client_as, people):
    city = listed(people, NINGBO)
    lead = client_as("ndrc_lead")
    url = reverse("cities:pilot-city-document", args=[city.code])
    data = {
        "version": city.version,
        "document_name": "关于公布试点城市名单的通知",
        "document_number": "某发〔2026〕1号",
        "document_date": "2026-06-30",
    }
    assert lead.post(url, data).status_code == 302
    visitor = client_as("visitor")
    page = text(visitor.get(reverse("cities:pilot-cities")))
    assert "某发〔2026〕1号" in page
    assert "2026年6月30日" in page
    assert "某发〔2026〕1号" in text(visitor.get(city.get_absolute_url()))
    export = visitor.get(reverse("cities:pilot-cities-export"), {"q": "ningbo"})
    assert "浙江省宁波市" in text(export)
    assert visitor.get("/pilot-cities/999999/").status_code == 404


def test_a_printed_nomination_says_the_same_as_its_page(client_as, people):
    nomination = submitted(people, HANGZHOU)
    url = reverse("cities:nomination-print", args=[nomination.pk])
    page = text(client_as("zhejiang").get(url))
    assert "浙江省杭州市国家产教融合试点城市申报书" in page
    assert nomination.number in page
    pdf = client_as("zhejiang").get(
        reverse("cities:nomination-pdf", args=[nomination.pk])
    )
    assert pdf.content.startswith(b"%PDF-")
    assert nomination.stage == Stage.PROVINCIAL_REVIEW


def test_the_recommended_case_shows_its_letter(client_as, people):
    nomination = submitted(people, HANGZHOU)
    recommend(nomination, by=people["zhejiang"], now=timezone.now())
    url = reverse("cities:nomination", args=[nomination.pk])
    letter = f"演示函〔{timezone.localdate().year}〕1号"
    assert letter in text(client_as("zhejiang").get(url))
