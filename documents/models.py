"""Stored files, served only through permission, and background jobs."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from documents.choices import JobState
from documents.querysets import AttachmentQuerySet, JobQuerySet


def private_path(attachment: Attachment, filename: str) -> str:
    """Where the bytes lie: never a name that a user chose."""
    return f"attachments/{attachment.pk.hex[:2]}/{attachment.pk.hex}"


class Attachment(models.Model):
    """A file somebody uploaded or the portal made; private until linked and shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=private_path, max_length=200)
    name = models.CharField(_("文件名"), max_length=200)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name=_("所属单位")
    )
    created_at = models.DateTimeField(_("上传时间"), default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the bytes are handed out to those who may read them."""
        return reverse("documents:download", kwargs={"pk": self.pk})


class Job(models.Model):
    """A piece of background work; this row is the truth, the queue only a bell."""

    kind = models.CharField(_("事项"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    params = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs"
    )
    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.QUEUED
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    # Random per claim: a worker that lost its claim cannot finish another's work.
    claim = models.UUIDField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Moved by what the owner can see, not by the heartbeat.
    updated_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台任务")
        indexes = [
            models.Index(
                fields=["state", "heartbeat_at"],
                name="job_open",
                condition=Q(state__in=["queued", "running"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:job", kwargs={"pk": self.pk})

    @property
    def percent(self) -> int:
        if self.state == JobState.DONE:
            return 100
        return 100 * self.done // self.total if self.total else 0
