"""The pages of the record, of papers due, of visits: what each person meets."""

import pytest
from django.urls import reverse

from enterprises.choices import FilingState, ReportFigure
from tests.factories import register
from tests.factories.reading import text

pytestmark = pytest.mark.django_db


def url(name, firm, *more):
    return reverse(f"enterprises:{name}", args=[firm.public_id, *more])


def test_a_firm_is_led_to_its_record_and_sees_what_is_due(client_as, firm):
    page = client_as("enterprise").get(reverse("enterprises:own"), follow=True)
    assert "2026年度报告" in text(page)
    assert "逾期未报" in text(page)
    assert "纳入建设培育库" in text(page)


@pytest.mark.parametrize(
    ("name", "place"), [("enterprise", "我的企业"), ("zhejiang", "企业跟踪管理")]
)
def test_the_navigation_marks_where_a_record_and_its_papers_stand(
    name, place, client_as, firm
):
    for page in (url("record", firm), url("filing", firm, "plan")):
        shown = client_as(name).get(page).context["navigation"]
        assert [item.label for item in shown if item.current] == [place]


def test_a_firm_without_a_record_is_told_how_to_get_one(client_as, people):
    page = client_as("enterprise").get(reverse("enterprises:own"))
    assert "尚未建立企业档案" in text(page)


def test_a_draft_is_kept_and_only_its_firm_reads_it(client_as, firm):
    client = client_as("enterprise")
    edit = url("filing-edit", firm, "plan")
    answer = client.post(edit, {"version": 1, "goals": "甲乙丙", "draft": "1"})
    assert answer.status_code == 302
    assert "甲乙丙" in text(client.get(edit))
    page = text(client_as("zhejiang").get(url("filing", firm, "plan")))
    assert "甲乙丙" not in page
    assert "企业尚未报送" in page


def test_what_is_missing_is_said_at_the_fields_and_nothing_typed_is_lost(
    client_as, firm
):
    edit = url("filing-edit", firm, "plan")
    answer = client_as("enterprise").post(edit, {"version": 1, "goals": "甲乙丙"})
    assert answer.status_code == 422
    assert "请填写任务举措。" in text(answer)
    assert "甲乙丙" in text(answer)
    firm.plan.refresh_from_db()
    assert firm.plan.goals == ""


def test_a_report_is_filed_read_sent_back_and_kept(client_as, firm):
    data = {
        "version": 1,
        "progress": "共建实训基地两个。",
        "next_steps": "扩大合作。",
        "public_url": "https://example.com/2026",
        "published_on": "2027年1月10日",
    } | {f"figure_{key.value}": "3" for key in ReportFigure}
    edit = url("filing-edit", firm, "2026")
    answer = client_as("enterprise").post(edit, data, follow=True)
    assert "已报送" in text(answer)
    assert firm.reports.get().state == FilingState.FILED
    page = client_as("zhejiang").get(url("filing", firm, "2026"))
    assert "共建实训基地两个" in text(page)
    back = {"version": 2, "reason": "数据有误。", "due_on": "2027-02-10"}
    answer = client_as("zhejiang").post(
        url("filing-return", firm, "2026"), back, follow=True
    )
    assert "原报送内容" in text(answer)
    again = text(client_as("enterprise").get(edit))
    assert "退回理由：数据有误。" in again


def test_a_lead_excuses_with_a_reason_that_the_firm_reads(client_as, firm):
    ask = url("filing-excuse", firm, "2026")
    assert client_as("zhejiang").get(ask).status_code == 403
    answer = client_as("zhejiang_lead").post(ask, {"version": 1, "reason": "受灾。"})
    assert answer.status_code == 302
    assert "受灾。" in text(client_as("enterprise").get(url("filing", firm, "2026")))


def test_a_firm_keeps_facts_years_and_members(client_as, firm):
    client = client_as("enterprise")
    page = text(client.get(url("facts-edit", firm)))
    assert 'name="legal_representative"' not in page
    data = {"version": firm.version, "staff": "1,200", "contact": "王某"}
    client.post(url("facts-edit", firm), data)
    firm.refresh_from_db()
    assert (firm.staff, firm.contact) == (1200, "王某")
    year = url("year-edit", firm, 2026)
    client.post(year, {"version": firm.version, "revenue": "５０００００"})
    assert firm.years.get(year=2026).revenue == 500000
    member = {
        "name": "成员有限公司",
        "credit_code": "91330106MA2AX9Q23D",
        "control_ratio": "51",
        "since": "2025-01-01",
    }
    answer = client.post(url("member-new", firm), member)
    assert answer.status_code == 422
    assert "校验" in text(answer)


def test_a_member_has_one_ratio_a_day(client_as, firm):
    client = client_as("enterprise")
    member = {
        "name": "成员有限公司",
        "credit_code": "91330106MA27XG3K5R",
        "control_ratio": "51",
        "since": "2025-01-01",
    }
    assert client.post(url("member-new", firm), member).status_code == 302
    answer = client.post(url("member-new", firm), member | {"control_ratio": "60"})
    assert answer.status_code == 422
    assert "已有控制比例" in text(answer)
    row = firm.members.get()
    client.post(
        url("member-edit", firm, row.pk),
        member | {"version": row.version, "until": "2026-06-30"},
    )
    later = member | {"control_ratio": "60", "since": "2026-07-01"}
    assert client.post(url("member-new", firm), later).status_code == 302


def test_a_visit_is_written_down_and_shown(client_as, firm):
    data = {
        "on": "2027-01-15",
        "kind": "on_site",
        "findings": "设备到位。",
        "is_shared": "on",
    }
    client_as("hangzhou").post(url("visit-new", firm), data)
    assert "设备到位" in text(client_as("enterprise").get(url("record", firm)))


def test_the_authority_finds_who_is_late(client_as, firm):
    register.enterprise("按期有限公司", organisation=None)
    page = client_as("zhejiang").get(
        reverse("enterprises:followed"), {"owing": "overdue"}
    )
    assert "测试有限公司" in text(page)
    assert "逾期1项" in text(page)
    assert "按期有限公司" not in text(page)
    others = text(client_as("sichuan").get(reverse("enterprises:followed")))
    assert "测试有限公司" not in others


def test_the_list_asks_few_queries_however_long(
    client_as, people, django_assert_max_num_queries
):
    for number in range(60):
        register.enterprise(f"第{number}有限公司")
    client = client_as("zhejiang")
    client.get(reverse("enterprises:followed"))
    with django_assert_max_num_queries(12):
        client.get(reverse("enterprises:followed"))
