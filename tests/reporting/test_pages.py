"""Pages of homes and reports, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.seeding import seed_nominations
from documents.tasks import run_job
from reporting.models import ProgressReport, Rendition
from tests.factories.cities import draft, listed
from tests.factories.reporting import report_of, spread

HOME = reverse("reporting:dashboard")


def words_of(client, url=HOME, **query):
    """The page as text."""
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_nation_sees_figures_charts_tiles_and_what_is_late(seeded, client_as):
    page = words_of(client_as("ndrc"))
    for words in (
        "数据截至",
        "试点城市累计数（个）",
        "目标约50个",
        "申报事项所处环节",
        "各管理单位分布",
        "示意，非地图",
        "逾期事项",
        "国家牵头部门",
        "区域分布",
        "待我办理",
    ):
        assert words in page, words
    assert "<svg" in page
    assert "家，目标1万家以上" in page


def test_every_chart_has_its_table(seeded, client_as):
    page = words_of(client_as("ndrc"))
    assert page.count('<figure class="chart"') == 2
    assert page.count("查看数据表") == 3  # and the tiles


def test_the_tiles_change_their_subject_by_the_address(seeded, client_as):
    client = client_as("ndrc")
    by_cities = client.get(HOME, {"map": "cities"})
    assert "/dashboard/cities/?managing_unit=330000" in by_cities.content.decode()
    nonsense = client.get(HOME, {"map": "<script>"})
    assert nonsense.status_code == 200
    assert "<script>" not in nonsense.content.decode().split("tiles")[1][:500]


def test_a_province_sees_its_own_scope_without_tiles(seeded, client_as):
    page = words_of(client_as("zhejiang"))
    assert "各城市（地区）办理情况" in page
    assert "各管理单位分布" not in page
    assert "杭州市" in page
    assert "宁波市产教融合型城市申报" not in page


def test_a_city_office_sees_what_is_missing_and_what_comes_next(people, client_as):
    draft(people, leave_out="tasks")
    page = words_of(client_as("hangzhou"))
    for words in ("还缺", "填写完整后提交", "个工作日", "下一步"):
        assert words in page, words


def test_only_a_draft_that_was_looked_through_is_called_complete(
    people, client_as, clock
):
    case = draft(people)
    assert "内容已填写完整" in words_of(client_as("hangzhou"))
    clock.move_to(case.round.closes_at)
    page = words_of(client_as("hangzhou"))
    assert "申报批次已截止，不能再提交" in page


def test_a_city_office_sees_the_way_of_its_listed_nomination(people, client_as):
    listed(people)
    page = words_of(client_as("ningbo"))
    assert "试点城市" in page


@pytest.mark.parametrize("persona", ["enterprise", "school", "expert1"])
def test_applicants_and_experts_see_what_concerns_them(persona, seeded, client_as):
    page = words_of(client_as(persona))
    for words in ("本单位", "正在申报的批次", "正在公示", "消息"):
        assert words in page, words
    assert "受理申报" not in page


@pytest.mark.parametrize("persona", ["sysadmin", "secadmin", "auditor"])
def test_administrators_see_no_business(persona, seeded, client_as):
    page = words_of(client_as(persona))
    assert "岗位职责" in page
    for words in ("试点城市", "申报事项所处环节", "逾期"):
        assert words not in page.split("<main")[1], words


@pytest.mark.parametrize("persona", ["ndrc", "zhejiang"])
def test_an_empty_portal_says_so_in_words(persona, people, client_as):
    page = words_of(client_as(persona))
    assert "没有逾期事项" in page
    assert "没有等待您办理的事项" in page


def test_asking_on_the_page_leads_to_the_report_with_its_progress(
    people, client_as, clock
):
    clock.move_to("2026-11-23 09:00+08:00")
    client = client_as("zhejiang")
    given = {"scope": "330000", "period": "2026H1", "format": "json"}
    answer = client.post(reverse("reporting:report-request"), given)
    report = ProgressReport.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    page = words_of(client, report.get_absolute_url())
    assert "排队中" in page
    assert "hx-get" in page
    run_job(Rendition.objects.get().job_id)
    # A reload, in another session, finds the work done.
    page = words_of(client_as("zhejiang_lead"), report.get_absolute_url())
    assert "下载 数据文件" in page


def test_htmx_gets_the_progress_alone_and_reloads_at_the_end(people, client_as):
    report, _ = report_of("330000", "2025Y")
    client = client_as("zhejiang")
    client.post(
        reverse("reporting:report-regenerate", args=[report.pk]), {"format": "json"}
    )
    url = report.get_absolute_url()
    waiting = client.get(url, headers={"HX-Request": "true"})
    assert "<html" not in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    run_job(Rendition.objects.get().job_id)
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"scope": "330200"}, "330200"),
        ({"period": "2026H9"}, "无法识别报告期"),
        ({"period": "2099Y"}, "尚未开始"),
        ({"format": "exe"}, "exe"),
    ],
)
def test_a_wrong_request_is_told_at_its_field(given, sentence, people, client_as):
    asked = {"scope": "330000", "period": "2025Y", "format": "pdf"} | given
    answer = client_as("zhejiang").post(reverse("reporting:report-request"), asked)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ProgressReport.objects.exists()


def test_a_province_is_offered_its_own_scope_only(people, client_as):
    form = (
        client_as("zhejiang").get(reverse("reporting:report-request")).context["form"]
    )
    assert form.fields["scope"].choices == [("330000", "浙江省")]
    form = client_as("ndrc").get(reverse("reporting:report-request")).context["form"]
    assert len(form.fields["scope"].choices) == 38


def test_the_list_of_reports_is_filtered_by_scope_and_period(people, client_as):
    for scope, period in (
        ("330000", "2025Y"),
        ("510000", "2025Y"),
        ("nation", "2025H1"),
    ):
        report_of(scope, period)
    client = client_as("ndrc")
    url = reverse("reporting:reports")
    assert client.get(url).context["count"] == 3
    assert client.get(url, {"period": "2025Y"}).context["count"] == 2
    assert client.get(url, {"scope": "nation"}).context["count"] == 1
    assert client_as("sichuan").get(url).context["count"] == 1


def test_the_preview_says_what_the_file_says(people, client_as):
    spread(12)
    report, snapshot = report_of("nation", "2026Y")
    page = words_of(
        client_as("ndrc"), reverse("reporting:report-preview", args=[report.pk])
    )
    assert snapshot.digest in page
    assert "一、总体情况" in page
    assert "style=" not in page.split("<main")[1]


def test_an_unknown_snapshot_number_is_not_found(people, client_as):
    report, _ = report_of("330000", "2025Y")
    url = reverse("reporting:report-preview", args=[report.pk])
    for number in ("9", "²", "99999999999999999999"):
        assert client_as("ndrc").get(url, {"snapshot": number}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("persona", "url", "budget"),
    [
        ("zhejiang", HOME, 20),
        ("ndrc", HOME, 20),
        ("hangzhou", HOME, 30),
        ("zhejiang", reverse("reporting:rows"), 12),
        ("zhejiang", "/api/v1/figures/", 15),
    ],
)
def test_pages_keep_their_query_budget_with_a_thousand_applications(
    persona, url, budget, people, client_as
):
    seed_nominations(1000)
    client = client_as(persona)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert client.get(url).status_code == 200
    assert len(taken) <= budget, [query["sql"][:150] for query in taken]
