"""Pages and API of ledgers: template, upload, what was found, confirmation."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from documents.choices import JobState
from documents.models import Job
from documents.tasks import run_job
from enterprises.models import Enterprise, EnterpriseImport
from tests.enterprises.ledgers import as_csv, as_xlsx, code, row, upload

pytestmark = pytest.mark.django_db
LIST, NEW = "/ledgers/", "/ledgers/new/"


@pytest.fixture(autouse=True)
def rung(monkeypatch) -> list[int]:
    """Which jobs were rung for; nothing goes to the queue."""
    bells: list[int] = []
    monkeypatch.setattr(run_job, "delay", bells.append)
    return bells


@pytest.fixture
def handed_in(client_as):
    """handed_in(rows…) uploads by page as Zhejiang and runs the dry run."""

    def do(*rows, **typed) -> EnterpriseImport:
        answer = client_as("zhejiang").post(NEW, {"file": upload(*rows), **typed})
        assert answer.status_code == 302, answer.content.decode()
        record = EnterpriseImport.objects.order_by("pk").last()
        run_job(record.check_job_id)
        return EnterpriseImport.objects.get(pk=record.pk)

    return do


def words(answer) -> str:
    return answer.content.decode()


def test_the_template_offers_ones_own_divisions_only(client_as):
    for name, there, not_there in (
        ("zhejiang", "330106", "330203"),
        ("ningbo", "330203", "330106"),
    ):
        answer = client_as(name).get(reverse("enterprises:ledger-template"))
        book = load_workbook(io.BytesIO(answer.content))
        page, lists = book["填报表"], book["选项"]
        cells = [cell.value for cell in lists["B"] if cell.value]
        codes = {cell[:6] for cell in cells}
        assert there in codes
        assert not_there not in codes
        assert page["A1"].value == "统一社会信用代码*"
        assert page.max_row == 1
        checked = {rule.formula1 for rule in page.data_validations.dataValidation}
        assert f"选项!$B$1:$B${len(cells)}" in checked
        assert lists.sheet_state == "hidden"


def test_a_filled_in_template_comes_in(client_as):
    client = client_as("zhejiang")
    template = client.get(reverse("enterprises:ledger-template")).content
    book = load_workbook(io.BytesIO(template))
    page = book["填报表"]
    heads = [cell.value.rstrip("*") for cell in page[1]]
    cells = {
        "统一社会信用代码": code(1),
        "企业名称": "浙江测试有限公司",
        "名单类别": "建设培育",
        "注册地": "330106 浙江省杭州市西湖区",
        "入库日期": "2024-05-20",
    }
    page.append([cells.get(head) for head in heads])
    file = io.BytesIO()
    book.save(file)
    client.post(NEW, {"file": SimpleUploadedFile("台账.xlsx", file.getvalue())})
    record = EnterpriseImport.objects.get()
    run_job(record.check_job_id)
    record.refresh_from_db()
    assert (record.counts["new"], record.counts["broken"]) == (1, 0)


def test_from_upload_to_import_by_page(handed_in, client_as):
    record = handed_in(row(1), row(2), document_number="浙发改〔2024〕1号")
    client = client_as("zhejiang")
    page = words(client.get(record.get_absolute_url()))
    assert "待确认导入" in page
    assert "浙发改〔2024〕1号" in page
    url = reverse("enterprises:ledger-confirm", args=[record.pk])
    assert url in page
    assert "将新增2家、更新0家企业" in words(client.get(url))
    assert client.post(url, {"version": record.version}).status_code == 302
    record.refresh_from_db()
    assert "导入中" in words(client.get(record.get_absolute_url()))
    assert not Enterprise.objects.exists()


def test_a_broken_ledger_names_its_columns_and_offers_the_marked_workbook(
    handed_in, client_as
):
    record = handed_in(row(1), row(2, 企业规模="巨型"))
    client = client_as("zhejiang_lead")
    page = words(client.get(record.get_absolute_url()))
    assert "有错误的台账不能导入" in page
    assert "企业规模" in page
    url = reverse("enterprises:ledger-confirm", args=[record.pk])
    assert url not in page
    assert client.get(url).status_code == 403
    result = record.check_job.result.get_absolute_url()
    for name, status in (("zhejiang_lead", 200), ("ndrc", 200), ("sichuan", 404)):
        answer = client_as(name).get(result)
        assert answer.status_code == status, name
        if answer.streaming:
            b"".join(answer.streaming_content)


def test_a_file_that_is_no_ledger_is_told_on_the_page(client_as):
    client = client_as("zhejiang")
    answer = client.post(NEW, {"file": SimpleUploadedFile("x.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert not EnterpriseImport.objects.exists()
    client.post(NEW, {"file": SimpleUploadedFile("x.csv", "名称\n甲".encode())})
    record = EnterpriseImport.objects.get()
    run_job(record.check_job_id)
    page = words(client.get(record.get_absolute_url()))
    assert "无法核对" in page
    assert "缺少列" in page


def test_units_see_their_own_and_the_nation_all(handed_in, client_as):
    record = handed_in(row(1))
    for name, count in (("zhejiang", 1), ("sichuan", 0), ("ndrc", 1)):
        assert client_as(name).get(LIST).context["count"] == count, name
    assert client_as("sichuan").get(record.get_absolute_url()).status_code == 404


def test_the_list_stays_within_ten_queries(
    handed_in, client_as, django_assert_max_num_queries
):
    for number in range(3):
        handed_in(row(number + 1))
    client = client_as("zhejiang")
    client.get(LIST)
    with django_assert_max_num_queries(10):
        assert client.get(LIST).context["count"] == 3


def test_the_api_goes_the_same_way(api_as):
    api = api_as("zhejiang")
    url = reverse("api:enterprise-import-list")
    file = SimpleUploadedFile("台账.xlsx", as_xlsx(row(1)))
    answer = api.post(url, {"file": file, "document_number": "浙1号"})
    assert (answer.status_code, answer.json()["state"]) == (202, "checking")
    own = reverse("api:enterprise-import-detail", args=[answer.json()["id"]])
    run_job(answer.json()["check_job"]["id"])
    found = api.get(own).json()
    assert (found["state"], found["counts"]["new"]) == ("checked", 1)
    assert found["report"]["name"] == "核对结果-台账.xlsx"
    confirm = own + "confirm/"
    stale = api.post(confirm, {"version": 1}, format="json")
    assert stale.status_code == 409
    done = api.post(confirm, {"version": found["version"]}, format="json")
    assert (done.status_code, done.json()["state"]) == (202, "importing")
    assert api.post(url, {}).status_code == 422
    assert api_as("sichuan").get(own).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_job_imports_in_one_transaction_and_the_page_says_so(client_as):
    client = client_as("zhejiang")
    client.post(NEW, {"file": SimpleUploadedFile("台账.csv", as_csv(row(1), row(2)))})
    record = EnterpriseImport.objects.get()
    run_job(record.check_job_id)
    record.refresh_from_db()
    url = reverse("enterprises:ledger-confirm", args=[record.pk])
    client.post(url, {"version": record.version})
    record.refresh_from_db()
    run_job(record.import_job_id)
    run_job(record.import_job_id)
    job = Job.objects.get(pk=record.import_job_id)
    assert (job.state, Enterprise.objects.count()) == (JobState.DONE, 2)
    assert "已导入" in words(client.get(record.get_absolute_url()))
