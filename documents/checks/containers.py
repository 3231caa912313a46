"""Office files are zip containers: bounded, well-formed, without macros."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext as _

from documents.checks.sniff import Found
from documents.choices import FileKind

MAX_ENTRIES = 5_000
# Sheets of a single repeated value pack about a hundredfold; bombs a thousandfold.
MAX_RATIO = 200
SMALL = 5 * 1024 * 1024
CHUNK = 64 * 1024
DOCX_MAIN = "word/document.xml"
XLSX_MAIN = "xl/workbook.xml"
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")


class Unfit(Exception):
    """The file cannot be taken; the text is a sentence for the user."""


def look_inside(content: bytes) -> Found:
    """What a zip container holds: a Word document, a workbook, or something else."""
    names = set(open_container(content).namelist())
    if "[Content_Types].xml" in names and DOCX_MAIN in names:
        return Found(FileKind.DOCX, _("Word 文档"))
    if "[Content_Types].xml" in names and XLSX_MAIN in names:
        return Found(FileKind.XLSX, _("Excel 工作簿"))
    if any(name.startswith("ppt/") for name in names):
        return Found(None, _("PowerPoint 文稿"))
    if "OFD.xml" in names:
        return Found(None, _("OFD 版式文件"))
    return Found(None, _("ZIP 压缩包"))


def open_container(content: bytes) -> zipfile.ZipFile:
    """The container, if its table of contents is whole."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, UnicodeError) as error:
        raise Unfit(_("文件已损坏，无法打开。请重新导出后再上传。")) from error


def check_container(content: bytes, max_unpacked: int) -> None:
    """Refuse bombs, macros, broken parts and too many bytes. Raises `Unfit`."""
    archive = open_container(content)
    entries = archive.infolist()
    _check_bounds(entries, len(content), max_unpacked)
    _check_macros(archive)
    unpacked = 0
    for entry in entries:
        unpacked += _read_part(archive, entry, unpacked, max_unpacked)
        # The table of contents may lie, so what was really unpacked counts again.
        _check_ratio(unpacked, len(content))


def _check_bounds(
    entries: list[zipfile.ZipInfo], packed: int, max_unpacked: int
) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unfit(
            _("文件内部含有 %(found)d 个部件，超过 %(limit)d 个的上限。")
            % {"found": len(entries), "limit": MAX_ENTRIES}
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unfit(_("文件设有密码，无法打开。请取消密码后重新上传。"))
    total = sum(entry.file_size for entry in entries)
    if total > max_unpacked:
        raise Unfit(_too_large(max_unpacked))
    _check_ratio(total, packed)


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1):
        raise Unfit(
            _(
                "文件的压缩比异常（解压后超过原大小的 %d 倍），"
                "可能是压缩炸弹，不予接收。"
            )
            % MAX_RATIO
        )


def _too_large(max_unpacked: int) -> str:
    size = max_unpacked // (1024 * 1024)
    return _("文件解压后超过 %d MB，不予接收。请拆分后再上传。") % size


def _check_macros(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    named = any(name.endswith(MACRO_PARTS) for name in names)
    named = named or any(name.startswith("xl/macrosheets/") for name in names)
    if named:
        raise Unfit(_("文件含有宏，不予接收。请另存为不含宏的 .docx 或 .xlsx 文件。"))


def _read_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, before: int, max_unpacked: int
) -> int:
    """Unpack one part within the bounds, XML through a parser; the bytes read."""
    parser = _strict_parser() if entry.filename.endswith((".xml", ".rels")) else None
    read = 0
    try:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                read += len(chunk)
                if before + read > max_unpacked:
                    raise Unfit(_too_large(max_unpacked))
                if parser:
                    parser.Parse(chunk, False)
        if parser and read:
            parser.Parse(b"", True)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise Unfit(_("文件已损坏，无法打开。请重新导出后再上传。")) from error
    return read


def _strict_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse(*_parts: object) -> None:
        # Office never writes a document type; it is how entities grow without end.
        raise Unfit(_("文件含有不允许的 XML 声明，不予接收。请重新导出后再上传。"))

    parser.StartDoctypeDeclHandler = refuse
    return parser
