"""The pages of projects, their money and obstacles."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from incentives.choices.projects import FundSource, FundStep
from incentives.models import FundEntry, FundTerms, Obstacle, Project
from tests.factories.projects import a_project, enter, paid_project

pytestmark = pytest.mark.django_db
C, P = FundSource.CENTRAL, FundStep.PAYMENT
LEDGER = "/major-projects/"
FORM = {
    "name": "智能制造公共实训基地",
    "kind": "training_base",
    "priority": "intelligent_manufacturing",
    "division": "浙江省杭州市",
    "summary": "新建实训楼一幢。",
    "phase": "building",
    "starts_on": "2025年3月1日",
    "finishes_on": "2099-12-31",
    "mode": "none",
    "host_kind": "none",
    "total": "１０，０００，０００.００元",
    "source_central": "4,000,000",
    "source_local": "2000000",
    "source_enterprise": "4000000.00",
}


def words(answer):
    return answer.content.decode()


def boxes(answer):
    """The sentences that the page asks to tick."""
    return [
        value for value, _label in answer.context["form"]["acknowledged"].field.choices
    ]


def test_an_owner_registers_a_project_with_numbers_as_people_type_them(client_as):
    answer = client_as("enterprise").post(f"{LEDGER}new/", FORM)
    project = Project.objects.get()
    assert answer.url == project.get_absolute_url()
    assert project.total == Decimal("10000000.00")
    planned = project.sources.values_list("source", "planned")
    assert dict(planned)["central"] == 4_000_000


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"total": "-1"}, "金额应大于0。"),
        ({"total": "10000000.001"}, "小数位数不能超过 2 位。"),
        ({"total": "一千万"}, "请填写数字"),
        ({"total": "999999999999"}, "计划总投资超过1000亿元"),
        ({"division": "没有的市"}, "没有找到“没有的市”"),
        ({"finishes_on": "2025-02-30"}, "填写日期"),
        ({"name": "基地😀"}, "表情"),
        ({"mode": "entrust"}, "请填写合同编号"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(client_as, given, said):
    answer = client_as("enterprise").post(f"{LEDGER}new/", FORM | given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "新建实训楼一幢。" in words(answer)
    assert not Project.objects.exists()


def test_a_warning_is_shown_and_passed_over_with_a_reason(client_as):
    client = client_as("enterprise")
    first = client.get(f"{LEDGER}new/")
    assert "核对说明" not in words(first)
    odd = FORM | {"source_local": "0"}
    asked = client.post(f"{LEDGER}new/", odd)
    assert asked.status_code == 422
    assert "比计划总投资少2,000,000.00元" in words(asked)
    assert "核对说明" in words(asked)
    why = odd | {"reason": "地方资金待落实。"}
    asked = client.post(f"{LEDGER}new/", why)
    assert "还有1项提醒没有勾选" in words(asked)
    done = client.post(f"{LEDGER}new/", why | {"acknowledged": boxes(asked)})
    assert done.status_code == 302
    page = client.get(done.url)
    assert "地方资金待落实。" in words(page)
    assert "比计划总投资少2,000,000.00元" in words(page)


def test_the_page_of_a_project_shows_its_money_and_acts(client_as):
    project = paid_project()
    page = words(client_as("zhejiang").get(project.get_absolute_url()))
    for said in ("3,000,000.00", "1,200,000.00", "40.0%", "登记资金"):
        assert said in page
    assert "修改项目" not in page
    assert "修改项目" in words(client_as("enterprise").get(project.get_absolute_url()))


def test_money_is_entered_on_the_page_and_undone(client_as):
    project = paid_project()
    address = reverse("incentives:fund-entry-new", args=[project.public_id])
    client = client_as("zhejiang")
    form = {
        "source": "central",
        "step": "payment",
        "amount": "1800000.01",
        "day": "2026-02-01",
        "voucher_number": "PZ-9",
    }
    asked = client.post(address, form)
    assert asked.status_code == 422
    assert "超过已下达金额3,000,000.00元" in words(asked)
    said = {"reason": "文件在途。", "acknowledged": boxes(asked)}
    assert client.post(address, form | said).status_code == 302
    made = FundEntry.objects.get(voucher_number="PZ-9")
    shown = words(client.get(made.get_absolute_url()))
    assert "文件在途。" in shown
    undo = reverse("incentives:fund-entry-correct", args=[made.pk])
    assert client.post(undo, {"reason": "重复登记。"}).status_code == 302
    assert "重复登记。" in words(client.get(made.get_absolute_url()))
    assert "已冲销" in words(client.get(reverse("incentives:fund-entries")))


def test_a_person_is_offered_only_what_he_may_enter(client_as):
    project = a_project()
    address = reverse("incentives:fund-entry-new", args=[project.public_id])
    page = words(client_as("ndrc").get(address))
    assert 'value="central"' in page
    assert 'value="local"' not in page
    answer = client_as("ndrc").post(address, {"source": "local", "step": "allocation"})
    assert answer.status_code == 422


def test_the_list_sums_what_is_filtered_and_leads_out_as_a_file(client_as):
    first, other = paid_project(), a_project()
    enter(other, FundSource.LOCAL, FundStep.ALLOCATION, "500000")
    client = client_as("zhejiang")
    page = words(client.get(LEDGER))
    assert "350.00" in page  # allotted: 300 + 50 万元
    central = words(client.get(f"{LEDGER}?source=central"))
    assert "300.00" in central
    assert "350.00" not in central
    late = client.get(f"{LEDGER}?warning=late")
    assert first.name not in words(late)
    file = client.get(f"{LEDGER}export/?file=xlsx&source=central")
    sheet = load_workbook(BytesIO(file.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(first.name in row for row in cells)
    assert any(3_000_000 in row for row in cells)


def test_the_table_of_money_leads_to_rows_that_come_to_the_same(client_as):
    paid_project()
    project = a_project("school", place="330106")
    enter(project, FundSource.CENTRAL, FundStep.ALLOCATION, "1230000")
    client = client_as("ndrc")
    page = words(client.get(reverse("incentives:fund-totals")))
    assert "423.00" in page
    rows = client.get(f"{LEDGER}?managing_unit=330000&source=central")
    assert rows.context["totals"]["allocated"] == 4_230_000
    assert f"{LEDGER}?managing_unit=330000&amp;source=central" in page
    paid = words(client.get(reverse("incentives:fund-totals") + "?tab=paid"))
    assert "120.00" in paid
    assert "423.00" not in paid


def test_a_lead_of_the_nation_sets_the_terms_from_a_day_on(client_as):
    client = client_as("ndrc_lead")
    address = reverse("incentives:fund-terms-new")
    form = {"effective_from": "2099-01-01", "idle_months": "3", "answer_days": "10"}
    assert client.post(address, form).status_code == 302
    assert FundTerms.objects.get().idle_months == 3
    assert client.post(address, form).status_code == 422
    past = client.post(address, form | {"effective_from": "2020-01-01"})
    assert "不能早于今天" in words(past)


def test_an_obstacle_is_raised_taken_and_solved_on_the_pages(client_as):
    project = a_project()
    owner, city = client_as("enterprise"), client_as("hangzhou")
    address = reverse("incentives:obstacle-new", args=[project.public_id])
    form = {"kind": "land", "text": "用地指标不足。", "since": "2026-05-20"}
    answer = owner.post(address, form | {"level": "city"})
    row = Obstacle.objects.get()
    assert answer.url == row.get_absolute_url()
    waiting = words(city.get(reverse("incentives:obstacles") + "?mine=true"))
    assert "用地指标不足。" in waiting
    take = reverse("incentives:obstacle-take", args=[row.pk])
    assert city.post(take, {"due_on": "2099-01-01", "version": 1}).status_code == 302
    stale = city.post(take, {"due_on": "2099-01-01", "version": 1})
    assert stale.status_code == 409
    solve = reverse("incentives:obstacle-solve", args=[row.pk])
    assert city.post(solve, {"text": "已解决。", "version": 2}).status_code == 302
    assert "已解决。" in words(owner.get(row.get_absolute_url()))


def test_strangers_find_nothing(client_as):
    project = a_project()
    for name in ("sichuan", "enterprise_ningbo", "wenzhou"):
        client = client_as(name)
        assert client.get(project.get_absolute_url()).status_code == 404
        assert project.name not in words(client.get(LEDGER))


def made_many(count):
    """Projects with money, written at once."""
    first = paid_project()
    for number in range(count):
        copy = Project.objects.get(pk=first.pk)
        copy.pk, copy.public_id, copy.name = None, None, f"项目{number}"
        copy.public_id = Project._meta.get_field("public_id").get_default()
        copy.save(force_insert=True)
        for row in first.sources.all():
            row.pk, row.project = None, copy
            row.save(force_insert=True)


def test_the_list_asks_as_much_for_fifty_rows_as_for_two(
    client_as, django_assert_max_num_queries
):
    made_many(60)
    client = client_as("zhejiang")
    client.get(LEDGER)
    with django_assert_max_num_queries(14):
        page = client.get(LEDGER)
    assert words(page).count("<tr>") == 51
    with django_assert_max_num_queries(16):
        client.get(f"{LEDGER}?warning=any")
    with django_assert_max_num_queries(12):
        client.get(reverse("incentives:fund-entries"))
    with django_assert_max_num_queries(12):
        client.get(reverse("incentives:fund-totals"))
    with django_assert_max_num_queries(22):
        client.get(Project.objects.first().get_absolute_url())


def test_users_of_the_file_see_only_what_is_theirs(client_as):
    project = a_project()
    file = client_as("sichuan").get(f"{LEDGER}export/?file=csv")
    assert project.name not in file.content.decode("utf-8-sig")
