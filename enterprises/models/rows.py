"""The tables of a cultivation application; rows of conditions carry evidence."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.choices import (
    ApprenticeshipKind,
    InvestmentKind,
    RightKind,
    SchoolKind,
)
from enterprises.models.cultivation import CultivationApplication
from enterprises.models.facts import YearFigures, amount, count, words
from workflow.models import SectionRow


class Row(SectionRow):
    """A row of one of the tables; a draft's row may be half filled in."""

    application = models.ForeignKey(
        CultivationApplication, models.CASCADE, related_name="%(class)ss"
    )

    class Meta(SectionRow.Meta):
        abstract = True


class YearRow(YearFigures, Row):
    """Figures of one of the last three years."""

    class Meta(Row.Meta):
        verbose_name = _("年度经营情况")

    def __str__(self) -> str:
        return f"{self.year}年"


class SchoolRow(Row):
    """Condition 1: a school, an enterprise university, a group."""

    kind = words(_("类型"), 12, choices=SchoolKind.choices)
    name = words(_("院校、机构或集团名称"))
    share = models.DecimalField(
        _("出资或持股比例（%）"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    since = models.DateField(_("起始日期"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("举办教育情况")

    def __str__(self) -> str:
        return self.name


class ApprenticeshipRow(Row):
    """Condition 2, first way: a pilot task of apprenticeship."""

    kind = words(_("类型"), 12, choices=ApprenticeshipKind.choices)
    name = words(_("试点任务名称"))
    document = words(_("批准文件及文号"))

    class Meta(Row.Meta):
        verbose_name = _("学徒制试点任务")

    def __str__(self) -> str:
        return self.name


class InternRow(Row):
    """Condition 2, second way: one stay of one student."""

    school = words(_("院校名称"), 100)
    number = words(_("学号"), 40)
    name = words(_("学生姓名"), 50)
    programme = words(_("专业"), 100)
    start = models.DateField(_("实习开始日期"), null=True, blank=True)
    end = models.DateField(_("实习结束日期"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("实习学生")

    def __str__(self) -> str:
        return self.name


class CertificateRow(Row):
    """Condition 3: a 1+X certificate whose pilot it carries."""

    name = words(_("职业技能等级证书名称"))
    document = words(_("试点通知或合作协议"))

    class Meta(Row.Meta):
        verbose_name = _("1+X证书试点任务")

    def __str__(self) -> str:
        return self.name


class ProgrammeRow(Row):
    """Condition 4: a programme point built with a school."""

    school = words(_("院校名称"), 100)
    name = words(_("学科专业名称"), 100)
    kind = words(_("合作方式"), 100, help_text=_("如订单班、共建专业等。"))
    students = count(_("在读学生（人）"))
    start = models.DateField(_("协议开始日期"), null=True, blank=True)
    end = models.DateField(_("协议结束日期"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("共建学科专业点")

    def __str__(self) -> str:
        return self.name


class InvestmentRow(Row):
    """Condition 5: a payment for a training base, or a donation; in yuan."""

    kind = words(_("类型"), 12, choices=InvestmentKind.choices)
    school = words(_("合作院校"), 100)
    project = words(_("项目或设备名称"))
    amount = amount(_("金额（元）"))
    paid_on = models.DateField(_("付款（交付）日期"), null=True, blank=True)
    voucher = words(_("凭证号"), 60)

    class Meta(Row.Meta):
        verbose_name = _("投入或捐赠")

    def __str__(self) -> str:
        return self.project


class RightRow(Row):
    """Condition 6: a right shared with a school."""

    kind = words(_("类型"), 12, choices=RightKind.choices)
    name = words(_("名称"))
    number = words(_("专利号或登记号"), 60)
    granted_on = models.DateField(_("授权（登记）日期"), null=True, blank=True)
    partner = words(_("共有院校"), 100)

    class Meta(Row.Meta):
        verbose_name = _("共有知识产权")

    def __str__(self) -> str:
        return self.name
