"""Closed lists of the reporting room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NATION = "nation"
NATION_NAME = _("全国")
REPORT_KIND = "progress_report"


class ReportFormat(TextChoices):
    """In which form a snapshot is written out."""

    PDF = "pdf", _("PDF 文档")
    HTML = "html", _("网页文件")
    JSON = "json", _("数据文件")


class TileSubject(TextChoices):
    """What the tiles of the dashboard count."""

    APPLICATIONS = "applications", _("申报事项")
    CITIES = "cities", _("试点城市")
