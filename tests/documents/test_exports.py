"""Lists as files: the same rows as the list, harmless, long ones in the background."""

import csv
import datetime
import io
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessRecord, Post
from documents import schedule
from documents.choices import FileFormat, JobState
from documents.exports import Sheet, write_file, writing
from documents.models import Attachment, Job
from documents.tasks import run_job
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import Stage

pytestmark = pytest.mark.django_db
QUERY = {"tab": "all", "stage": "provincial_review"}
HEADS = ["文字", "数", "金额", "日期", "时刻", "是否", "无"]
MOMENT = datetime.datetime(2026, 6, 30, 14, 3, tzinfo=timezone.get_default_timezone())
LINE = [
    "=1+1", -7, Decimal("1250.50"), datetime.date(2026, 6, 30), MOMENT, True, None
]  # fmt: skip


@pytest.fixture(autouse=True)
def rung(monkeypatch) -> list[int]:
    """Which jobs were rung for; nothing goes to the queue."""
    bells: list[int] = []
    monkeypatch.setattr(run_job, "delay", bells.append)
    return bells


@pytest.fixture
def short(monkeypatch) -> None:
    """One row is the most that is answered at once."""
    monkeypatch.setattr("documents.exports.sheets.EXPORT_ROWS", 1)


@pytest.fixture
def cases() -> list[str]:
    """Three cases before Zhejiang's reviewer, named as no office program should run."""
    a_round = an_open_round()
    titles = ["=甲", "乙", "丙"]
    for title in titles:
        application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=title)
    application_at(Stage.LISTED, round=a_round, title="已列入")
    return titles


