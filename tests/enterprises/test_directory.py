"""The public directory as pages and files."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from documents.models import Job
from documents.tasks import run_job
from enterprises.choices import Standing
from enterprises.models import Enterprise
from enterprises.seeding import seed_enterprises
from tests.factories import register as made
from tests.factories.register import NINGBO

pytestmark = pytest.mark.django_db
LIST = "/enterprises/"


@pytest.fixture
def visitor(client_as):
    return client_as("visitor")


def names(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [row.name for row in answer.context["table"].data.data]


@pytest.fixture
def three():
    made.enterprise("杭州甲汽车有限公司", tags=["new_energy"])
    made.enterprise(
        "宁波乙软件有限公司", Standing.CERTIFIED, **NINGBO, industry_id="65"
    )
    made.enterprise("国家丙集团有限公司", Standing.NATIONAL, managing_unit_id=None)
    made.enterprise("移出丁有限公司", Standing.REMOVED)
    made.enterprise("草稿戊有限公司", Standing.NONE)


def test_a_visitor_sees_who_is_in_the_pilot_and_never_a_draft(visitor, three):
    assert names(visitor) == [
        "国家丙集团有限公司",
        "杭州甲汽车有限公司",
        "宁波乙软件有限公司",
    ]
    assert "移出丁有限公司" in names(visitor, standing="all")
    assert "草稿戊有限公司" not in names(visitor, standing="all")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "汽车"}, ["杭州甲汽车有限公司"]),
        ({"managing_unit": "330200"}, ["宁波乙软件有限公司"]),
        ({"division": "330200"}, ["宁波乙软件有限公司"]),
        ({"division": "宁波"}, ["宁波乙软件有限公司"]),
        ({"division": "ningbo"}, ["宁波乙软件有限公司"]),
        ({"division": "浙江省", "industry": "I"}, ["宁波乙软件有限公司"]),
        ({"industry": "65"}, ["宁波乙软件有限公司"]),
        ({"tag": "new_energy"}, ["杭州甲汽车有限公司"]),
        ({"standing": "certified"}, ["宁波乙软件有限公司"]),
        ({"standing": "removed"}, ["移出丁有限公司"]),
        ({"standing": "national", "q": "宁波"}, []),
    ],
)
def test_the_filters_of_the_address_narrow_the_list(visitor, three, query, expected):
    assert names(visitor, **query) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"division": "不存在"},
        {"industry": "99"},
        {"tag": "x"},
        {"standing": "none"},
        {"on": "昨天"},
        {"managing_unit": "999999"},
    ],
)
def test_a_wrong_filter_shows_nothing_and_says_why(visitor, three, query):
    answer = visitor.get(LIST, query)
    assert 'role="alert"' in answer.content.decode()
    assert answer.context["count"] == 0


@pytest.fixture
def renamed():
    row = made.enterprise("杭州老名有限公司", Standing.CERTIFIED)
    made.certificate(row, number="RZ-2025-1")
    return made.renamed(row, "杭州新名有限公司", date(2025, 6, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2025-05-31", "杭州老名有限公司"),
        ("2025-06-01", "杭州新名有限公司"),
        ("2010-01-01", "杭州老名有限公司"),
    ],
)
def test_list_and_page_show_the_name_that_was_valid_on_the_day(
    visitor, renamed, day, name
):
    page = visitor.get(renamed.get_absolute_url(), {"on": day})
    assert page.context["name_then"] == name
    table = visitor.get(LIST, {"on": day}).context["table"]
    assert [row.name_then for row in table.data.data] == [name]


def test_a_name_of_which_nothing_is_written_down_has_been_there_ever_since(visitor):
    row = made.enterprise("杭州无记录有限公司")
    row.names.all().delete()
    day = {"on": "2001-01-01"}
    table = visitor.get(LIST, day).context["table"]
    assert [one.name_then for one in table.data.data] == [row.name]
    assert visitor.get(row.get_absolute_url(), day).context["name_then"] == row.name


def test_the_page_tells_the_public_facts_and_nothing_else(visitor, renamed):
    Enterprise.objects.update(contact="张三", contact_phone="13800000000", staff=77)
    text = visitor.get(renamed.get_absolute_url()).content.decode()
    for said in ("杭州老名有限公司", "2025年5月31日止", "RZ-2025-1", "2028年3月31日"):
        assert said in text
    for secret in ("张三", "13800000000", "77人"):
        assert secret not in text


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("zhejiang", True),
        ("ndrc", True),
        ("hangzhou", True),
        ("sichuan", False),
        ("ningbo", False),
        ("enterprise_ningbo", False),
        ("expert1", False),
    ],
)
def test_those_concerned_read_contacts_too(client_as, renamed, who, sees):
    Enterprise.objects.update(contact="张三")
    text = client_as(who).get(renamed.get_absolute_url()).content.decode()
    assert ("张三" in text) is sees


def test_an_enterprise_reads_its_own_record_before_it_is_public(client_as, people):
    own = people["enterprise"].posts.get().organisation
    row = made.enterprise("自己的有限公司", Standing.NONE, organisation=own)
    assert client_as("enterprise").get(row.get_absolute_url()).status_code == 200
    assert client_as("visitor").get(row.get_absolute_url()).status_code == 404
    assert client_as("enterprise_ningbo").get(row.get_absolute_url()).status_code == 404


def test_one_that_was_removed_keeps_its_address(visitor):
    row = made.enterprise("移出的有限公司", Standing.REMOVED)
    assert "已移出" in visitor.get(row.get_absolute_url()).content.decode()


def test_a_day_that_is_none_is_told(visitor, renamed):
    answer = visitor.get(renamed.get_absolute_url(), {"on": "2025-02-30"})
    assert "日期格式有误" in answer.content.decode()


def test_the_file_holds_exactly_the_filtered_rows_and_no_formula(visitor, three):
    made.enterprise("=1+1汽车有限公司")
    export = reverse("enterprises:directory-export")
    answer = visitor.get(export, {"q": "汽车", "file": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["'=1+1汽车有限公司", "杭州甲汽车有限公司"]
    answer = visitor.get(export, {"q": "汽车", "file": "xlsx", "on": "2024-05-01"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"]
    assert sheet.max_row == 3
    assert [cell.value for cell in sheet[1]][-1] == "当日有效名称"


def test_a_long_file_is_written_in_the_background(
    client_as, people, monkeypatch, django_capture_on_commit_callbacks
):
    seed_enterprises(60)
    monkeypatch.setattr("documents.exports.sheets.EXPORT_ROWS", 10)
    monkeypatch.setattr(run_job, "delay", run_job)
    with django_capture_on_commit_callbacks(execute=True):
        client_as("zhejiang").post(f"{LIST}export/?q=有限&file=csv")
    job = Job.objects.get()
    count = Enterprise.objects.in_pilot().count()
    assert (job.state, job.done) == ("done", count)
    with job.result.file.open() as file:
        assert len(file.read().decode("utf-8-sig").splitlines()) == count + 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=有限",
        "?q=hz",
        "?division=浙江省&industry=C&tag=new_energy&managing_unit=330000",
        "?on=2024-01-01&standing=all",
    ],
)
def test_the_list_takes_at_most_twelve_queries(
    client_as, query, django_assert_max_num_queries
):
    seed_enterprises(200)
    client = client_as("zhejiang")
    client.get(LIST + query)
    with django_assert_max_num_queries(12):
        assert client.get(LIST + query).status_code == 200


def test_a_page_with_its_panels_takes_at_most_twelve_queries(
    client_as, renamed, django_assert_max_num_queries
):
    client = client_as("zhejiang")
    client.get(renamed.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(renamed.get_absolute_url())


def test_a_chip_calls_a_place_by_its_name(visitor, three):
    answer = visitor.get(LIST, {"division": "330100"})
    assert "注册地（含下辖地区）：浙江省杭州市" in answer.content.decode()
