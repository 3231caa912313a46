"""Official lists come in whole or not at all, each fault with its row and sentence."""

import hashlib
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cities.choices import DatePrecision, Provenance
from cities.models import ListedImport, PilotCity
from cities.services import import_listed, preview_listed
from ui.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
HEADER = "kind,name,code,document_number,document_name,date,batch,source"
FIRST_BATCH = "cities/data/first_batch_cities.csv"
ENTERPRISES = "cities/data/national_enterprises.csv"


def city_row(name="辽宁省沈阳市", code="210100", **changes):
    cells = {
        "kind": "city",
        "name": name,
        "code": code,
        "document_number": "某发〔2021〕1号",
        "document_name": "",
        "date": "2021-07",
        "batch": "1",
        "source": "测试来源",
    }
    return ",".join((cells | changes).values())


def as_csv(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def said(content):
    """Everything an import says when it refuses."""
    with pytest.raises(Invalid) as refused:
        preview_listed(content)
    return " ".join(
        [refused.value.sentence, *(i.sentence for i in refused.value.issues)]
    )


def read(path):
    with open(path, "rb") as file:
        return file.read()


def test_the_nine_verified_cities_come_in_with_document_and_source():
    record = import_listed(read(FIRST_BATCH), file_name="first.csv", by=None)
    assert (record.made, record.unchanged, record.waiting) == (9, 0, 0)
    codes = set(PilotCity.objects.values_list("code", flat=True))
    assert codes == {
        "210100",
        "320400",
        "340100",
        "370100",
        "410100",
        "450200",
        "330200",
        "440300",
        "310115",
    }
    for city in PilotCity.objects.all():
        assert city.document_number == "发改办社会〔2021〕573号"
        assert city.document_date_precision == DatePrecision.MONTH
        assert city.document_date_words == "2021年7月"
        assert city.provenance == Provenance.IMPORT
        assert "核实依据" in city.source
    pudong = PilotCity.objects.get(code="310115")
    assert "名单原文写法" in pudong.source
    assert pudong.core_area == "浦东新区"
    assert pudong.managing_unit_id == "310000"
    assert PilotCity.objects.get(code="330200").managing_unit_id == "330200"


def test_enterprises_wait_in_the_report_where_no_app_keeps_them(monkeypatch):
    monkeypatch.setattr("cities.services.importing.takers", [])
    record = import_listed(read(ENTERPRISES), file_name="firms.csv", by=None)
    assert (record.made, record.waiting) == (0, 7)
    names = [row["name"] for row in record.rows]
    assert "鞍钢集团有限公司" in names
    assert all(row["outcome"] == "waiting" and row["code"] == "" for row in record.rows)


def test_the_same_list_again_changes_nothing():
    first = import_listed(read(FIRST_BATCH), file_name="first.csv", by=None)
    again = import_listed(read(FIRST_BATCH), file_name="first.csv", by=None)
    assert again.pk == first.pk
    assert PilotCity.objects.count() == 9


def test_a_longer_list_adds_only_what_is_new():
    import_listed(as_csv(city_row()), file_name="a.csv", by=None)
    longer = as_csv(city_row(), city_row("江苏省常州市", "320400"))
    record = import_listed(longer, file_name="b.csv", by=None)
    assert (record.made, record.unchanged) == (1, 1)


FAULTS = [
    (b"", "文件是空的"),
    (HEADER.encode(), "没有数据行"),
    (as_csv(city_row(), header="name,code"), "表头应为"),
    (b"\x89PNG\r\n\x1a\n\x00\xff\xfe\x81", "无法读取文字"),
    (as_csv(city_row(), city_row()), "第 3 行：与第 2 行重复"),
    (as_csv(city_row() + ",多"), "第 2 行：有 9 列"),
    (as_csv(city_row(code="999999")), "没有代码为“999999”的行政区划"),
    (as_csv(city_row(name="沈阳")), "不一致"),
    (as_csv(city_row("辽宁省", "210000")), "不能作为试点城市"),
    (as_csv(city_row(date="2021年7月")), "日期“2021年7月”无法识别"),
    (as_csv(city_row(date="2021-13")), "无法识别"),
    (as_csv(city_row(date="2099-01")), "晚于今天"),
    (as_csv(city_row(source="")), "缺少来源说明"),
    (as_csv(city_row(document_number="")), "缺少文号"),
    (as_csv(city_row(batch="一")), "批次“一”"),
    (as_csv(city_row(kind="town")), "类别“town”"),
    (
        as_csv(city_row("某公司", "91110000600037342L", kind="enterprise")),
        "校验不通过",
    ),
    (b"x" * 500_001, "超过 500 KB"),
]


@pytest.mark.parametrize(("content", "words"), FAULTS)
def test_each_fault_is_told_and_nothing_is_stored(content, words):
    assert words in said(content)
    with pytest.raises(Invalid):
        import_listed(content, file_name="bad.csv", by=None)
    assert not PilotCity.objects.exists()
    assert not ListedImport.objects.exists()


def test_one_wrong_row_keeps_the_good_ones_out_too():
    content = as_csv(city_row(), city_row("江苏省常州市", "320401"))
    with pytest.raises(Invalid):
        import_listed(content, file_name="bad.csv", by=None)
    assert not PilotCity.objects.exists()


def test_a_byte_order_mark_is_no_fault():
    preview_listed(b"\xef\xbb\xbf" + as_csv(city_row()))


def test_only_a_national_lead_imports(people):
    for other in ("ndrc", "zhejiang_lead", "mof", "sysadmin"):
        with pytest.raises(NotAllowed):
            import_listed(as_csv(city_row()), file_name="a.csv", by=people[other])
    import_listed(as_csv(city_row()), file_name="a.csv", by=people["ndrc_lead"])


def test_the_command_reports_every_row_and_a_dry_run_writes_nothing():
    out = StringIO()
    call_command("import_listed", FIRST_BATCH, "--dry-run", stdout=out)
    assert "未写入任何数据" in out.getvalue()
    assert not PilotCity.objects.exists()
    out = StringIO()
    call_command("import_listed", FIRST_BATCH, stdout=out)
    assert "新增 9 条" in out.getvalue()
    assert "辽宁省沈阳市：新增" in out.getvalue()


def test_the_command_ends_with_the_sentences_of_what_is_wrong(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(as_csv(city_row(code="999999")))
    with pytest.raises(CommandError, match="第 2 行"):
        call_command("import_listed", str(path))
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("import_listed", str(tmp_path / "none.csv"))


def test_the_page_looks_first_and_imports_when_confirmed(client_as):
    client = client_as("ndrc_lead")
    file = SimpleUploadedFile("list.csv", as_csv(city_row()))
    looked = client.post(reverse("cities:listed-import-new"), {"file": file})
    assert looked.status_code == 200
    assert not PilotCity.objects.exists()
    signed = looked.context["confirm"].initial["content"]
    url = reverse("cities:listed-import-confirm")
    done = client.post(url, {"content": signed}, follow=True)
    assert "名单已导入" in done.content.decode()
    assert PilotCity.objects.get().code == "210100"


def test_the_page_says_what_is_wrong_with_the_file(client_as):
    client = client_as("ndrc_lead")
    file = SimpleUploadedFile("list.csv", as_csv(city_row(code="999999")))
    answer = client.post(reverse("cities:listed-import-new"), {"file": file})
    assert answer.status_code == 422
    assert "没有代码为“999999”的行政区划" in answer.content.decode()


def test_a_list_in_gbk_comes_in_by_the_page_under_its_own_digest(client_as):
    client = client_as("ndrc_lead")
    content = as_csv(city_row()).decode().encode("gbk")
    file = SimpleUploadedFile("list.csv", content)
    looked = client.post(reverse("cities:listed-import-new"), {"file": file})
    signed = looked.context["confirm"].initial["content"]
    client.post(reverse("cities:listed-import-confirm"), {"content": signed})
    assert PilotCity.objects.get().name == "辽宁省沈阳市"
    assert ListedImport.objects.get().digest == hashlib.sha256(content).hexdigest()


def test_a_tampered_confirmation_is_refused(client_as):
    url = reverse("cities:listed-import-confirm")
    answer = client_as("ndrc_lead").post(url, {"content": "forged"})
    assert answer.status_code == 422
    assert "预览已过期" in answer.content.decode()
