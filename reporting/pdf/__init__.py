"""Writes a snapshot out as document, page fragment or data; reads nothing else.

The same snapshot gives the same words and figures for ever: no clock, no query.
"""

from reporting.pdf.document import document_of
from reporting.pdf.render import as_html, as_json, as_pdf, file_name, page_context

__all__ = [
    "as_html",
    "as_json",
    "as_pdf",
    "document_of",
    "file_name",
    "page_context",
]
