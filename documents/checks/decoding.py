"""Text out of bytes: UTF-8, or the GBK that Chinese Excel writes."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from documents.checks.containers import Unfit

# GB18030 holds GBK and every rare character of personal names.
ENCODINGS = ("utf-8-sig", "gb18030")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes) -> str:
    """The text of a file; raises `Unfit` where it is none."""
    if content.startswith(UTF_16):
        raise Unfit(_not_text())
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(char < " " and char not in "\t\r\n\f" for char in text):
            return text
    raise Unfit(_not_text())


def _not_text() -> str:
    return _("无法读取文字。文件应为 UTF-8 或 GBK 编码的文本，请另存后重新上传。")
