"""Real files for the tests, made on the spot."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

TYPES = '<?xml version="1.0"?><Types/>'


def pdf(pages: int = 1, **save: object) -> bytes:
    """A PDF with empty pages; `encryption=` locks it."""
    document = pikepdf.new()
    for _number in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def picture(format: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture with something on it."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, format)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head claims a huge size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\x00" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def huge_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose head claims a huge size."""
    small = picture("JPEG", (16, 16))
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", height, width) + small[at + 4 :]


def workbook() -> bytes:
    """A workbook as Excel would save it."""
    book = Workbook()
    book.active.append(["城市", "投资（万元）"])
    book.active.append(["杭州市", 1250])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def container(parts: dict[str, bytes | str]) -> bytes:
    """A zip container of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(**parts: bytes | str) -> bytes:
    """A Word document; further parts by name, with __ for a slash."""
    more = {name.replace("__", "/"): content for name, content in parts.items()}
    base = {"[Content_Types].xml": TYPES, "word/document.xml": "<document/>"}
    return container(base | more)


def bomb(megabytes: int) -> bytes:
    """A workbook of a few kilobytes that unpacks to `megabytes`."""
    spaces = b"<a>" + b" " * (megabytes * 1024 * 1024) + b"</a>"
    return container(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": spaces,
        }
    )


def lying_bomb(megabytes: int) -> bytes:
    """The same, with a table of contents that says 100 bytes."""
    honest = bomb(megabytes)
    size = struct.pack("<I", megabytes * 1024 * 1024 + 7)
    return honest.replace(size, struct.pack("<I", 100))


def upload(name: str, content: bytes, media_type: str = "") -> SimpleUploadedFile:
    """An upload as a form receives it; the type it claims does not matter."""
    return SimpleUploadedFile(name, content, media_type or "application/pdf")
