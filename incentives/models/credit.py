"""The credit ledger: 30% of vocational-education investment against two surcharges.

财税〔2019〕46号. A taxpayer (the pool enterprise, or a member unit of its group: each
credits its own surcharges, nothing is pooled) has an account; an account has filing
periods that do not overlap; a period has numbered versions of its statement, of which
the newest filed one counts; a statement has lines. What follows from all that is kept
in results, which are only ever added. The tax office decides; this is a record and an
estimate.
"""

from __future__ import annotations

import uuid
from dataclasses import fields
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.models import Attachment
from enterprises.models import Enterprise
from enterprises.models.register import days_of
from incentives.choices import (
    INVESTMENTS,
    FilingTerm,
    LineDecision,
    LineKind,
    Relief,
    StatementState,
)
from incentives.credit import CENT, FIRST_DAY
from incentives.ledger import Content, Figures, LineInput, period_label
from incentives.models.money import yuan
from incentives.querysets import (
    CreditAccountQuerySet,
    CreditLineDecisionQuerySet,
    CreditLineQuerySet,
    CreditPeriodQuerySet,
    CreditResultQuerySet,
    CreditStatementQuerySet,
)

FIGURES = tuple(field.name for field in fields(Figures))
CONTENT = tuple(field.name for field in fields(Content))


