"""The repeating tables of a nomination; every row keeps its place in its table."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cities.choices import BaseField, HostType, PolicyKind, ProblemKind, TaskArea
from cities.models.nomination import LONG, CityNomination, amount
from regions.models import Division
from workflow.models import SectionRow


class Row(SectionRow):
    """A row of one of the tables; a draft's row may be half filled in."""

    PARENT = "nomination"

    nomination = models.ForeignKey(
        CityNomination, models.CASCADE, related_name="%(class)ss"
    )

    class Meta(SectionRow.Meta):
        abstract = True


class GoalRow(Row):
    """A goal with its unit, its baseline and a value for each of five years."""

    indicator = models.CharField(_("指标"), max_length=200, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    baseline = amount(_("基期值"))
    year1 = amount(_("第 1 年"))
    year2 = amount(_("第 2 年"))
    year3 = amount(_("第 3 年"))
    year4 = amount(_("第 4 年"))
    year5 = amount(_("第 5 年"))

    class Meta(Row.Meta):
        verbose_name = _("分年度目标")

    def __str__(self) -> str:
        return self.indicator


class MeasureRow(Row):
    """A measure in one of the five task areas: 到单位、到事、到人."""

    area = models.CharField(
        _("任务方向"), max_length=12, choices=TaskArea.choices, blank=True
    )
    measure = models.TextField(_("具体举措"), max_length=1000, blank=True)
    unit = models.CharField(_("责任单位"), max_length=200, blank=True)
    person = models.CharField(_("责任人"), max_length=50, blank=True)
    deadline = models.DateField(_("完成时限"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("任务举措")

    def __str__(self) -> str:
        return self.measure


class IndustryRow(Row):
    """An industry to be built up, the cluster it stands on, who leads it."""

    name = models.CharField(_("行业"), max_length=100, blank=True)
    cluster = models.CharField(_("依托产业集群"), max_length=300, blank=True)
    department = models.CharField(_("牵头部门"), max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("拟打造行业")

    def __str__(self) -> str:
        return self.name


class EnterpriseRow(Row):
    """An enterprise to be cultivated; the code may be added later."""

    name = models.CharField(_("企业名称"), max_length=200, blank=True)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, blank=True, help_text=_("可暂不填写。")
    )
    direction = models.CharField(_("培育方向"), max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("拟培育企业")

    def __str__(self) -> str:
        return self.name


class TrainingBaseRow(Row):
    """A planned training base and where its money comes from (万元)."""

    name = models.CharField(_("基地名称"), max_length=200, blank=True)
    field = models.CharField(
        _("服务领域"), max_length=16, choices=BaseField.choices, blank=True
    )
    host = models.CharField(
        _("依托主体"), max_length=12, choices=HostType.choices, blank=True
    )
    central = amount(_("中央预算内投资（万元）"))
    local = amount(_("地方财政（万元）"))
    enterprise = amount(_("企业投入（万元）"))
    bond = amount(_("债券（万元）"))
    loan = amount(_("贷款及其他（万元）"))
    starts_on = models.DateField(_("开工时间"), null=True, blank=True)
    ends_on = models.DateField(_("建成时间"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("拟建实训基地")
        constraints = [
            models.CheckConstraint(
                name="training_base_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("建成时间不能早于开工时间。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PolicyRow(Row):
    """A policy that supports the pilot, in force or to be made."""

    name = models.CharField(_("政策名称"), max_length=200, blank=True)
    kind = models.CharField(
        _("类别"), max_length=10, choices=PolicyKind.choices, blank=True
    )
    number = models.CharField(_("文号"), max_length=60, blank=True)
    content = models.TextField(_("主要内容"), max_length=1000, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("支持政策")

    def __str__(self) -> str:
        return self.name


class PairingRow(Row):
    """Pairing of an eastern city with a place in the west or centre."""

    partner = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("结对地区"),
    )
    agreement = models.CharField(_("协议名称"), max_length=200, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    ends_on = models.DateField(_("到期日期"), null=True, blank=True)
    content = models.TextField(_("帮扶内容"), max_length=1000, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("结对帮扶")
        constraints = [
            models.CheckConstraint(
                name="pairing_ends_after_signing",
                condition=Q(signed_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("signed_on")),
                violation_error_message=_("到期日期不能早于签订日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.agreement


class ProblemRow(Row):
    """An item of the 改革问题清单."""

    item = models.TextField(_("问题"), max_length=1000, blank=True)
    kind = models.CharField(
        _("类别"), max_length=12, choices=ProblemKind.choices, blank=True
    )
    owner = models.CharField(_("责任单位"), max_length=200, blank=True)
    due = models.DateField(_("解决时限"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("改革问题")

    def __str__(self) -> str:
        return self.item


class PolicyItemRow(Row):
    """An item of the 政策清单: what will be issued or carried out, by whom, by when."""

    item = models.TextField(_("政策事项"), max_length=LONG, blank=True)
    kind = models.CharField(
        _("类别"), max_length=10, choices=PolicyKind.choices, blank=True
    )
    owner = models.CharField(_("责任单位"), max_length=200, blank=True)
    due = models.DateField(_("落实时限"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("政策事项")

    def __str__(self) -> str:
        return self.item
