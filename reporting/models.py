"""Progress reports, the frozen data they are made of, and the files made of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.models import Attachment, Job
from reporting.choices import NATION, NATION_NAME, REPORT_KIND, ReportFormat
from reporting.periods import Period, parse_period
from reporting.querysets import (
    FrozenQuerySet,
    ProgressReportQuerySet,
    RenditionQuerySet,
)
from workflow.choices import EDITABLE_STAGES
from workflow.models import Application

FINAL_WORDS = _("已定稿")


class ProgressReport(Application):
    """How the pilot stands in a managing unit, or in the nation, over a period."""

    KIND = REPORT_KIND

    # The unit's code or "nation"; beside `managing_unit`, so that one row is one
    # report is kept by the database.
    scope = models.CharField(_("范围"), max_length=6)
    period_code = models.CharField(_("报告期"), max_length=6)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("进展报告")
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "period_code"],
                name="report_once_per_scope_and_period",
                violation_error_message=_("该范围和报告期的报告已经存在。"),
            )
        ]

    @property
    def period(self) -> Period:
        return parse_period(self.period_code)

    @property
    def period_words(self) -> str:
        return self.period.words

    @property
    def scope_name(self) -> str:
        """浙江省, or 全国."""
        return str(NATION_NAME if self.is_national else self.managing_unit)

    @property
    def is_national(self) -> bool:
        return self.scope == NATION

    @property
    def is_editable(self) -> bool:
        """Whether new figures may still be taken."""
        return self.stage in EDITABLE_STAGES

    def latest_snapshot(self) -> Snapshot | None:
        """The newest frozen data; a report keeps every earlier one."""
        newest: Snapshot | None = self.snapshots.order_by("-number").first()
        return newest


class Snapshot(models.Model):
    """All figures of a report at one moment; never changed, never deleted."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField(_("快照序号"))
    data = models.JSONField()
    # SHA-256 over the canonical spelling of `data`.
    digest = models.CharField(_("数据摘要"), max_length=64)
    definitions = models.CharField(_("口径版本"), max_length=20)
    as_of = models.DateTimeField(_("数据截至"))
    taken_at = models.DateTimeField(_("取数时间"))
    # NULL: taken by the command on the server.
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("数据快照")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="snapshot_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}（第{self.number}次取数）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **{**kwargs, "force_insert": True})


class Rendition(models.Model):
    """A snapshot written out in one format; the file comes when its job is done."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="renditions")
    format = models.CharField(_("格式"), max_length=4, choices=ReportFormat.choices)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="rendition")
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, null=True, related_name="rendition"
    )
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(_("生成时间"), default=timezone.now)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("报告文件")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["snapshot", "format"],
                name="rendition_finished",
                condition=Q(attachment__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.get_format_display()}"