class CreditAccount(models.Model):
    """A taxpayer's ledger under a pool enterprise, itself or a member of its group."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # On whose place in the pool the credit rests.
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="credit_accounts"
    )
    # The member's own record, where it has one.
    member = models.ForeignKey(
        Enterprise,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="credit_accounts_as_member",
    )
    # A taxpayer has one ledger, in whatever group: a member is never counted twice.
    credit_code = models.CharField(
        _("纳税人识别号（统一社会信用代码）"),
        max_length=18,
        unique=True,
        error_messages={"unique": _("该纳税人已有抵免台账，不能重复建账。")},
    )
    name = models.CharField(_("纳税人名称"), max_length=200)
    is_member = models.BooleanField(_("集团成员单位"), default=False)
    term = models.CharField(
        _("纳税期限"),
        max_length=8,
        choices=FilingTerm.choices,
        default=FilingTerm.QUARTER,
    )
    opened_at = models.DateTimeField(default=timezone.now)
    # When its whole ledger was last computed, changed or not; NULL: never.
    computed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CreditAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免台账")
        ordering = ["is_member", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incentives:credit-account", args=[self.public_id])


class CreditPeriod(models.Model):
    """A filing period from–to, both days included; two of one account never overlap."""

    account = models.ForeignKey(CreditAccount, models.PROTECT, related_name="periods")
    starts = models.DateField(_("所属期起"))
    ends = models.DateField(_("所属期止"))
    # The version that counts: the newest filed one; NULL while only a draft exists.
    statement = models.ForeignKey(
        "CreditStatement", models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The newest result; NULL while nothing was filed.
    result = models.ForeignKey(
        "CreditResult", models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CreditPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免所属期")
        ordering = ["account", "starts"]
        constraints = [
            models.CheckConstraint(
                name="credit_period_days_in_order",
                condition=Q(ends__gte=F("starts")) & Q(starts__gte=FIRST_DAY),
                violation_error_message=_(
                    "所属期不能早于2019年1月1日，止期不能早于起期。"
                ),
            ),
            ExclusionConstraint(
                name="credit_period_no_overlap",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (days_of("starts", "ends"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("该所属期与已有所属期重叠。"),
            ),
        ]
        indexes = [
            models.Index(fields=["starts", "ends"]),
            # The last one of each account, without sorting all of them.
            models.Index(fields=["account", "-starts"]),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("incentives:credit-period", args=[self.pk])

    @property
    def label(self) -> str:
        """2026年, 2026年第1季度 or 2026年3月."""
        return period_label(self.starts, self.ends)

    def voucher_ids(self) -> set[uuid.UUID]:
        """The files that hang on any version of it."""
        rows = CreditLine.objects.filter(statement__period=self, voucher__isnull=False)
        return {pk for pk in rows.values_list("voucher", flat=True) if pk}


class CreditStatement(models.Model):
    """One version of a period's figures and lines; filed ones are never changed."""

    period = models.ForeignKey(CreditPeriod, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(_("版本"))
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=StatementState.choices,
        default=StatementState.DRAFT,
    )
    # Why an earlier version is corrected; empty for the first.
    reason = models.CharField(_("更正原因"), max_length=500, blank=True)
    # The bases of the surcharges, as on 附列资料（五） and the consumption-tax annex.
    vat = yuan(_("增值税税额（元）"))
    vat_offset = yuan(_("增值税免抵税额（元）"))
    vat_refund_deducted = yuan(_("留抵退税本期扣除额（元）"))
    consumption_tax = yuan(_("消费税税额（元）"))
    relief = models.CharField(
        _("附加减免"), max_length=8, choices=Relief.choices, default=Relief.NONE
    )
    paid_already = yuan(_("本期已缴附加（元）"))
    # Carried from before the ledger began; only in an account's first period.
    opening_balance = yuan(_("建账前结转的可抵免金额（元）"))
    opening_note = models.CharField(_("结转依据"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    filed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    filed_at = models.DateTimeField(_("填报时间"), null=True, blank=True)
    # Guards a draft against two people.
    version = models.PositiveIntegerField(default=1)

    objects = CreditStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免填报")
        ordering = ["period", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "number"], name="credit_statement_number_once"
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state=StatementState.DRAFT),
                name="credit_statement_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:credit-statement", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == StatementState.DRAFT

    @property
    def figures(self) -> Figures:
        """The single figures as plain data."""
        return Figures(**{name: getattr(self, name) for name in FIGURES})


class CreditLine(models.Model):
    """Money invested, or withdrawn, in a period; a correction carries its key on."""

    statement = models.ForeignKey(CreditStatement, models.CASCADE, related_name="lines")
    # The same line in all versions of a statement.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("类别"), max_length=20, choices=LineKind.choices)
    # Always positive; the kind says whether it adds or takes away.
    amount = yuan(_("金额（元）"), validators=[MinValueValidator(CENT)])
    paid_on = models.DateField(_("支付（撤回）日期"))
    description = models.CharField(_("内容"), max_length=300)
    partner = models.CharField(_("合作院校"), max_length=200, blank=True)
    project = models.CharField(_("项目名称"), max_length=200, blank=True)
    on_national_plan = models.BooleanField(
        _("列入国家规划布局的重大项目"), default=False
    )
    voucher_number = models.CharField(_("凭证号码"), max_length=60, blank=True)
    voucher = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Of the file, so that one used twice is found without reading files.
    voucher_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    order = models.PositiveIntegerField(default=0)

    objects = CreditLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免明细")
        ordering = ["statement", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "key"], name="credit_line_key_once"
            )
        ]
        indexes = [
            models.Index(fields=["key"]),
            models.Index(
                fields=["voucher_number"],
                name="credit_line_voucher_number",
                condition=~Q(voucher_number=""),
            ),
            models.Index(
                fields=["voucher_sha256"],
                name="credit_line_voucher_file",
                condition=~Q(voucher_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"

    @property
    def content(self) -> Content:
        """What a decision binds of it."""
        return Content(*(getattr(self, name) for name in CONTENT))

    @property
    def as_input(self) -> LineInput:
        """As a person would hand it in again."""
        names = [field.name for field in fields(LineInput) if field.name != "voucher"]
        values = {name: getattr(self, name) for name in names}
        return LineInput(voucher=self.voucher_id, **values)

    @property
    def is_investment(self) -> bool:
        return self.kind in INVESTMENTS


class CreditLineDecision(models.Model):
    """What the managing unit said of a line in a declaration; the newest counts.

    It binds the line as it then was: a line that is changed afterwards is undecided.
    """

    line = models.ForeignKey(CreditLine, models.PROTECT, related_name="decisions")
    ruling = models.ForeignKey("CreditRuling", models.PROTECT, related_name="decisions")
    decision = models.CharField(
        _("审核意见"), max_length=8, choices=LineDecision.choices
    )
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    objects = CreditLineDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("明细审核意见")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="credit_refusal_has_reason",
                condition=Q(decision=LineDecision.ACCEPTED) | ~Q(reason=""),
                violation_error_message=_("不予认可的，请写明理由。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.get_decision_display()}"


class CreditResult(models.Model):
    """What was computed for a period; a changed one follows, none is overwritten."""

    period = models.ForeignKey(CreditPeriod, models.PROTECT, related_name="results")
    statement = models.ForeignKey(
        CreditStatement, models.PROTECT, related_name="results"
    )
    rates = models.ForeignKey("CreditRates", models.PROTECT, related_name="+")
    brought_forward = yuan(_("上期留抵可抵免金额（元）"))
    # Of lines that count: neither refused nor outside the days of the pool.
    invested = yuan(_("新增投资额（元）"))
    withdrawn = yuan(_("撤回投资和转让股权（元）"))
    # 当期新增投资额: may be negative.
    net_investment = yuan(_("当期新增投资额（元）"), validators=[])
    new_credit = yuan(_("当期新增可抵免金额（元）"), validators=[])
    pool = yuan(_("可抵免金额合计（元）"))
    education_payable = yuan(_("应缴教育费附加（元）"))
    local_payable = yuan(_("应缴地方教育附加（元）"))
    used_education = yuan(_("抵免教育费附加（元）"))
    used_local = yuan(_("抵免地方教育附加（元）"))
    carried_forward = yuan(_("结转下期可抵免金额（元）"))
    to_repay = yuan(_("应补缴（已抵免）金额（元）"))
    # After the enterprise left the pool nothing is used: the tax office decides.
    is_held = models.BooleanField(_("结转金额待税务机关确定"), default=False)
    cause = models.CharField(_("计算原因"), max_length=200)
    computed_at = models.DateTimeField(_("计算时间"), default=timezone.now)

    objects = CreditResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免计算结果")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.period} {self.carried_forward}"

    @property
    def used(self) -> Decimal:
        """Both surcharges together, in yuan."""
        return self.used_education + self.used_local

    @property
    def payable(self) -> Decimal:
        """Both surcharges together before this credit, in yuan."""
        return self.education_payable + self.local_payable
