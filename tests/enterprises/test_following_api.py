"""The API of records, plans, reports, visits and changes: the same as the pages."""

import pytest

from enterprises.choices import ReportFigure
from tests.factories.changes import change_in_review

pytestmark = pytest.mark.django_db


def test_a_plan_is_drafted_hidden_filed_and_sent_back(api_as, firm):
    url = f"/api/v1/three-year-plans/{firm.plan.pk}/"
    api = api_as("enterprise")
    body = {"version": 1, "goals": "甲乙丙"}
    assert api.patch(url, body, format="json").data["goals"] == "甲乙丙"
    assert api.patch(url, body, format="json").status_code == 409
    seen = api_as("zhejiang").get(url).data
    assert (seen["goals"], seen["state"]) == (None, "overdue")
    refused = api.post(f"{url}file/", {}, format="json")
    assert refused.status_code == 422
    fields = [e["field"] for e in refused.json()["errors"]]
    assert fields == ["measures", "safeguards", "public_url", "published_on"]
    whole = {
        "measures": "共建专业。",
        "safeguards": "设机构。",
        "public_url": "https://example.com/plan",
        "published_on": "2026-04-01",
    }
    assert api.post(f"{url}file/", whole, format="json").data["state"] == "filed_late"
    back = {"reason": "目标不具体。", "due_on": "2027-02-10"}
    answer = api_as("zhejiang").post(f"{url}return/", back, format="json")
    assert answer.data["state"] == "due"
    assert answer.data["former"][0]["content"]["goals"] == "甲乙丙"


def test_a_report_takes_its_figures_and_is_found_by_standing(api_as, firm):
    report = firm.reports.get()
    url = f"/api/v1/annual-reports/{report.pk}/"
    figures = {key.value: "2" for key in ReportFigure} | {"invested": "1000000.50"}
    body = {
        "progress": "共建基地。",
        "next_steps": "扩大。",
        "figures": figures,
        "public_url": "https://example.com/2026",
        "published_on": "2027-01-05",
    }
    filed = api_as("enterprise").post(f"{url}file/", body, format="json")
    assert filed.data["state"] == "filed", filed.data
    report.refresh_from_db()
    assert report.figures["invested"] == "1000000.50"
    api = api_as("zhejiang")
    for standing, count in (("filed", 1), ("open", 0)):
        rows = api.get("/api/v1/annual-reports/", {"standing": standing})
        assert len(rows.data["results"]) == count


def test_a_wrong_figure_is_said_at_its_place(api_as, firm):
    url = f"/api/v1/annual-reports/{firm.reports.get().pk}/"
    body = {"figures": {"interns": "三"}}
    answer = api_as("enterprise").patch(url, body, format="json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "figures.interns"


def test_a_visit_not_shared_is_not_the_firms(api_as, firm):
    body = {
        "enterprise": str(firm.public_id),
        "on": "2027-01-10",
        "kind": "call",
        "findings": "内部了解。",
        "is_shared": False,
    }
    made = api_as("zhejiang").post("/api/v1/visits/", body, format="json")
    assert made.status_code == 201, made.content
    assert api_as("enterprise").get("/api/v1/visits/").data["results"] == []
    assert len(api_as("ndrc").get("/api/v1/visits/").data["results"]) == 1


def test_a_record_is_kept_and_what_is_locked_says_so(api_as, firm):
    url = f"/api/v1/enterprise-records/{firm.public_id}/"
    api = api_as("enterprise")
    assert api.patch(url, {"staff": 30}, format="json").data["staff"] == 30
    refused = api.patch(url, {"address": "别处"}, format="json")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "address"
    year = api.put(f"{url}years/2026/", {"revenue": "12.50"}, format="json")
    assert year.data["revenue"] == "12.50"
    assert api.put(f"{url}years/2027/", {}, format="json").status_code == 422
    assert api.get(url).data["late_papers"] == 1


def test_the_way_tells_what_happened(api_as, firm):
    url = f"/api/v1/enterprise-records/{firm.public_id}/way/"
    titles = [row["title"] for row in api_as("enterprise").get(url).data]
    assert any("纳入建设培育库" in title for title in titles)


def test_a_change_is_begun_read_and_moved(api_as, people, firm):
    api = api_as("enterprise")
    made = api.post("/api/v1/change-reports/", {"change": "split"}, format="json")
    assert made.status_code == 201, made.content
    again = api.post("/api/v1/change-reports/", {"change": "split"}, format="json")
    assert again.status_code == 409
    assert made.data["issues"]


def test_the_unit_reads_what_was_before_and_what_is_new(api_as, people, firm):
    case = change_in_review(people["enterprise"], new_name="新名称有限公司")
    read = api_as("zhejiang").get(f"/api/v1/change-reports/{case.pk}/").data
    assert read["content"]["before"]["name"] == "测试有限公司"
    fields = read["content"]["sections"]["change"]["fields"]
    assert fields["new_name"] == "新名称有限公司"
    moves = api_as("zhejiang").get(f"/api/v1/change-reports/{case.pk}/moves/")
    assert any(m["move"] == "approve" and m["allowed"] for m in moves.data["moves"])
