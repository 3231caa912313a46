"""Files are taken by what is in them, and refused with a sentence."""

import codecs

import pikepdf
import pytest

from documents.checks import examine
from documents.choices import FileKind
from documents.rules import EVIDENCE, LETTER, FileRule
from tests.documents import samples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TABLE = FileRule(frozenset({FileKind.CSV}))
PROGRAM = b"MZ\x90\x00\x03" + bytes(200)


def sentence(name: str, content: bytes, rule: FileRule = EVIDENCE) -> str:
    """What a user is told about a file; "" when it is taken."""
    found = examine(name=name, size=len(content), content=content, rule=rule)
    return found.issue.sentence if found.issue else ""


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("推荐函.pdf", samples.pdf(), "application/pdf"),
        ("照片.JPG", samples.picture("JPEG"), "image/jpeg"),
        ("照片.jpeg", samples.picture("JPEG"), "image/jpeg"),
        ("图．ＰＮＧ", samples.picture("PNG"), "image/png"),
        ("名单.xlsx", samples.workbook(), "spreadsheetml.sheet"),
        ("方案.docx", samples.document(), "wordprocessingml.document"),
    ],
)
def test_real_files_are_taken_by_their_content(name, content, media_type):
    found = examine(name=name, size=len(content), content=content, rule=EVIDENCE)
    assert found.issue is None
    assert found.media_type.endswith(media_type)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("报告.pdf", PROGRAM, "扩展名是 .pdf，内容却是Windows 可执行程序，两者不符"),
        ("报告.pdf", b"\x7fELF\x02" + bytes(99), "内容却是Linux 可执行程序"),
        ("报告.pdf", samples.picture("JPEG"), "内容却是JPG 图片"),
        ("照片.jpg", samples.picture("PNG"), "扩展名是 .jpg，内容却是PNG 图片"),
        ("名单.xlsx", samples.document(), "内容却是Word 文档"),
        ("方案.docx", samples.container({"a.txt": "x"}), "内容却是ZIP 压缩包"),
        ("方案.docx", samples.container({"OFD.xml": "x"}), "内容却是OFD 版式文件"),
        ("方案.docx", OLE, "内容却是旧版 Office 文档（.doc、.xls）或加密文档"),
        ("照片.png", b"<html><script>1</script></html>", "内容却是网页或 XML 文件"),
        ("照片.png", b"<svg onload=alert(1)>", "内容却是网页或 XML 文件"),
        ("报告.pdf", b"#!/bin/sh\nrm -rf /", "内容却是脚本程序"),
        ("报告.pdf", "只是文字".encode(), "内容却是文本"),
        ("报告.pdf", b"\x00\x01\x02" * 50, "内容却是无法识别的格式"),
    ],
)
def test_a_content_that_belies_the_name_is_refused_naming_both(name, content, words):
    told = sentence(name, content)
    assert told.startswith(f"“{name}”：")
    assert words in told
    assert "请上传真正的" in told


@pytest.mark.parametrize("name", ["setup.exe", "页面.html", "宏.xlsm", "旧.doc"])
def test_a_kind_that_the_place_does_not_take_is_refused(name):
    ending = name[name.index(".") :]
    told = sentence(name, PROGRAM)
    assert f"不支持 {ending} 文件" in told
    assert "请上传 PDF、JPG、PNG、Word（docx）、Excel（xlsx） 格式的文件" in told


def test_a_name_without_ending_is_refused():
    assert "文件名没有扩展名" in sentence("推荐函", samples.pdf(), LETTER)


def test_an_empty_file_is_refused():
    assert sentence("空.pdf", b"") == "“空.pdf”：空文件（0 字节），请检查后重新上传。"


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    found = examine(
        name="大.pdf", size=12 * 1024 * 1024, content=samples.pdf(), rule=EVIDENCE
    )
    assert found.issue is not None
    assert "文件大小为 12.0 MB，超过 10 MB 的上限" in found.issue.sentence


