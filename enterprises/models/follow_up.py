"""What a pool enterprise files, and how its authority follows it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from enterprises.choices import FILING_TONE, FilingState, VisitKind
from enterprises.models.facts import YEAR_BOUNDS, essay
from enterprises.models.register import Enterprise
from enterprises.querysets import FilingQuerySet, FormerFilingQuerySet, VisitQuerySet


class Filing(models.Model):
    """A paper that a pool enterprise has to file by a day, that day included."""

    NAME: ClassVar[str] = ""
    # What the enterprise writes; kept as it was when a filing is sent back.
    CONTENT: ClassVar[tuple[str, ...]] = ()

    due_on = models.DateField(_("报送期限"))
    filed_at = models.DateTimeField(_("报送时间"), null=True, blank=True)
    filed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_url = models.URLField(_("公开网址"), max_length=300, blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)
    file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excused_at = models.DateTimeField(_("同意免报时间"), null=True, blank=True)
    excused_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse = models.CharField(_("免报理由"), max_length=500, blank=True)
    # When the clock has next to remind; NULL: all told.
    remind_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        args = [self.enterprise.public_id, self.paper]  # type: ignore[attr-defined]
        return reverse("enterprises:filing", args=args)

    def state_on(self, day: date) -> FilingState:
        """How it stands on a day: nil, late and excused are three things."""
        ended = self.excused_at or self.filed_at
        late = (timezone.localdate(ended) if ended else day) > self.due_on
        if self.excused_at is not None:
            return FilingState.EXCUSED_LATE if late else FilingState.EXCUSED
        if self.filed_at is None:
            return FilingState.OVERDUE if late else FilingState.DUE
        if self.says_nothing:
            return FilingState.NIL_LATE if late else FilingState.NIL
        return FilingState.FILED_LATE if late else FilingState.FILED

    @property
    def says_nothing(self) -> bool:
        """Whether it was filed as a nil report."""
        return False

    @property
    def is_open(self) -> bool:
        """Whether the enterprise has still to file it."""
        return self.filed_at is None and self.excused_at is None

    @property
    def paper(self) -> str:
        """Its name in addresses, unique within an enterprise."""
        raise NotImplementedError

    @property
    def state(self) -> FilingState:
        return self.state_on(timezone.localdate())

    @property
    def state_tone(self) -> str:
        return FILING_TONE[self.state]

    @property
    def title(self) -> str:
        """What the paper is called."""
        return self.NAME


class ThreeYearPlan(Filing):
    """The three-year plan 三年规划: goals, measures, safeguards; public, and filed."""

    NAME = "产教融合、校企合作三年规划"
    CONTENT = ("goals", "measures", "safeguards", "public_url", "published_on")

    enterprise = models.OneToOneField(Enterprise, models.CASCADE, related_name="plan")
    goals = essay(_("总体目标"))
    measures = essay(_("任务举措"))
    safeguards = essay(_("保障措施"))

    class Meta:
        verbose_name = _("三年规划")
        indexes = [
            models.Index(
                fields=["remind_on"],
                name="plan_remind",
                condition=Q(remind_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paper(self) -> str:
        return "plan"


class AnnualReport(Filing):
    """The report of one year's work 年度报告; a nil report says there was none."""

    CONTENT = (
        "is_nil",
        "nil_reason",
        "progress",
        "figures",
        "problems",
        "next_steps",
        "public_url",
        "published_on",
    )

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(_("年度"), validators=YEAR_BOUNDS)
    is_nil = models.BooleanField(_("零报告"), default=False)
    nil_reason = models.CharField(_("零报告原因"), max_length=500, blank=True)
    progress = essay(_("工作进展和成效"))
    figures: Any = models.JSONField(_("年度数据"), default=dict, blank=True)
    problems = essay(_("存在问题"))
    next_steps = essay(_("下一年度打算"))

    class Meta:
        verbose_name = _("年度报告")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], name="annual_report_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["remind_on"],
                name="annual_report_remind",
                condition=Q(remind_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def says_nothing(self) -> bool:
        return self.is_nil

    @property
    def title(self) -> str:
        return f"{self.year}年度报告"

    @property
    def paper(self) -> str:
        return str(self.year)


class FormerFiling(models.Model):
    """What was filed before it was sent back or replaced; never changed again."""

    plan = models.ForeignKey(
        ThreeYearPlan, models.CASCADE, null=True, related_name="former"
    )
    report = models.ForeignKey(
        AnnualReport, models.CASCADE, null=True, related_name="former"
    )
    content: Any = models.JSONField(_("报送内容"))
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("报送期限"))
    filed_at = models.DateTimeField(_("报送时间"))
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # NULL: replaced because the enterprise entered the pool anew.
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(_("退回时间"))
    reason = models.CharField(_("退回理由"), max_length=500)

    objects = FormerFilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("原报送内容")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="former_filing_of_one_paper",
                condition=Q(plan__isnull=True) ^ Q(report__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan or self.report} {self.filed_at:%Y-%m-%d}"


class Visit(models.Model):
    """A follow-up visit of an authority; corrected by a new one, never overwritten."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="visits")
    on = models.DateField(_("走访日期"))
    kind = models.CharField(_("方式"), max_length=10, choices=VisitKind.choices)
    findings = models.TextField(_("了解到的情况"), max_length=5000)
    advice = models.TextField(_("意见建议"), max_length=5000, blank=True)
    # Whether the enterprise reads it too.
    is_shared = models.BooleanField(_("告知企业"), default=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("走访单位")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"), default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("跟踪走访")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
