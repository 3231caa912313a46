"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.choices import FileKind

HEAD = 1024


class Mark(Enum):
    """What needs a second look."""

    OTHER = auto()
    ZIP = auto()
    OLE = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Found:
    """What the bytes say: the kind where a place may take it, and its name."""

    kind: FileKind | None
    label: str | Promise
    mark: Mark = Mark.OTHER


PDF = Found(FileKind.PDF, "PDF")
ZIP = Found(None, _("ZIP 压缩包"), Mark.ZIP)
MAGIC: tuple[tuple[bytes, Found], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", Found(FileKind.JPEG, _("JPG 图片"))),
    (b"\x89PNG\r\n\x1a\n", Found(FileKind.PNG, _("PNG 图片"))),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"MZ", Found(None, _("Windows 可执行程序"))),
    (b"\x7fELF", Found(None, _("Linux 可执行程序"))),
    (b"\xcf\xfa\xed\xfe", Found(None, _("可执行程序"))),
    (b"\xca\xfe\xba\xbe", Found(None, _("可执行程序"))),
    (b"#!", Found(None, _("脚本程序"))),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Found(None, _("旧版 Office 文档（.doc、.xls）或加密文档"), Mark.OLE),
    ),
    (b"Rar!", Found(None, _("RAR 压缩包"))),
    (b"7z\xbc\xaf\x27\x1c", Found(None, _("7z 压缩包"))),
    (b"\x1f\x8b", Found(None, _("GZIP 压缩包"))),
    (b"GIF8", Found(None, _("GIF 图片"))),
    (b"BM", Found(None, _("BMP 图片"))),
    (b"II*\x00", Found(None, _("TIFF 图片"))),
    (b"MM\x00*", Found(None, _("TIFF 图片"))),
    (b"{\\rtf", Found(None, _("RTF 文档"))),
)
LETTERS = (b"MZ", b"BM")
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"<?php")
UNKNOWN = Found(None, _("无法识别的格式"))
TEXT = Found(FileKind.CSV, _("文本"), Mark.TEXT)


def sniff(content: bytes) -> Found:
    """The kind by content; a container still has to be looked into."""
    head = content[:HEAD]
    binary = b"\x00" in content
    for start, found in MAGIC:
        # A text may well begin with the two letters of a program or a picture.
        if head.startswith(start) and (binary or start not in LETTERS):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Found(None, _("WebP 图片"))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        return Found(None, _("网页或 XML 文件"))
    if b"%PDF-" in head:
        # The standard lets a few bytes stand before the header.
        return PDF
    return UNKNOWN if binary else TEXT
