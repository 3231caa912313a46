"""PDF files: they open, have pages, and no lock."""

from __future__ import annotations

import io

import pikepdf
from django.utils.translation import gettext as _

from documents.checks.containers import Unfit

MAX_PAGES = 2_000


END_MARK = b"%%EOF"
# Some programs write a few bytes after the end mark.
TAIL = 2048


def check_pdf(content: bytes) -> None:
    """Refuse locked, broken, cut-off and empty PDF files. Raises `Unfit`."""
    if END_MARK not in content[-TAIL:]:
        raise Unfit(_("PDF 不完整，可能没有传完或没有导出完。请重新导出后再上传。"))
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Unfit(_locked())
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Unfit(_locked()) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unfit(_("PDF 已损坏，无法打开。请重新导出后再上传。")) from error
    if not pages:
        raise Unfit(_("PDF 没有任何页面，请重新导出后再上传。"))
    if pages > MAX_PAGES:
        raise Unfit(
            _("PDF 共 %(found)d 页，超过 %(limit)d 页的上限，请拆分后再上传。")
            % {"found": pages, "limit": MAX_PAGES}
        )


def _locked() -> str:
    return _("PDF 设有密码或权限限制。请取消密码和限制，另存后重新上传。")