def written(sheet: Sheet, format: str) -> bytes:
    with write_file(sheet, format) as file:
        return file.read()


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book_of(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def desk(**query: str) -> str:
    return f"{reverse('workflow:desk-export')}?{urlencode(QUERY | query)}"


def ordered(client: Client, **query: str) -> Job:
    """The job that a person's export became."""
    answer = client.post(desk(**query))
    assert answer.status_code == 302, answer.content.decode()
    return Job.objects.get(pk=int(answer["Location"].strip("/").split("/")[-1]))


def done(job: Job) -> Job:
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_csv_cells_are_written_as_the_pages_write_them():
    content = written(Sheet("表", HEADS, [LINE], list), FileFormat.CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines_of(content) == [
        HEADS,
        ["'=1+1", "-7", "1250.50", "2026年6月30日", "2026年6月30日 14:03", "是", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(text):
    sheet = Sheet("表", ["文字"], [[text]], list)
    _head, (cell,) = lines_of(written(sheet, FileFormat.CSV))
    assert cell.startswith("'")
    found = book_of(written(sheet, FileFormat.XLSX))["A2"]
    assert found.data_type == "s"
    assert found.value.strip() == text.strip()


def test_a_workbook_holds_numbers_and_days_as_such_under_bold_frozen_heads():
    page = book_of(written(Sheet("名单[1]/2026", HEADS, [LINE], list), "xlsx"))
    assert [cell.value for cell in page[2]] == [
        "=1+1",
        -7,
        1250.5,
        MOMENT.replace(hour=0, minute=0, tzinfo=None),
        MOMENT.replace(tzinfo=None),
        "是",
        None,
    ]
    assert [cell.value for cell in page[1]] == HEADS
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["E"].width > page.column_dimensions["B"].width
    assert "[" not in page.title


def test_a_workbook_parts_amounts_by_thousands_and_prints_on_pages_as_wide_as_it():
    line = ["某单位", Decimal("12345678901234.50"), Decimal("0.3"), 2026, "长" * 40]
    sheet = Sheet(
        "资金&项目", ["单位", "金额（元）", "比例", "年度", "说明"], [line], list
    )
    page = book_of(written(sheet, FileFormat.XLSX))
    formats = [cell.number_format for cell in page[2]]
    assert formats == ["General", "#,##0.00", "#,##0.0", "General", "General"]
    assert page.column_dimensions["B"].width > len("12,345,678,901,234.50")
    assert page["E2"].alignment.wrap_text
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.center.text == "资金&&项目"


def test_an_empty_list_is_a_file_of_heads(client_as):
    answer = client_as("zhejiang").get(desk(q="没有这样的事项"))
    assert [row[0] for row in lines_of(answer.content)] == ["受理编号"]
    answer = client_as("zhejiang").get(desk(q="没有这样的事项", file="xlsx"))
    assert book_of(answer.content).max_row == 1


def test_a_short_list_is_answered_at_once_with_the_rows_of_the_page(cases, client_as):
    client = client_as("zhejiang")
    page = client.get(reverse("workflow:desk"), QUERY)
    shown = [str(row.record.title) for row in page.context["table"].page.object_list]
    answer = client.get(desk(file="xlsx"))
    assert "filename" in answer["Content-Disposition"]
    rows = list(book_of(answer.content).iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == shown
    assert sorted(shown) == sorted(cases)
    assert Job.objects.count() == 0


def test_the_order_of_the_heads_holds_in_the_file(cases, client_as):
    client = client_as("zhejiang")
    for sort in ("title", "-title"):
        page = client.get(reverse("workflow:desk"), QUERY | {"sort": sort})
        shown = [row.record.title for row in page.context["table"].page.object_list]
        rows = lines_of(client.get(desk(sort=sort)).content)[1:]
        assert [row[1].lstrip("'") for row in rows] == shown


def test_a_long_list_asks_before_it_begins(cases, short, client_as, rung):
    answer = client_as("zhejiang").get(desk(file="xlsx"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "符合条件的记录有3条" in page
    assert "开始导出" in page
    assert not Job.objects.exists()
    assert not AccessRecord.objects.filter(kind="export").exists()


def test_the_job_writes_the_filtered_rows_and_is_logged(
    cases, short, client_as, people
):
    job = done(ordered(client_as("zhejiang"), file="xlsx"))
    assert (job.state, job.done, job.total, job.percent) == (JobState.DONE, 3, 3, 100)
    assert job.result.name.startswith("工作台-")
    assert job.result.name.endswith(".xlsx")
    with job.result.file.open("rb") as file:
        rows = list(book_of(file.read()).iter_rows(min_row=2, values_only=True))
    assert sorted(row[1] for row in rows) == sorted(cases)
    line = AccessRecord.objects.get(kind="export", user=people["zhejiang"])
    assert "3条" in line.detail
    assert "stage=provincial_review" in line.detail


def test_progress_counts_the_rows_written(monkeypatch):
    monkeypatch.setattr(writing, "TOLD_EVERY", 2)
    told = []
    rows = [[str(number)] for number in range(5)]
    sheet = Sheet("表", ["数"], rows, list)
    write_file(sheet, "csv", lambda *said: told.append(said[:2])).close()
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_same_order_twice_is_one_job_and_one_file(cases, short, client_as, rung):
    client = client_as("zhejiang")
    first = ordered(client)
    assert ordered(client) == first
    done(first)
    done(first)
    assert Attachment.objects.filter(job=first).count() == 1
    assert AccessRecord.objects.filter(kind="export").count() == 1
    assert ordered(client) != first


def test_only_five_exports_of_a_person_wait_at_a_time(cases, short, client_as):
    client = client_as("zhejiang")
    for number in range(5):
        ordered(client, q=f"乙{number}")
    answer = client.post(desk(q="丙"))
    assert answer.status_code == 409
    assert "请等其中一个完成" in answer.content.decode()


def test_the_job_sees_what_its_owner_may_see_when_it_runs(
    cases, short, client_as, people
):
    job = ordered(client_as("zhejiang"))
    Post.objects.filter(user=people["zhejiang"]).update(valid_until=timezone.now())
    done(job)
    with job.result.file.open("rb") as file:
        assert len(lines_of(file.read())) == 1


def test_whom_the_list_is_closed_to_gets_no_file(cases, short, client_as, people):
    path = reverse("workflow:objections-export")
    job = Job.objects.create(
        kind="export",
        title="导出",
        owner=people["enterprise"],
        params={"path": path, "query": "", "format": "csv", "noted": ""},
    )
    done(job)
    assert (job.state, job.result) == (JobState.FAILED, None)
    assert job.message


def test_the_file_is_for_the_one_who_asked(cases, short, client_as):
    job = done(ordered(client_as("zhejiang")))
    url = job.result.get_absolute_url()
    for name, status in (("zhejiang", 200), ("zhejiang_lead", 404), ("sichuan", 404)):
        answer = client_as(name).get(url)
        assert answer.status_code == status, name
        if answer.streaming:
            b"".join(answer.streaming_content)


def test_a_file_goes_after_a_week(cases, short, client_as, clock):
    job = done(ordered(client_as("zhejiang")))
    clock.shift(timedelta(days=6))
    schedule.sweep_files()
    assert Attachment.objects.filter(job=job).exists()
    clock.shift(timedelta(days=2))
    schedule.sweep_files()
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, None)
    assert "保存期限" in job.message
    assert not Attachment.objects.exists()


def test_a_visitor_is_told_to_narrow_or_to_sign_in(short, client_as, monkeypatch):
    monkeypatch.setattr("documents.exports.sheets.EXPORT_ROWS", -1)
    answer = client_as("visitor").get(reverse("cities:pilot-cities-export"))
    assert answer.status_code == 422
    assert "登录后在后台导出" in answer.content.decode()


def test_a_workbook_has_no_more_rows_than_excel_takes(
    cases, short, client_as, monkeypatch
):
    monkeypatch.setattr("documents.services.exports.XLSX_ROWS", 2)
    answer = client_as("zhejiang").post(desk(file="xlsx"))
    assert answer.status_code == 422
    assert "导出为 CSV 文件" in answer.content.decode()


def test_the_api_begins_the_same_job(cases, api_as):
    api = api_as("zhejiang")
    body = {"address": desk(), "format": "csv"}
    answer = api.post(reverse("api:export-list"), body, format="json")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    job = done(Job.objects.get(pk=answer.json()["id"]))
    file = api.get(reverse("api:job-result", args=[job.pk]))
    assert len(lines_of(b"".join(file.streaming_content))) == 4


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/jobs/", 404),
        ("/nowhere/", 404),
        ("https://example.com/x", 404),
        ("", 422),
        ("//[x", 422),
    ],
)
def test_the_api_knows_no_other_address(api_as, address, status):
    answer = api_as("zhejiang").post(
        reverse("api:export-list"), {"address": address}, format="json"
    )
    assert answer.status_code == status


def test_a_list_that_is_closed_is_closed_in_the_api_too(api_as):
    body = {"address": reverse("workflow:objections-export")}
    answer = api_as("enterprise").post(reverse("api:export-list"), body, format="json")
    assert answer.status_code == 403
