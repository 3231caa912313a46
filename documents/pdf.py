"""HTML to PDF in the look of GB/T 9704-2012: archivable (PDF/A-3a), no network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from documents.pdf_engine import engine
from ui.refusals import Refusal

NO_ENGINE = (
    "服务器缺少生成PDF所需的系统组件（Pango），暂时不能生成。请联系系统管理员安装。"
)


class NoEngine(Refusal):
    """Pango is missing on this machine."""

    status = 503
    code = "no-pdf"


def stylesheet(name: str) -> str:
    """The text of one of our own style sheets for paper."""
    found = finders.find(f"css/print/{name}.css")
    if not isinstance(found, str):
        raise ValueError(f"there is no print style {name}")
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
    style: str = "official",
) -> bytes:
    """PDF of a print template.

    `moment` is written as the document's date, so that the same snapshot gives the
    same file whenever it is rendered. Raises `NoEngine` where Pango is missing.
    """
    if engine is None:
        raise NoEngine(NO_ENGINE)
    html = render_html(
        template,
        {
            **context,
            "document_title": title,
            "document_moment": moment.isoformat(timespec="seconds"),
        },
    )
    # Only data: addresses are fetched, so that no document can reach out.
    fetcher = engine.urls.URLFetcher(allowed_protocols=("data",))
    data: bytes = engine.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[engine.CSS(string=stylesheet(style))],
        pdf_variant="pdf/a-3a",
        pdf_identifier=title.encode(),
    )
    return data


def available() -> bool:
    """Whether this machine can make PDF files."""
    return engine is not None
