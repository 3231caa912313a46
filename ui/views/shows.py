"""Pages that show: a list, one object, a piece of background work."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from ui.middleware import is_htmx
from ui.views.base import ObjectMixin, Page


class ListPage(Page):
    """Rows with filter, sorted heads, count and pages; all of it in the URL.

    Declare `title`, `table_class`, `filterset_class` (or None) and `get_queryset()`;
    `empty` is said where the filter finds nothing, `empty_yet` where there is none.
    """

    template_name = "generic/list.html"
    partial_template_name = "generic/list_rows.html"
    queryset: ClassVar[QuerySet[Any] | None] = None
    filterset_class: ClassVar[type[FilterSet] | None] = None
    table_class: ClassVar[type[Table]]
    paginate_by: ClassVar[int] = 50
    empty: ClassVar[Any] = "没有符合条件的记录。"
    empty_yet: ClassVar[Any] = ""
    export_formats: ClassVar[Sequence[str]] = ("xlsx", "csv")

    def get_queryset(self) -> QuerySet[Any]:
        """The rows this user may see."""
        return ObjectMixin.get_queryset(self)  # type: ignore[arg-type]

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filter bound to the URL."""
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET, queryset=self.get_queryset(), request=self.request
        )

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Filtered rows; a filter with a mistake in it shows none."""
        if self.filterset is None:
            return self.get_queryset()
        valid = self.filterset.is_valid()
        return self.filterset.qs if valid else self.filterset.queryset.none()

    def make_table(self) -> Table:
        """All rows, before they are sorted and parted into pages."""
        # A table that is given the request counts its rows at once, wanted or not.
        return self.table_class(self.rows)

    def get_table(self) -> Table:
        """The table on its page."""
        table = self.make_table()
        paging = {"per_page": self.paginate_by, "silent": True}
        RequestConfig(self.request, paginate=paging).configure(table)
        return table

    def ordered_rows(self) -> Any:
        """The rows in the order of the page, also where its heads were sorted by."""
        table = self.make_table()
        RequestConfig(self.request, paginate=False).configure(table)
        return table.data.data

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/list.html."""
        table = self.get_table()
        context = {
            "table": table,
            "count": table.paginator.count,
            "filterset": self.filterset,
            "empty": self.empty,
            "empty_yet": self.empty_yet or self.empty,
            "export_url": self.get_export_url(),
            "export_formats": self.export_formats,
            "rows_template": self.partial_template_name,
        }
        return super().get_context_data(**{**context, **kwargs})

    def get_export_url(self) -> str:
        """Where the same rows come as a file; "" for no export."""
        return ""

    def get_template_names(self) -> list[str]:
        """htmx gets the rows alone."""
        if is_htmx(self.request) and not self.request.headers.get("HX-Boosted"):
            return [self.partial_template_name]
        return [self.template_name]


class DetailPage(ObjectMixin, Page):
    """One object: facts at the left, stage, actions and files at the side.

    Extend templates/generic/detail.html, or give `facts()` for a plain one.
    """

    template_name = "generic/detail.html"

    def get_title(self) -> str:
        """The object's own name unless the class has a title."""
        return str(self.title or self.object)

    def facts(self) -> Sequence[tuple[str, Any]]:
        """Rows of (label, value) for the facts table."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/detail.html."""
        context = {"object": self.object, "fact_rows": self.facts()}
        return super().get_context_data(**{**context, **kwargs})


class JobPage(DetailPage):
    """A piece of background work, polled by htmx, or by a link without it.

    `get_job()` gives state_label, percent, done, failed, note of `self.object`.
    """

    template_name = "generic/job.html"

    def get_job(self) -> Any:
        """What components/job.html draws."""
        return self.object

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the fragment; at the end the page is loaded afresh."""
        response = super().get(request, *args, **kwargs)
        job = self.get_job()
        if is_htmx(request) and (job.done or job.failed):
            response["HX-Refresh"] = "true"
        return response

    def get_template_names(self) -> list[str]:
        """htmx gets the fragment alone."""
        partial = is_htmx(self.request)
        return ["components/job.html" if partial else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/generic/job.html."""
        url = self.request.path
        context = {"job": self.get_job(), "job_url": url, "url": url}
        return super().get_context_data(**{**context, **kwargs})
