"""Lists that go out as files: what a file holds, how it is written, who asked for it.

A list page becomes an export by `documents.views.exports.ExportMixin`; nothing has to
be registered, the address names it. Up to `sheets.EXPORT_ROWS` rows are the answer
itself; more are background work of the kind `EXPORT_JOB`.
"""

from documents.exports.orders import EXPORT_JOB, Order, page_of
from documents.exports.sheets import Cell, Sheet
from documents.exports.writing import write_file

__all__ = ["EXPORT_JOB", "Cell", "Order", "Sheet", "page_of", "write_file"]
