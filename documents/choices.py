"""Closed lists of the documents room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    """How far a piece of background work has come."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("处理中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


class FileFormat(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class FileKind(TextChoices):
    """Kinds of file by what is in them, whatever their name says."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPG"
    PNG = "png", "PNG"
    DOCX = "docx", "Word（docx）"
    XLSX = "xlsx", "Excel（xlsx）"
    CSV = "csv", "CSV"
