"""HTML to PDF in the look of GB/T 9704-2012: archivable (PDF/A-3a), no network."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from documents.pdf_engine import engine
from documents.typesetting import open_quotes
from ui.refusals import Refusal

AUTHOR = "国家产教融合建设试点管理平台"


class NoEngine(Refusal):
    """Pango is missing on this machine."""

    status = 503
    code = "no-pdf"


def available() -> bool:
    """Whether this machine can make PDF files."""
    return engine is not None


def stylesheet(name: str) -> str:
    """The text of one of our own style sheets for paper."""
    found = finders.find(f"css/print/{name}.css")
    if not isinstance(found, str):
        raise LookupError(f"there is no print style {name!r}")
    return Path(found).read_text(encoding="utf-8")


def render_html(template: str, context: dict[str, Any]) -> str:
    """The page that goes to paper; the same stands in the preview."""
    return render_to_string(template, context)


def render_pdf(
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    moment: datetime,
    author: str = AUTHOR,
    style: str = "official",
) -> bytes:
    """PDF of a print template (one that extends print/base.html).

    `moment` is written as the document's date, so that the same context gives the
    same bytes whenever it is rendered. Raises `NoEngine` where Pango is missing.
    """
    if engine is None:
        raise NoEngine(
            _(
                "服务器缺少生成 PDF 所需的系统组件（Pango），"
                "暂时不能生成。请联系系统管理员。"
            )
        )
    facts = {
        "document_title": title,
        "document_author": author,
        "document_moment": moment.isoformat(timespec="seconds"),
    }
    html = open_quotes(render_html(template, {**context, **facts}))
    # Only data: addresses are fetched: no document can reach the network or the disk.
    fetcher = engine.urls.URLFetcher(allowed_protocols=("data",))
    data: bytes = engine.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[engine.CSS(string=stylesheet(style), url_fetcher=fetcher)],
        # Widths of columns stand in `width=`, for pages allow no inline style.
        presentational_hints=True,
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
    )
    return data
