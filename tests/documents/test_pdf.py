"""PDF files: the look of GB/T 9704 measured, archivable, repeatable, no network."""

import copy
import io
import re
import subprocess
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as django_settings

from documents import pdf as pdf_room
from documents.pdf import NoEngine, render_pdf
from documents.typesetting import open_quotes

MOMENT = datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=8)))
TITLE = "浙江省国家产教融合建设试点进展报告"
MM = 72 / 25.4
PROSE = (
    "截至2026年6月30日，全国共列入国家产教融合试点城市21个（含计划单列市、直辖市核心区），"
    "比上年同期增加6个；“十四五”期间累计投入专项资金1,250.00万元，其中：中央预算内投资"
    "占43.62%，地方配套占56.38%。请各地按照《国家产教融合建设试点实施方案》"
    "（发改社会〔2019〕1558号）要求，抓紧推进。喆、堃、翀等生僻字应当正常显示。"
)


@pytest.fixture(autouse=True)
def _print_templates(settings):
    """The templates of these tests beside those of the portal."""
    found = copy.deepcopy(django_settings.TEMPLATES)
    found[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = found


@cache
def sample() -> bytes:
    """A report with all that a report has."""
    rows = [
        (f"第{n}个城市", "2026年6月30日", f"{n * 1234.5:,.2f}") for n in range(1, 47)
    ]
    context = {"rows": rows, "texts": [PROSE] * 6, "chart": ""}
    return render_pdf("print/sample.html", context, title=TITLE, moment=MOMENT)


def text_of(data: bytes, *options: str) -> str:
    """What pdftotext reads."""
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(
        command, input=data, capture_output=True, check=True
    ).stdout.decode()


def words_of(data: bytes) -> list[list[tuple[float, float, float, str]]]:
    """Words by page: left, right, top in points, text."""
    pattern = re.compile(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" .*?>(.*?)</word>'
    )
    pages = text_of(data, "-bbox").split("<page ")[1:]
    return [
        [
            (float(x), float(end), float(y), text)
            for x, y, end, text in pattern.findall(p)
        ]
        for p in pages
    ]


def test_a_page_holds_22_lines_of_28_characters():
    data = render_pdf(
        "print/grid.html", {"text": "国" * 28 * 60}, title=TITLE, moment=MOMENT
    )
    second = text_of(data, "-layout").split("\f")[1]
    lines = [line.strip() for line in second.splitlines() if "国" in line]
    assert [len(line) for line in lines] == [28] * 22


def test_the_type_area_stands_where_the_standard_puts_it():
    data = render_pdf(
        "print/grid.html", {"text": "国" * 28 * 60}, title=TITLE, moment=MOMENT
    )
    lines = [word for word in words_of(data)[1] if "国" in word[3]]
    assert min(left for left, _end, _top, _text in lines) == pytest.approx(
        28 * MM, abs=1
    )
    assert max(end for _left, end, _top, _text in lines) == pytest.approx(
        184 * MM, abs=2
    )
    pitch = (lines[-1][2] - lines[0][2]) / (len(lines) - 1)
    assert pitch == pytest.approx(28.95, abs=0.05)


def test_chinese_lines_end_at_one_edge():
    data = render_pdf(
        "print/grid.html", {"text": PROSE * 5}, title=TITLE, moment=MOMENT
    )
    ends = [end for _left, end, _top, text in words_of(data)[0] if len(text) > 15]
    assert len(ends) > 12
    assert max(ends) - min(ends) < 1


def test_a_line_may_break_before_an_opening_quote():
    html = (
        "<head><title>加“强”</title></head><body><p>个；“十四五”期间（“好”）</p></body>"
    )
    opened = open_quotes(html)
    assert "<title>加“强”</title>" in opened
    assert "个；\u200b“十四五”\u200b期间（“好”）" in opened
    data = render_pdf("print/grid.html", {"text": PROSE}, title=TITLE, moment=MOMENT)
    assert "\u200b" not in text_of(data)


def test_page_numbers_stand_outside_between_dashes():
    upright = words_of(sample())[:4]
    for number, page in enumerate(upright, start=1):
        left, top = next(
            (w[0], w[2]) for w in page if w[3] == str(number) and w[2] > 740
        )
        assert (left > 300) == bool(number % 2)
        assert top == pytest.approx((297 - 35 + 7) * MM, abs=8)


def test_heads_and_unit_lines_stand_again_on_every_page():
    pages = text_of(sample(), "-layout").split("\f")
    table = [page for page in pages if "列入日期" in page]
    assert len(table) >= 2
    assert all("单位：万元" in page for page in table)
    assert sum(bool(re.search(r"表1\s+试点城市名单", page)) for page in pages) == 1


def test_the_text_is_whole_and_the_contents_know_their_pages():
    pages = text_of(sample(), "-layout").split("\f")
    assert "喆、堃、翀等生僻字应当正常显示。" in "".join(pages)
    assert "（盖章）" in "".join(pages)
    for heading in ("一、总体情况", "二、申报审核情况"):
        line = next(line for line in pages[0].splitlines() if heading in line)
        assert line.strip().startswith(heading)
        page = int(re.search(r"(\d+)\s*$", line)[1])
        assert heading in pages[page - 1]
    assert "国家产教融合建设试点" in pages[0]


def test_wide_tables_lie_across():
    with pikepdf.open(io.BytesIO(sample())) as document:
        sizes = [[float(side) for side in page.mediabox[2:]] for page in document.pages]
    assert sizes[0] == pytest.approx([210 * MM, 297 * MM], abs=0.1)
    assert sizes[-1] == pytest.approx([297 * MM, 210 * MM], abs=0.1)


def test_the_file_may_be_archived():
    with pikepdf.open(io.BytesIO(sample())) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "zh-Hans"
        assert document.docinfo["/Title"] == TITLE
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260701090000")
        fonts = [
            font for page in document.pages for font in page.Resources.Font.values()
        ]
        for font in fonts:
            (inner,) = font.DescendantFonts
            described = inner.FontDescriptor
            assert "/FontFile3" in described or "/FontFile2" in described


def test_the_same_context_gives_the_same_bytes():
    assert sample.__wrapped__() == sample()


def test_nothing_is_fetched_from_disk_or_network(tmp_path, caplog):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    chart = f'<img src="file://{secret}"><img src="http://127.0.0.1:9/x.png">'
    context = {"rows": [], "texts": [], "chart": chart}
    data = render_pdf("print/sample.html", context, title=TITLE, moment=MOMENT)
    assert data.startswith(b"%PDF-")
    assert caplog.text.count("disallowed protocol") == 2


def test_without_pango_the_user_is_told_and_the_site_stands(monkeypatch):
    monkeypatch.setattr(pdf_room, "engine", None)
    assert not pdf_room.available()
    with pytest.raises(NoEngine, match="缺少生成 PDF 所需的系统组件（Pango）"):
        render_pdf("print/grid.html", {}, title=TITLE, moment=MOMENT)


def test_a_style_that_is_not_there_is_named():
    with pytest.raises(LookupError, match="no print style"):
        pdf_room.stylesheet("other")