def test_a_broken_pdf_is_refused():
    whole = samples.pdf(30)
    assert "PDF 不完整" in sentence("断.pdf", whole[: len(whole) // 2])
    torn = b"%PDF-1.7\n" + b"x" * 500 + b"%%EOF"
    assert "PDF 已损坏，无法打开" in sentence("断.pdf", torn)


@pytest.mark.parametrize(
    "lock",
    [
        pikepdf.Encryption(user="secret", owner="secret"),
        pikepdf.Encryption(user="", owner="secret"),
    ],
)
def test_a_locked_pdf_is_refused(lock):
    told = sentence("密.pdf", samples.pdf(encryption=lock))
    assert "PDF 设有密码或权限限制" in told


def test_a_pdf_without_pages_is_refused():
    assert "PDF 没有任何页面" in sentence("空白.pdf", samples.pdf(0))


@pytest.mark.parametrize("megabytes", [200, 40])
def test_a_zip_bomb_is_refused(megabytes):
    content = samples.bomb(megabytes)
    assert len(content) < 300_000
    told = sentence("炸.xlsx", content)
    assert ("解压后超过 150 MB" if megabytes == 200 else "压缩炸弹") in told


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    told = sentence("炸.xlsx", samples.lying_bomb(40))
    assert "文件已损坏" in told or "压缩炸弹" in told


def test_a_container_of_too_many_parts_is_refused():
    parts = {f"word/media/{number}.xml": "" for number in range(5_001)}
    told = sentence("多.docx", samples.document(**parts))
    assert "文件内部含有 5003 个部件，超过 5000 个的上限" in told


def test_macros_are_refused():
    told = sentence("宏.docx", samples.document(word__vbaProject__bin="x"))
    assert told == ""  # a part of another name is no macro
    content = samples.container(
        {
            "[Content_Types].xml": samples.TYPES,
            "word/document.xml": "<document/>",
            "word/vbaProject.bin": "x",
        }
    )
    assert "文件含有宏" in sentence("宏.docx", content)


def test_entities_that_grow_without_end_are_refused():
    laugh = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    told = sentence("笑.docx", samples.document(**{"word/styles.xml": laugh}))
    assert "文件含有不允许的 XML 声明" in told


def test_a_broken_workbook_is_refused():
    whole = samples.workbook()
    damaged = bytearray(whole)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[at : at + 40] = bytes(40)
    for broken in (whole[: len(whole) // 2], bytes(damaged)):
        assert "文件已损坏，无法打开" in sentence("坏.xlsx", broken)


def test_an_office_file_under_a_password_is_refused():
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    assert "文件设有密码" in sentence("密.xlsx", content)


def test_pictures_of_huge_dimensions_are_refused_before_they_are_drawn():
    told = sentence("巨.png", samples.huge_png(12_000, 9_000))
    assert "图片尺寸为 12000×9000 像素，超过 8000 万像素的上限" in told
    assert "超过 8000 万像素" in sentence("巨.png", samples.huge_png(60_000, 60_000))
    assert "超过 8000 万像素" in sentence("巨.jpg", samples.huge_jpeg(65_000, 65_000))


@pytest.mark.parametrize(("format", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_cut_off_picture_is_refused(format, ending):
    whole = samples.picture(format, (400, 300))
    told = sentence(f"断.{ending}", whole[: len(whole) // 2])
    assert "图片已损坏，无法打开" in told


@pytest.mark.parametrize(
    "content",
    [
        "名称,代码\n杭州市,330100\n".encode(),
        "名称,代码\n杭州市,330100\n".encode("utf-8-sig"),
        "名称,代码\n杭州市,330100\n".encode("gbk"),
        "姓名\n喆堃翀𠮷\n".encode("gb18030"),
        b"MZ,1\n",
    ],
)
def test_tables_in_utf8_and_gbk_are_taken(content):
    assert sentence("名单.csv", content, TABLE) == ""


def test_a_program_named_csv_is_refused():
    assert "内容却是Windows 可执行程序" in sentence("表.csv", PROGRAM, TABLE)
    assert "无法识别" in sentence("表.csv", b"a,b\x00\n", TABLE)
    utf16 = codecs.BOM_UTF16_LE + "ab".encode("utf-16-le")
    assert sentence("表.csv", utf16, TABLE) != ""
