"""Official lists bring enterprises in as records, with their document, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cities.models import ListedImport
from cities.services import import_listed, preview_listed
from enterprises.choices import Provenance, Standing
from enterprises.models import Enterprise, EnterpriseImport
from tests.enterprises.ledgers import as_csv, as_xlsx, code, row

pytestmark = pytest.mark.django_db
SEVEN = "cities/data/national_enterprises.csv"


def seven() -> bytes:
    with open(SEVEN, "rb") as file:
        return file.read()


def test_the_seven_national_enterprises_come_in_with_document_and_source():
    assert {line.outcome for line in preview_listed(seven())} == {"new"}
    assert not Enterprise.objects.exists()
    record = import_listed(seven(), file_name="firms.csv", by=None)
    assert (record.made, record.waiting) == (7, 0)
    for found in Enterprise.objects.all():
        assert (found.standing, found.provenance) == (
            Standing.NATIONAL,
            Provenance.IMPORT,
        )
        assert found.document_number == "发改办社会〔2021〕573号"
        # Only the month is known: no day is made up.
        assert found.document_date is None
        assert "核实依据" in found.source
        assert (found.credit_code, found.managing_unit) == (None, None)
        assert [name.name for name in found.names.all()] == [found.name]


def test_the_same_list_again_makes_nothing():
    first = import_listed(seven(), file_name="firms.csv", by=None)
    assert import_listed(seven(), file_name="firms.csv", by=None) == first
    assert Enterprise.objects.count() == 7
    assert {line.outcome for line in preview_listed(seven())} == {"there"}


def test_a_list_that_waited_comes_in_when_it_is_imported_again(monkeypatch):
    with monkeypatch.context() as without:
        without.setattr("cities.services.importing.takers", [])
        import_listed(seven(), file_name="firms.csv", by=None)
    assert not Enterprise.objects.exists()
    import_listed(seven(), file_name="firms.csv", by=None)
    assert Enterprise.objects.count() == 7
    assert ListedImport.objects.count() == 2


def test_the_command_takes_the_official_list():
    out = StringIO()
    call_command("import_enterprises", SEVEN, stdout=out)
    assert "新增 7 条" in out.getvalue()


def test_a_code_published_later_is_filled_in_by_name(tmp_path):
    call_command("import_enterprises", SEVEN, stdout=StringIO())
    path = tmp_path / "nation.csv"
    cells = {"企业名称": "鞍钢集团有限公司", "名单类别": "国家名单", "入库编号": ""}
    path.write_bytes(as_csv(row(1, **cells)))
    out = StringIO()
    call_command("import_enterprises", str(path), stdout=out)
    assert "新增 0 家，更新 1 家" in out.getvalue()
    assert Enterprise.objects.get(name="鞍钢集团有限公司").credit_code == code(1)
    assert Enterprise.objects.count() == 7


def test_the_command_imports_a_units_ledger_or_only_looks(tmp_path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(as_xlsx(row(1), row(2)))
    given = {"unit": "330000", "document": "浙发改〔2024〕1号"}
    call_command(
        "import_enterprises", str(path), dry_run=True, stdout=StringIO(), **given
    )
    assert not Enterprise.objects.exists()
    assert not EnterpriseImport.objects.exists()
    call_command("import_enterprises", str(path), stdout=StringIO(), **given)
    assert (
        Enterprise.objects.filter(
            managing_unit="330000", document_number="浙发改〔2024〕1号"
        ).count()
        == 2
    )


def test_the_command_names_the_rows_that_are_wrong(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_bytes(as_csv(row(1), row(2, 企业规模="巨型")))
    with pytest.raises(CommandError, match="第 3 行：没有“巨型”"):
        call_command("import_enterprises", str(path), unit="330000")
    with pytest.raises(CommandError, match="没有代码为 999999"):
        call_command("import_enterprises", str(path), unit="999999")
    assert not Enterprise.objects.exists()
