"""Rows as a CSV file that office programs open as it is meant."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.facts import facts_of
from accounts.services import record_access
from ui.refusals import Invalid

# One file of this size opens at once in any office program.
EXPORT_ROWS = 5000


def as_csv(
    stem: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    """The file as a download, named by its day."""
    # The mark at the front lets office programs read the file as UTF-8.
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{stem}-{timezone.localdate():%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return answer


def harmless(cell: str) -> str:
    """An office program would run a cell that begins like a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def log_export(request: HttpRequest, detail: str) -> None:
    """Who took which rows out of the house."""
    record_access(
        kind=AccessKind.EXPORT,
        user=request.user,  # type: ignore[arg-type]
        request_facts=facts_of(request),
        detail=detail,
    )


class ExportMixin:
    """A list as a file: exactly the rows filtered; every export is in the access log.

    Beside a ListPage: `columns()` and `cells(row)` say what stands in the file.
    """

    request: HttpRequest
    rows: Any
    title: ClassVar[Any]
    stem: ClassVar[str]

    def columns(self) -> Sequence[str]:
        """The first line."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[str]:
        """The line of one row."""
        raise NotImplementedError

    def noted_filter(self) -> str:
        """What the access log keeps of how the rows were chosen."""
        return str(self.request.GET.urlencode())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or a sentence where it would be too long."""
        count = self.rows.count()
        if count > EXPORT_ROWS:
            raise Invalid(
                f"符合条件的记录有{count:,}条，超过一次导出的上限{EXPORT_ROWS:,}条，"
                "请缩小筛选范围后再导出。"
            )
        log_export(request, f"{self.title}，{count}条，{self.noted_filter()}")
        return as_csv(self.stem, self.columns(), map(self.cells, self.rows))
