"""One look at an uploaded file: name, size, kind by content, and is it whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.checks.containers import Unfit, check_container, look_inside
from documents.checks.decoding import decode
from documents.checks.names import clean_name, ending_of
from documents.checks.papers import check_pdf
from documents.checks.pictures import check_picture
from documents.checks.sniff import Found, Mark, sniff
from documents.choices import FileKind
from documents.rules import MEDIA_TYPES, MEGABYTE, FileRule
from ui.refusals import Issue

# An Office file under a password is an old-style container with this part in it.
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
OFFICE = (FileKind.DOCX, FileKind.XLSX)


@dataclass(frozen=True)
class Examined:
    """What was found: clean name, media type, and what is wrong, if anything."""

    name: str
    media_type: str = ""
    issue: Issue | None = None


def examine(
    *, name: str, size: int, content: bytes, rule: FileRule, field: str = "file"
) -> Examined:
    """Look at a file; `content` may be cut off where `size` is over the limit."""
    shown = clean_name(name)
    kind = rule.kind_of(ending_of(shown))
    try:
        if kind is None:
            raise Unfit(_not_taken(ending_of(shown), rule))
        _check_size(size, rule)
        _check_content(content, kind, ending_of(shown), rule.max_unpacked)
    except Unfit as unfit:
        # The sentence begins with the file it is about: several may be sent at once.
        return Examined(shown, issue=Issue(field, f"“{shown}”：{unfit}"))
    return Examined(shown, MEDIA_TYPES[kind])


def _not_taken(ending: str, rule: FileRule) -> str:
    problem = _("不支持 %s 文件") % ending if ending else _("文件名没有扩展名")
    wanted = _("请上传 %s 格式的文件。") % rule.labels
    return f"{problem}，{wanted}"


def _check_size(size: int, rule: FileRule) -> None:
    if size == 0:
        raise Unfit(_("空文件（0 字节），请检查后重新上传。"))
    if size > rule.max_bytes:
        raise Unfit(
            _("文件大小为 %(size)s MB，超过 %(limit)s 的上限，请压缩或拆分后再上传。")
            % {"size": f"{size / MEGABYTE:.1f}", "limit": rule.size_words}
        )


def _check_content(
    content: bytes, kind: FileKind, ending: str, max_unpacked: int
) -> None:
    found = sniff(content)
    if found.mark == Mark.ZIP:
        found = look_inside(content)
    if found.mark == Mark.OLE and kind in OFFICE and ENCRYPTED_PART in content:
        raise Unfit(_("文件设有密码，无法打开。请取消密码后重新上传。"))
    if found.kind != kind:
        raise Unfit(_different(found, kind, ending))
    if kind == FileKind.PDF:
        check_pdf(content)
    elif kind in OFFICE:
        check_container(content, max_unpacked)
    elif kind == FileKind.CSV:
        decode(content)
    else:
        check_picture(content, kind)


def _different(found: Found, kind: FileKind, ending: str) -> str:
    return _(
        "扩展名是 %(ending)s，内容却是%(found)s，两者不符。"
        "请上传真正的 %(wanted)s 文件。"
    ) % {"ending": ending, "found": found.label, "wanted": kind.label}
