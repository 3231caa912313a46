"""Reports are asked for, made again, and written out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import OrganisationKind
from accounts.models import Organisation, User
from documents.handlers import Made
from documents.models import Job
from documents.services import enqueue
from reporting.checks import period_issues
from reporting.choices import ReportFormat
from reporting.models import ProgressReport, Rendition, Snapshot
from reporting.pdf import as_html, as_json, as_pdf, file_name
from reporting.periods import Period
from reporting.permissions import can_request, lead_organisations
from reporting.scopes import Scope
from reporting.services.snapshots import take_snapshot, verified
from ui.refusals import Closed, Invalid, allow, refuse

RENDER_JOB = "progress_report"
MEDIA_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.JSON: "application/json",
}
Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, message: str) -> None:
    """Progress of a rendering that nobody watches."""


@transaction.atomic
def request_report(
    *,
    scope: Scope,
    period: Period,
    by: User,
    format: str = ReportFormat.PDF,
    now: datetime | None = None,
) -> tuple[ProgressReport, Job]:
    """Make (or reuse) the report of a scope and period, with fresh figures.

    Raises NotAllowed, Invalid for a period that has not begun, and Closed once the
    report has been submitted: its figures stand.
    """
    allow(can_request(by, scope.code))
    report, snapshot = prepare_report(scope=scope, period=period, by=by, now=now)
    return report, _render_later(snapshot, format, by=by, now=now)


@transaction.atomic
def prepare_report(
    *, scope: Scope, period: Period, by: User | None, now: datetime | None = None
) -> tuple[ProgressReport, Snapshot]:
    """The report's row and a fresh snapshot; `by` is None for the command."""
    now = now or timezone.now()
    refuse(period_issues(period, now))
    report = _row_of(scope, period, by, now)
    if not report.is_editable:
        label = report.stage_label
        raise Closed(
            _("该报告当前为“%s”，数据已冻结，不能重新取数。请使用“按原数据重新生成”。")
            % label
        )
    return report, take_snapshot(report=report, by=by, now=now)


@transaction.atomic
def regenerate(
    *,
    report: ProgressReport,
    by: User,
    format: str = ReportFormat.PDF,
    now: datetime | None = None,
) -> Job:
    """Make the file anew: with fresh figures before submission, afterwards with the
    frozen ones."""
    allow(can_request(by, report.scope))
    if report.is_editable:
        scope = Scope(report.managing_unit)
        return request_report(
            scope=scope, period=report.period, by=by, format=format, now=now
        )[1]
    snapshot = report.latest_snapshot()
    assert snapshot is not None  # blockers let none be submitted without
    return _render_later(snapshot, format, by=by, now=now)


def _render_later(
    snapshot: Snapshot, format: str, *, by: User, now: datetime | None
) -> Job:
    if format not in ReportFormat.values:
        raise Invalid(_("没有这种文件格式。"))
    rendition = Rendition.objects.create(
        snapshot=snapshot,
        format=format,
        requested_by=by,
        requested_at=now or timezone.now(),
    )
    rendition.job = enqueue(
        kind=RENDER_JOB,
        title=f"{snapshot.report.title}（{rendition.get_format_display()}）",
        params={"rendition": rendition.pk},
        owner=by,
    )
    rendition.save(update_fields=["job"])
    return rendition.job


def _row_of(
    scope: Scope, period: Period, by: User | None, now: datetime
) -> ProgressReport:
    applicant = _applicant_of(scope, by)
    report, made = ProgressReport.objects.select_for_update(of=("self",)).get_or_create(
        scope=scope.code,
        period_code=period.code,
        defaults={
            "title": title_of(scope, period),
            "applicant": applicant,
            "managing_unit": scope.unit,
            "created_by": by,
            "created_at": now,
            "stage_since": now,
        },
    )
    if not made and report.is_editable and report.applicant_id != applicant.pk:
        # The unit's own lead authority registered after the nation had asked.
        report.applicant = applicant
        report.save(update_fields=["applicant"])
    found: ProgressReport = report
    return found


def _applicant_of(scope: Scope, by: User | None) -> Organisation:
    """Whose report it is: the unit's lead authority, or the nation's that asks."""
    kind = OrganisationKind.UNIT_DEPARTMENT
    leads = Organisation.objects.active().filter(is_lead_authority=True)
    if scope.unit is None:
        kind = OrganisationKind.NATIONAL_DEPARTMENT
        mine = [o for o in (lead_organisations(by) if by else []) if o.kind == kind]
        existing = leads.filter(kind=kind).order_by("pk").first()
    else:
        mine = []
        of_unit = leads.filter(kind=kind, managing_unit=scope.unit)
        existing = of_unit.order_by("pk").first()
    fallback = lead_organisations(by) if by else []
    found = next(iter(mine), None) or existing or next(iter(fallback), None)
    if found is None:
        sentence = _("%s还没有登记牵头部门，不能生成进展报告。") % scope.name
        raise Invalid(sentence)
    return found


def title_of(scope: Scope, period: Period) -> str:
    """国家产教融合建设试点进展报告（2026年上半年）."""
    head = "国家" if scope.is_national else scope.name
    return f"{head}产教融合建设试点进展报告（{period.words}）"


def make_document(snapshot: Snapshot, format: str, progress: Progress = silent) -> Made:
    """Write a snapshot out; the digest is proven first. Raises AlteredSnapshot."""
    progress(0, 4, _("核对数据快照"))
    data = verified(snapshot)
    writers = {
        ReportFormat.PDF: as_pdf,
        ReportFormat.HTML: as_html,
        ReportFormat.JSON: as_json,
    }
    written = writers[ReportFormat(format)](data, snapshot.digest, progress)
    progress(3, 4, _("保存文件"))
    media_type = MEDIA_TYPES[ReportFormat(format)]
    return Made(file_name(data, format), media_type, written)
