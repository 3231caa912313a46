"""Past reports, a new one, one report with its files, its preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import Job
from documents.views.jobs import JobView
from reporting.filters import ReportFilter
from reporting.forms import FormatForm, ReportForm
from reporting.models import ProgressReport, Rendition, Snapshot
from reporting.pdf import page_context
from reporting.permissions import can_read_reports, can_request, can_request_reports
from reporting.services import regenerate, request_report, verified
from reporting.tables import ReportTable
from ui.refusals import Verdict
from ui.text import number_in
from ui.views import (
    Action,
    ActionPage,
    Crumb,
    DetailPage,
    FormPage,
    JobPage,
    ListPage,
)
from ui.words import cn_datetime
from workflow.views.case import ApplicationDetailMixin

REPORTS = gettext_lazy("进展报告")
NO_JOB = JobView("", 0, done=True, failed=False, note="")


class ReportList(ListPage):
    """Past reports."""

    title = REPORTS
    subtitle = gettext_lazy("按冻结的数据生成，同一数据可以重新生成同样的报告。")
    table_class = ReportTable
    filterset_class = ReportFilter
    empty = gettext_lazy("没有符合条件的进展报告。")
    empty_yet = gettext_lazy("还没有进展报告。生成后，在此查看和下载。")

    def allow(self) -> Verdict:
        """The nation and the managing units."""
        return can_read_reports(self.request.user)

    def get_queryset(self) -> Any:
        """With the moment of the newest figures and whether a file is there."""
        newest = Snapshot.objects.filter(report=OuterRef("pk")).latest_first()
        files = Rendition.objects.finished().filter(snapshot__report=OuterRef("pk"))
        rows = ProgressReport.objects.visible_to(self.request.user).for_list()
        return rows.annotate(
            as_of=Subquery(newest.values("as_of")[:1]), has_file=Exists(files)
        )

    def get_actions(self) -> Sequence[Action]:
        """A new report, or why not."""
        verdict = can_request_reports(self.request.user)
        url = reverse("reporting:report-request")
        return [Action(_("生成报告"), url, "primary", "plus", verdict.reason)]


class ReportRequest(FormPage):
    """Ask for a report of a scope and period."""

    title = gettext_lazy("生成进展报告")
    form_class = ReportForm
    submit_label = gettext_lazy("生成")
    success_message = gettext_lazy("已开始生成，完成后可在本页下载。")

    def allow(self) -> Verdict:
        """Lead authorities only."""
        return can_request_reports(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        """Under the reports."""
        return [(str(REPORTS), reverse("reporting:reports")), (self.get_title(), None)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers what this person may ask for."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("reporting:reports")

    def perform(self, form: Any) -> ProgressReport:
        """Freeze the figures, queue the file."""
        report, _job = request_report(by=self.request.user, **form.cleaned_data)
        return report


class ReportObject:
    """One report that this user may see, with the trail to it."""

    request: HttpRequest
    object: Any

    def get_queryset(self) -> Any:
        """The nation sees all, a unit its own."""
        return ProgressReport.objects.visible_to(self.request.user).for_detail()

    def crumbs(self) -> Sequence[Crumb]:
        """Under the reports."""
        return [(str(REPORTS), reverse("reporting:reports")), (str(self.object), None)]


class ReportDetail(ReportObject, ApplicationDetailMixin, JobPage):
    """Progress, files, moves; a reload finds the work where it is."""

    template_name = "reporting/report.html"

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Newest first, without the data itself."""
        rows = self.object.snapshots.latest_first().defer("data")
        return list(rows.select_related("taken_by"))

    @cached_property
    def renditions(self) -> list[Rendition]:
        """All files and those on their way, newest first."""
        rows = Rendition.objects.filter(snapshot__report=self.object)
        related = rows.select_related("job", "attachment", "snapshot", "requested_by")
        return list(related.defer("snapshot__data"))

    @property
    def job(self) -> Job | None:
        """The newest work on this report."""
        return self.renditions[0].job if self.renditions else None

    def get_job(self) -> JobView:
        """Its state; where none was ever asked for, nothing is awaited."""
        return JobView.of(self.job) if self.job else NO_JOB

    def get_actions(self) -> Sequence[Action]:
        """Preview and regeneration."""
        verdict = can_request(self.request.user, self.object.scope)
        again = reverse("reporting:report-regenerate", args=[self.object.pk])
        found = [Action(_("重新生成"), again, "plain", "refresh", verdict.reason)]
        if self.snapshots:
            preview = reverse("reporting:report-preview", args=[self.object.pk])
            found.insert(0, Action(_("预览"), preview, "primary", "eye"))
        return found

    def facts(self) -> Sequence[tuple[str, Any]]:
        """Scope, period and the newest figures."""
        newest = self.snapshots[0] if self.snapshots else None
        return [
            (_("范围"), self.object.scope_name),
            (_("报告期"), self.object.period_words),
            (_("报告单位"), self.object.applicant),
            (_("编号"), self.object.number or _("提交后编号")),
            (_("数据截至"), cn_datetime(newest.as_of) if newest else ""),
            (_("数据摘要"), newest.digest if newest else ""),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/reporting/report.html."""
        own = {
            "snapshots": self.snapshots,
            "renditions": self.renditions,
            "newest_job": self.job,
        }
        return super().get_context_data(**{**own, **kwargs})


class ReportRegenerate(ReportObject, ActionPage):
    """Make the file anew: with fresh figures, or once submitted with the frozen."""

    title = gettext_lazy("重新生成报告")
    form_class = FormatForm
    submit_label = gettext_lazy("重新生成")
    success_message = gettext_lazy("已开始重新生成。")

    def allow(self) -> Verdict:
        """The nation, or the report's own unit."""
        return can_request(self.request.user, self.object.scope)

    def get_question(self) -> str:
        """Which of the two it will be."""
        if self.object.is_editable:
            return _("将按现在的数据重新取数并生成报告，原有数据和文件保留。")
        return _("报告已提交，将按已冻结的数据重新生成文件，数据不变。")

    def facts(self) -> Sequence[tuple[str, Any]]:
        """Which report."""
        return [
            (_("范围"), self.object.scope_name),
            (_("报告期"), self.object.period_words),
            (_("当前环节"), self.object.stage_label),
        ]

    def get_cancel_url(self) -> str:
        """Back to the report."""
        return str(self.object.get_absolute_url())

    def perform(self, form: Any) -> ProgressReport:
        """Queue the new file."""
        chosen = form.cleaned_data["format"]
        regenerate(report=self.object, by=self.request.user, format=chosen)
        return self.object


class ReportPreview(ReportObject, DetailPage):
    """The newest snapshot as a page; the same words and figures as on paper."""

    template_name = "reporting/preview.html"

    @cached_property
    def snapshot(self) -> Snapshot:
        """The newest one, or the one asked for by number."""
        asked = self.request.GET.get("snapshot", "")
        rows = self.object.snapshots.latest_first()
        found = rows.filter(number=number_in(asked)) if asked else rows
        snapshot = found.first()
        if snapshot is None:
            raise Http404
        return snapshot

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The digest is proven before a word is shown."""
        self.data = verified(self.snapshot)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """See templates/reporting/preview.html."""
        drawn = page_context(self.data, self.snapshot.digest)
        context = {"snapshot": self.snapshot, **drawn}
        return super().get_context_data(**{**context, **kwargs})
