"""Pages of the calendar and of the divisions."""

from datetime import date

import pytest

from regions.models import CalendarDay, CalendarYear, Division

pytestmark = pytest.mark.django_db
BASIS = "国务院办公厅关于2027年部分节假日安排的通知"


def test_the_calendar_shows_the_year_with_marks_and_words(client_as):
    page = client_as("zhejiang").get("/calendar/2026/").content.decode()
    assert "2026年工作日历" in page
    assert "2月14日，调休上班" in page
    assert "2月17日，节假日，春节" in page
    assert "尚未录入" not in page


def test_a_year_not_arranged_says_that_it_is_provisional(client_as):
    page = client_as("zhejiang").get("/calendar/2027/").content.decode()
    assert "2027年的放假安排尚未录入" in page
    assert "确认全年安排" not in page


def test_a_reviewer_sees_no_way_to_correct(client_as):
    page = client_as("zhejiang").get("/calendar/2026/").content.decode()
    assert "/calendar/days/" not in page


@pytest.mark.parametrize("name", ["sysadmin", "ndrc_lead"])
def test_a_correction_is_made_and_taken_back(client_as, name):
    client = client_as(name)
    url = "/calendar/days/2026-06-03/"
    answer = client.post(url, {"is_working": "no", "note": BASIS})
    assert answer.status_code == 302
    row = CalendarDay.objects.get(date=date(2026, 6, 3))
    assert (row.is_working, row.note) == (False, BASIS)
    assert row.corrected_by
    assert BASIS in client.get("/calendar/2026/").content.decode()
    assert client.post(f"{url}remove/").status_code == 302
    assert not CalendarDay.objects.exists()
    assert client.post(f"{url}remove/").status_code == 404


def test_a_correction_without_basis_is_refused_at_the_field(client_as):
    answer = client_as("sysadmin").post(
        "/calendar/days/2026-06-03/", {"is_working": "no", "note": "  "}
    )
    assert answer.status_code == 422
    assert "请填写依据" in answer.content.decode()


@pytest.mark.parametrize("name", ["zhejiang_lead", "enterprise", "secadmin", "ndrc"])
def test_others_may_not_correct(client_as, name):
    client = client_as(name)
    answer = client.post(
        "/calendar/days/2026-06-03/", {"is_working": "no", "note": BASIS}
    )
    assert answer.status_code == 403
    assert "只有系统管理员和国家牵头部门负责人" in answer.content.decode()
    assert not CalendarDay.objects.exists()


def test_a_year_is_confirmed_and_reopened(client_as):
    client = client_as("sysadmin")
    assert client.post("/calendar/2027/confirm/", {"note": BASIS}).status_code == 302
    assert CalendarYear.objects.get().year == 2027
    assert "尚未录入" not in client.get("/calendar/2027/").content.decode()
    assert client.post("/calendar/2027/reopen/").status_code == 302
    assert not CalendarYear.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "/calendar/1900/",
        "/calendar/9999/",
        "/calendar/days/2026-02-30/",
        "/calendar/days/1900-01-01/",
        "/divisions/999999/",
        "/divisions/999999/less-developed/",
    ],
)
def test_what_does_not_exist_is_not_found(client_as, url):
    assert client_as("sysadmin").get(url).status_code == 404


def test_divisions_are_searched_by_pinyin(client_as):
    page = client_as("zhejiang").get("/divisions/?q=bengbu").content.decode()
    assert "安徽省蚌埠市" in page
    assert "浙江省杭州市" not in page


def test_filters_narrow_the_divisions(client_as):
    client = client_as("zhejiang")
    query = "managing_unit=330200&level=county"
    page = client.get(f"/divisions/?{query}").content.decode()
    assert "浙江省宁波市江北区" in page
    assert "浙江省杭州市" not in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("is_less_developed=true&level=prefecture", "西藏自治区拉萨市", "浙江省杭州市"),
        ("nominable=true&q=xihu", "没有符合条件的行政区划", "杭州市西湖区"),
        ("parent=310000", "上海市浦东新区", "浙江省杭州市"),
    ],
)
def test_the_folded_filters_work_too(client_as, query, seen, unseen):
    page = client_as("zhejiang").get(f"/divisions/?{query}").content.decode()
    assert seen in page
    assert unseen not in page


def test_the_list_of_divisions_stays_within_its_queries(
    client_as, django_assert_max_num_queries
):
    client = client_as("zhejiang")
    with django_assert_max_num_queries(12):
        client.get("/divisions/?page=3")


def test_a_division_shows_what_lies_below_it(client_as):
    page = client_as("zhejiang").get("/divisions/330200/").content.decode()
    assert "计划单列市" in page
    assert "江北区" in page


def test_a_less_developed_flag_is_set_with_its_basis_for_all_below(client_as):
    client = client_as("ndrc_lead")
    answer = client.post(
        "/divisions/510100/less-developed/",
        {"is_less_developed": "yes", "basis": "某文件（2026年）"},
    )
    assert answer.status_code == 302
    assert (
        Division.objects.within("510100")
        .filter(less_developed_basis="某文件（2026年）")
        .count()
        == Division.objects.within("510100").count()
    )


def test_a_province_may_not_set_the_flag(client_as):
    answer = client_as("sichuan_lead").post(
        "/divisions/510100/less-developed/",
        {"is_less_developed": "yes", "basis": "某文件"},
    )
    assert answer.status_code == 403
    assert not Division.objects.get(pk="510100").is_less_developed
