"""The PDF as a reader of paper meets it."""

import re
import subprocess
from shutil import which

import pytest

from documents.pdf import available
from reporting.services import make_document
from tests.factories.reporting import pilot_cities, report_of, spread

pytestmark = pytest.mark.slow


@pytest.fixture
def words(people, clock, tmp_path):
    """The text of the nation's PDF, page by page."""
    assert available(), "Pango is needed: apt-get install libpango-1.0-0"
    assert which("pdftotext"), "pdftotext is needed: apt-get install poppler-utils"
    clock.move_to("2026-11-23 09:00+08:00")
    spread(150)
    pilot_cities(30)
    _, snapshot = report_of("nation", "2026H2")
    path = tmp_path / "report.pdf"
    path.write_bytes(make_document(snapshot, "pdf").data)
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return snapshot, text.removesuffix("\f").split("\f")


def test_the_pdf_has_title_contents_parts_seal_and_digest(words):
    snapshot, pages = words
    whole = "".join(pages)
    flat = re.sub(r"\s", "", whole)
    assert "国家产教融合建设试点" in pages[0]
    assert "（2026年下半年）" in pages[0]
    assert "数据截至：2026年11月23日09:00" in re.sub(r"\s", "", pages[0])
    for heading in ("一、总体情况", "二、试点城市布局", "三、申报审核情况"):
        assert flat.count(heading) == 2  # in the contents and in its place
    assert "（盖章）" in flat
    assert snapshot.digest in flat
    assert f"受理申报{snapshot.data['totals']['submitted']}件" in flat


def test_a_long_table_repeats_its_head_and_unit_on_every_page(words):
    _, pages = words
    parted = [page for page in pages if "单位：件、工作日、个" in page]
    assert len(parted) >= 2
    assert all("管理单位" in page and "审核中" in page for page in parted)


def test_every_page_has_its_number(words):
    _, pages = words
    for number, page in enumerate(pages, 1):
        assert re.search(rf"—\s*{number}\s*—", page), number


def test_the_chart_is_drawn_with_its_words(words):
    _, pages = words
    whole = "".join(pages)
    assert "目标 50" in whole
    assert "图1" in whole
