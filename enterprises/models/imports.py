"""An import of an authority's ledger: what was read, what was found, what was done."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.choices import JobState
from documents.models import Attachment, Job
from enterprises.choices import IMPORT_TONE, ImportState
from enterprises.querysets import EnterpriseImportQuerySet
from regions.models import ManagingUnit


class EnterpriseImport(models.Model):
    """One uploaded file on its way from dry run to import; safe to run twice."""

    file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name=_("文件")
    )
    file_name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(max_length=64)
    # NULL: the nation's enterprises.
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    document_name = models.CharField(_("发文名称"), max_length=200, blank=True)
    document_number = models.CharField(_("发文文号"), max_length=60, blank=True)
    document_date = models.DateField(_("发文日期"), null=True, blank=True)
    counts: Any = models.JSONField(_("核对结果"), default=dict)
    check_job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    import_job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    imported_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    # NULL: run on the server by the command.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("上传时间"), default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = EnterpriseImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业名单导入")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Its page: how far it is, what was found, and the confirmation."""
        return reverse("enterprises:ledger", args=[self.pk])

    @property
    def state(self) -> ImportState:
        """How far it is; needs both jobs."""
        if self.imported_at is not None:
            return ImportState.IMPORTED
        if self.import_job is not None:
            failed = self.import_job.state == JobState.FAILED
            return ImportState.NOT_IMPORTED if failed else ImportState.IMPORTING
        if self.checked_at is not None:
            broken = self.counts.get("broken")
            return ImportState.BROKEN if broken else ImportState.CHECKED
        failed = self.check_job is not None and self.check_job.state == JobState.FAILED
        return ImportState.UNREADABLE if failed else ImportState.CHECKING

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def state_tone(self) -> str:
        return IMPORT_TONE[self.state]
