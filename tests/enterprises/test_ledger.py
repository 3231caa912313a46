"""Ledgers come in whole or not at all, each fault with its cell, rule and remedy."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from documents.choices import JobState
from documents.models import Job
from documents.tasks import run_job
from enterprises.choices import Provenance, Standing
from enterprises.ledger import report
from enterprises.models import Certificate, Enterprise, EnterpriseImport
from enterprises.services.ledger import confirm_ledger, import_ledger, upload_ledger
from tests.enterprises.ledgers import as_csv, as_xlsx, code, row, upload
from ui.refusals import Closed, Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rung(monkeypatch) -> list[int]:
    """Which jobs were rung for; nothing goes to the queue."""
    bells: list[int] = []
    monkeypatch.setattr(run_job, "delay", bells.append)
    return bells


def silent(done, total, message=""):
    """Nobody asks how far it is."""


@pytest.fixture
def checked(user_as):
    """checked(rows…, by="zhejiang") uploads a ledger and runs its dry run."""

    def do(*rows, by="zhejiang", file=None, **given) -> EnterpriseImport:
        upload_of = file or upload(*rows)
        record = upload_ledger(upload=upload_of, by=user_as(by), **given)
        run_job(record.check_job_id)
        return EnterpriseImport.objects.get(pk=record.pk)

    return do


@pytest.fixture
def imported(checked):
    """The same, and then imported."""

    def do(*rows, **given) -> EnterpriseImport:
        record = checked(*rows, **given)
        assert record.counts["broken"] == 0, found_in(record)
        return import_ledger(record, silent)

    return do


def counts(record) -> tuple[int, ...]:
    return tuple(record.counts[name] for name in ("new", "changed", "same", "broken"))


def report_of(record):
    with record.check_job.result.file.open("rb") as file:
        return load_workbook(file)


def found_in(record) -> list[str]:
    """The verdicts of the rows."""
    page = report_of(record).worksheets[0]
    return [cells[-1] for cells in page.iter_rows(min_row=2, values_only=True)]


def test_a_dry_run_counts_and_writes_nothing(checked):
    record = checked(row(1), row(2))
    assert counts(record) == (2, 0, 0, 0)
    assert record.check_job.state == JobState.DONE
    assert found_in(record) == ["新增", "新增"]
    assert not Enterprise.objects.exists()


def test_an_import_makes_the_records_with_unit_document_and_name(imported, people):
    record = imported(
        row(1), document_number="浙发改〔2024〕1号", document_date=date(2024, 5, 20)
    )
    found = Enterprise.objects.get(credit_code=code(1))
    assert found.managing_unit_id == "330000"
    assert (found.standing, found.provenance) == (Standing.POOLED, Provenance.IMPORT)
    assert (found.division_id, found.industry_id) == ("330106", "39")
    assert found.tags == ["intelligent_manufacturing"]
    assert (found.is_above_scale, found.is_stock_listed) == (True, None)
    assert (found.pool_number, found.pooled_on) == ("浙产教000001", date(2024, 5, 20))
    assert found.document_number == "浙发改〔2024〕1号"
    assert "台账.csv" in found.source
    assert found.pinyin.startswith("zhejiangceshi")
    assert [name.name for name in found.names.all()] == [found.name]
    assert record.imported_at is not None


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("台账.csv", as_csv(row(1), encoding="gbk")),
        SimpleUploadedFile("台账.xlsx", as_xlsx(row(1))),
    ],
    ids=["gbk", "xlsx"],
)
def test_gbk_and_xlsx_are_taken(checked, file):
    file.seek(0)
    assert counts(checked(file=file)) == (1, 0, 0, 0)


BROKEN = [
    ({"统一社会信用代码": code(1)[:-1] + "0"}, "校验位不符"),
    ({"统一社会信用代码": ""}, "缺少统一社会信用代码"),
    ({"企业名称": ""}, "缺少企业名称"),
    ({"企业名称": "某公司😀"}, "不应有符号"),
    ({"注册地": "330203"}, "不属于本单位的管理范围"),
    ({"注册地": "999999"}, "没有代码为“999999”的行政区划"),
    ({"注册地": ""}, "新增企业应填写注册地"),
    ({"所有制形式": "私营"}, "没有“私营”这个选项"),
    ({"规模以上企业": "对"}, "请填“是”或“否”"),
    ({"国民经济行业大类": "C99"}, "两位大类代码"),
    ({"重点产业领域2": "智能制造"}, "重点产业领域有重复"),
    ({"职工人数": "三百"}, "应为不超过"),
    ({"营业收入（元）1": "100"}, "应填写年度1"),
    ({"年度1": "2024"}, "年度1没有填写经营数据"),
    ({"年度1": "二〇二四", "营业收入（元）1": "1"}, "请填写四位年份"),
    ({"年度1": "2098", "营业收入（元）1": "1"}, "年度1晚于今年"),
    ({"年度1": "2024", "营业收入（元）1": "1万"}, "营业收入应为以元为单位的数字"),
    ({"年度1": "2024", "研发费用（元）1": "-1"}, "研发费用不能为负数"),
    ({"年度1": "2024", "营业收入（元）1": "0.005"}, "最多两位小数"),
    (
        {
            "年度1": "2024",
            "营业收入（元）1": "1",
            "年度2": "2024",
            "营业收入（元）2": "2",
        },
        "2024年重复",
    ),
    ({"成立日期": "2010年13月"}, "无法识别"),
    ({"成立日期": "2099-01-01"}, "日期晚于今天"),
    ({"入库日期": ""}, "应填写入库日期"),
    ({"名单类别": "国家名单"}, "没有“国家名单”这个选项"),
    ({"名单类别": "已认证"}, "已认证的应填写证书编号"),
    ({"证书编号": "A1"}, "不应填写证书"),
    (
        {
            "名单类别": "已认证",
            "证书编号": "A1",
            "证书有效期起": "2025-01-01",
            "证书有效期止": "2024-01-01",
        },
        "有效期止不能早于有效期起",
    ),
]


@pytest.mark.parametrize(("changes", "words"), BROKEN)
def test_each_fault_is_named_with_its_remedy(checked, changes, words):
    record = checked(row(1, **changes), row(2))
    assert counts(record) == (1, 0, 0, 1)
    assert words in found_in(record)[0]


def test_the_report_marks_the_broken_cell_and_can_be_uploaded_again(checked):
    record = checked(row(1), row(2, 企业规模="巨型"))
    page = report_of(record).worksheets[0]
    heads = [cell.value.rstrip("*") for cell in page[1]]
    cell = page.cell(row=3, column=heads.index("企业规模") + 1)
    assert cell.comment.text.startswith("没有“巨型”这个选项")
    assert cell.fill.fgColor.rgb.endswith("F8D7DA")
    assert page.cell(row=2, column=heads.index("企业规模") + 1).comment is None
    with record.check_job.result.file.open("rb") as file:
        again = SimpleUploadedFile("核对结果.xlsx", file.read())
    assert counts(checked(file=again)) == (1, 0, 0, 1)


def test_rows_beyond_the_cap_are_counted_and_not_marked(checked, monkeypatch):
    monkeypatch.setattr(report, "MARKED_ROWS", 2)
    record = checked(*(row(n, 企业规模="巨型") for n in range(1, 6)))
    assert counts(record) == (0, 0, 0, 5)
    assert [("巨型" in words) for words in found_in(record)] == [True] * 2 + [False] * 3
    assert record.counts["faults"] == [["企业规模", 5]]


def test_a_code_of_another_province_is_remarked_and_not_refused(checked):
    record = checked(row(1, 统一社会信用代码=code(1, "110000")))
    assert counts(record) == (1, 0, 0, 0)
    assert "不在同一省份，不影响导入" in found_in(record)[0]


def test_a_row_twice_is_named_with_the_first(checked):
    record = checked(row(1), row(1, 入库编号="另一个"), row(2, 入库编号="浙产教000001"))
    assert counts(record) == (1, 0, 0, 2)
    first, second, third = found_in(record)
    assert first == "新增"
    assert "与第 2 行重复" in second
    assert "与第 2 行重复" in third


def test_by_its_code_an_enterprise_is_updated_and_blank_cells_change_nothing(imported):
    imported(row(1))
    record = imported(row(1, 职工人数="400", 企业规模="", 企业名称="浙江新名有限公司"))
    assert counts(record) == (0, 1, 0, 0)
    assert found_in(record) == ["更新：企业名称、职工人数（人）"]
    found = Enterprise.objects.get()
    assert (found.staff, found.size, found.name) == (400, "medium", "浙江新名有限公司")
    assert found.version == 2
    today = timezone.localdate()
    old, new = found.names.all()
    assert (old.name, old.until) == ("浙江测试制造1有限公司", today - timedelta(days=1))
    assert (new.name, new.since, new.until) == ("浙江新名有限公司", today, None)
    assert found.pinyin.startswith("zhejiangxinming")


def test_the_figures_of_years_come_in_and_are_updated(imported, checked):
    given = {"年度1": "2024", "营业收入（元）1": "1,200.50", "研发费用（元）1": "9.1"}
    assert counts(imported(row(1, **given))) == (1, 0, 0, 0)
    assert counts(checked(row(1, **given))) == (0, 0, 1, 0)
    given |= {"营业收入（元）1": "1300.30000000001", "研发费用（元）1": ""}
    record = imported(row(1, **given, **{"年度2": "2025年", "营业收入（元）2": "0"}))
    assert found_in(record) == ["更新：年度经营情况"]
    years = Enterprise.objects.get().years.values_list("year", "revenue", "research")
    assert list(years) == [(2025, 0, None), (2024, Decimal("1300.30"), Decimal("9.10"))]


def test_renamed_twice_in_a_day_it_has_one_name_for_the_day(imported):
    imported(row(1))
    imported(row(1, 企业名称="浙江新名有限公司"))
    imported(row(1, 企业名称="浙江再名有限公司"))
    names = Enterprise.objects.get().names.all()
    assert [n.name for n in names] == ["浙江测试制造1有限公司", "浙江再名有限公司"]


def test_the_same_ledger_again_is_unchanged(imported, checked, user_as):
    imported(row(1), row(2))
    record = checked(row(1), row(2))
    assert counts(record) == (0, 0, 2, 0)
    with pytest.raises(Closed, match="没有需要导入的内容"):
        confirm_ledger(record, by=user_as("zhejiang"), version=record.version)


def test_a_certified_one_gets_its_certificate_once(imported):
    certified = {
        "名单类别": "已认证",
        "证书编号": "浙认证001",
        "证书有效期起": "2025-01-01",
        "证书有效期止": "2027-12-31",
    }
    imported(row(1))
    assert counts(imported(row(1, **certified))) == (0, 1, 0, 0)
    assert Enterprise.objects.get().standing == Standing.CERTIFIED
    held = Certificate.objects.get()
    assert (held.number, held.valid_until) == ("浙认证001", date(2027, 12, 31))
    imported(row(1, **certified | {"证书有效期止": "2028-12-31"}))
    assert Certificate.objects.get().valid_until == date(2028, 12, 31)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"managing_unit_id": "330200"}, "由其他管理单位管理"),
        ({"standing": Standing.REMOVED}, "不能通过导入恢复"),
        ({"banned_until": date(2099, 1, 1)}, "禁止申报期内"),
        ({"standing": Standing.CERTIFIED}, "不能通过导入改为其他类别"),
        (
            {"provenance": Provenance.APPLICATION, "pool_number": "RK2026-330000-1"},
            "编号不能通过导入更改",
        ),
    ],
)
def test_the_register_may_have_something_against_a_row(
    imported, checked, fields, words
):
    imported(row(1))
    Enterprise.objects.update(**fields)
    record = checked(row(1, 职工人数="1"))
    assert counts(record) == (0, 0, 0, 1)
    assert words in found_in(record)[0]


def test_a_number_that_another_holds_is_refused(imported, checked):
    imported(row(1))
    record = checked(row(2, 入库编号="浙产教000001"))
    assert "已由“浙江测试制造1有限公司”使用" in found_in(record)[0]


def test_a_broken_ledger_cannot_be_confirmed(checked, user_as):
    record = checked(row(1), row(2, 企业规模="巨型"))
    with pytest.raises(Closed, match="有错误"):
        confirm_ledger(record, by=user_as("zhejiang"), version=record.version)


def test_only_its_own_unit_confirms_what_it_has_seen(checked, user_as):
    record = checked(row(1))
    for other in ("sichuan", "ndrc", "ningbo"):
        with pytest.raises(Closed, match="只有上传台账的管理单位"):
            confirm_ledger(record, by=user_as(other), version=record.version)
    with pytest.raises(Stale):
        confirm_ledger(record, by=user_as("zhejiang"), version=record.version - 1)
    confirmed = confirm_ledger(record, by=user_as("zhejiang"), version=record.version)
    with pytest.raises(Closed, match="正在导入"):
        confirm_ledger(record, by=user_as("zhejiang_lead"), version=confirmed.version)


@pytest.mark.parametrize("name", ["hangzhou", "enterprise", "zhejiang_finance", "mof"])
def test_others_bring_no_ledger(user_as, name):
    with pytest.raises(NotAllowed):
        upload_ledger(upload=upload(row(1)), by=user_as(name))


def test_where_the_register_changed_meanwhile_nothing_comes_in(checked, imported):
    record = checked(row(1), row(2))
    imported(row(2))
    with pytest.raises(Closed, match="核对之后企业库有变动"):
        import_ledger(record, silent)
    assert Enterprise.objects.count() == 1


def test_where_a_row_became_wrong_meanwhile_nothing_comes_in(checked, imported):
    record = checked(row(1), row(2))
    imported(row(3, 入库编号="浙产教000002"))
    with pytest.raises(Closed, match=r"第 3 行：入库编号已由"):
        import_ledger(record, silent)
    assert Enterprise.objects.count() == 1


def test_another_file_in_its_place_is_noticed(checked):
    record = checked(row(1))
    EnterpriseImport.objects.update(digest="0" * 64)
    with pytest.raises(Invalid, match="与上传时不一致"):
        import_ledger(record, silent)


def test_imported_twice_it_is_imported_once(imported):
    record = imported(row(1))
    first = record.imported_at
    again = import_ledger(record, silent)
    assert (again.imported_at, Enterprise.objects.count()) == (first, 1)


def test_an_account_with_the_code_gets_the_record(imported, people):
    holder = people["enterprise"].posts.get().organisation
    holder.credit_code = code(1)
    holder.save()
    imported(row(1))
    assert Enterprise.objects.get().organisation == holder


def test_a_file_that_is_no_ledger_ends_with_a_sentence(user_as):
    file = SimpleUploadedFile("x.csv", "名称\n甲".encode())
    record = upload_ledger(upload=file, by=user_as("zhejiang"))
    run_job(record.check_job_id)
    job = Job.objects.get(pk=record.check_job_id)
    assert job.state == JobState.FAILED
    assert "缺少列" in job.message
    with pytest.raises(Invalid):
        upload_ledger(
            upload=SimpleUploadedFile("x.xlsx", b"%PDF-"), by=user_as("zhejiang")
        )
