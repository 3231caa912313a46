"""The child models of the test kinds: one field that may be missing, or sections."""

from django.db import models

from regions.models import Division
from workflow.models import Application, SectionRow


class TestApplication(Application):
    """An application whose path its round's rules name under `extra`."""

    KIND = "test_kind"
    __test__ = False  # not a test case, whatever its name

    goal = models.CharField("目标", max_length=200, blank=True)
    listed_step = models.BigIntegerField(null=True)
    delisted_step = models.BigIntegerField(null=True)


class DraftedApplication(Application):
    """An application that is filled in section by section."""

    KIND = "drafted_kind"

    goal = models.CharField("目标", max_length=50, blank=True)
    plan = models.TextField("安排", max_length=500, blank=True)
    budget = models.DecimalField(
        "预算（万元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField("开始日期", null=True, blank=True)


class StageRow(SectionRow):
    """A row without files."""

    application = models.ForeignKey(
        DraftedApplication, models.CASCADE, related_name="stage_rows"
    )
    name = models.CharField("名称", max_length=50, blank=True)
    share = models.PositiveIntegerField("比例", null=True, blank=True)

    class Meta(SectionRow.Meta):
        verbose_name = "阶段"


class WorkRow(SectionRow):
    """A row with files of its own."""

    application = models.ForeignKey(
        DraftedApplication, models.CASCADE, related_name="work_rows"
    )
    name = models.CharField("项目", max_length=50, blank=True)
    partner = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="合作地区",
    )
    done = models.BooleanField("已完成", default=False)

    class Meta(SectionRow.Meta):
        verbose_name = "合作项目"
