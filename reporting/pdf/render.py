"""Draws the document: page fragment, HTML, PDF, or the bare data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from documents.pdf import render_html, render_pdf, stylesheet
from reporting.pdf.document import Document, document_of
from ui.charts import render_svg

# The type area of GB/T 9704 is 156 mm wide: 590 px at 96 dpi.
CHART_SIZE = (590, 250)
# Snapshot proven, charts, pages, file.
STEPS = 4
TEMPLATE = "print/reporting/progress_report.html"
Progress = Callable[[int, int, str], None]


def draw_pictures(document: Document) -> dict[str, Any]:
    """SVG of each chart by its caption; text stays text."""
    return {
        # ECharts escapes the names in it.
        picture.caption: mark_safe(render_svg(picture.chart, *CHART_SIZE))  # noqa: S308
        for part in document.parts
        for picture in part.pictures
    }


def page_context(data: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """Context of templates/print/reporting/body.html, for page and paper."""
    document = document_of(data, digest)
    return {"document": document, "pictures": draw_pictures(document)}


def as_html(data: Mapping[str, Any], digest: str, progress: Progress) -> bytes:
    """A file that stands alone: the rules of the print style are within it."""
    context = _drawn(data, digest, progress)
    context |= {
        "document_title": _title(data),
        "document_moment": data["taken_at"],
        "styles": _styles("official", "report"),
    }
    return render_html(TEMPLATE, context).encode()


def as_pdf(data: Mapping[str, Any], digest: str, progress: Progress) -> bytes:
    """A4 in the look of GB/T 9704, dated with the snapshot's own moment."""
    context = _drawn(data, digest, progress) | {"styles": _styles("report")}
    moment = datetime.fromisoformat(data["taken_at"])
    return render_pdf(TEMPLATE, context, title=_title(data), moment=moment)


def as_json(data: Mapping[str, Any], digest: str, progress: Progress) -> bytes:
    """The frozen figures themselves, with their digest."""
    progress(2, STEPS, _("写出数据"))
    shown = {"digest": digest, "data": data}
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, indent=1).encode()


def file_name(data: Mapping[str, Any], format: str) -> str:
    """浙江省产教融合建设试点进展报告（2026年上半年）.pdf."""
    return f"{_title(data)}.{format}"


def _drawn(data: Mapping[str, Any], digest: str, progress: Progress) -> dict[str, Any]:
    progress(1, STEPS, _("绘制图表"))
    context = page_context(data, digest)
    progress(2, STEPS, _("排版"))
    return context


def _title(data: Mapping[str, Any]) -> str:
    head = "国家" if data["scope"]["code"] == "nation" else data["scope"]["name"]
    return f"{head}产教融合建设试点进展报告（{data['period']['words']}）"


def _styles(*names: str) -> str:
    # Our own files: no tag hides in them, and escaping would break their quotes.
    return mark_safe("\n".join(map(stylesheet, names)))  # noqa: S308
