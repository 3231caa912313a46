"""Experts: the pool, panels drawn from it by lot, and their score sheets."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier
from accounts.models import Organisation, User
from regions.models import ManagingUnit
from workflow.choices import (
    PANEL_TONE,
    SEAT_TONE,
    ExpertField,
    ExpertStatus,
    PanelState,
    SeatState,
    Stage,
    TieNature,
)
from workflow.models.application import Application
from workflow.models.rounds import RuleSet
from workflow.querysets import ExpertQuerySet, PanelQuerySet, SeatQuerySet
from workflow.rules import Rules


class Expert(models.Model):
    """A person in an expert pool: the nation's, or a managing unit's own."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="expert_entries", verbose_name=_("专家")
    )
    # NULL: the national pool.
    managing_unit = models.ForeignKey(
        ManagingUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="experts",
        verbose_name=_("所属专家库"),
    )
    fields = ArrayField(
        models.CharField(max_length=24, choices=ExpertField.choices),
        verbose_name=_("专业领域"),
    )
    employer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("工作单位")
    )
    home_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, related_name="+", verbose_name=_("所在地区")
    )
    title = models.CharField(_("职称或职务"), max_length=60, blank=True)
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=ExpertStatus.choices,
        default=ExpertStatus.ACTIVE,
    )
    note = models.CharField(_("备注"), max_length=300, blank=True)
    # Keys of the name, to search by.
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    initials = models.CharField(max_length=60, blank=True, editable=False)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("入库时间"), default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("专家")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "managing_unit"],
                nulls_distinct=False,
                name="expert_once_a_pool",
                violation_error_message=_("该专家已在库中。"),
            ),
            models.CheckConstraint(
                name="expert_has_a_field", condition=Q(fields__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def get_absolute_url(self) -> str:
        return reverse("workflow:expert", args=[self.pk])

    @property
    def field_labels(self) -> str:
        """The fields in words, in the order of the list."""
        return "、".join(str(f.label) for f in ExpertField if f.value in self.fields)

    @property
    def pool_name(self) -> str:
        return f"{self.managing_unit}专家库" if self.managing_unit else "国家专家库"


class ExpertTie(models.Model):
    """What binds an expert to an organisation, from–to; an open end goes on."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="ties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    nature = models.CharField(_("关系"), max_length=12, choices=TieNature.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("利益关系")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="tie_ends_after_start",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("结束日期不能早于开始日期。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_nature_display()}）"


class Panel(models.Model):
    """The experts who score one submission; a second round is a panel of its own."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="panels")
    submission_number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, choices=Stage.choices)
    # 1, or 2 for the second scoring of the same submission.
    number = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True)
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=PanelState.choices,
        default=PanelState.WAITING,
    )
    # Why no panel could be drawn: which quota cannot be met.
    shortfall = models.TextField(_("未能抽取的原因"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(_("抽取时间"), null=True, blank=True)
    # Working days from the draw, so that a corrected calendar moves the day.
    term_days = models.PositiveSmallIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(_("评分期限"), null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("开展第二轮评分的理由"), max_length=500, blank=True)
    # Of the sheets handed in, worked out when the panel closes; out of 100.
    sheets = models.PositiveSmallIntegerField(_("评分份数"), default=0)
    mean = models.DecimalField(
        _("平均分"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    spread = models.DecimalField(
        _("标准差"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    lowest = models.DecimalField(
        _("最低分"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    highest = models.DecimalField(
        _("最高分"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    # Means by criterion, and the seats whose totals stand apart.
    summary = models.JSONField(default=dict, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("专家组")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "submission_number", "stage", "number"],
                condition=~Q(state="void"),
                name="panel_once_a_round",
            )
        ]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["application", "-number"]),
        ]

    def __str__(self) -> str:
        return f"{self.application}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("workflow:panel", args=[self.pk])

    @property
    def rules(self) -> Rules:
        return self.rule_set.rules if self.rule_set else Rules()

    @property
    def title(self) -> str:
        return "专家评审" if self.number == 1 else "专家评审（第二轮）"

    @property
    def state_tone(self) -> str:
        return PANEL_TONE[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in (PanelState.WAITING, PanelState.SCORING)

    @property
    def pool_unit(self) -> str | None:
        """Whose pool it is drawn from: a managing unit's, or None for the nation's."""
        application = self.application
        if application.tier_in(Stage.EXPERT_REVIEW) == Tier.UNIT:
            return application.managing_unit_id
        return None

    def record(self) -> dict[str, Any]:
        """What the chain binds when the panel closes: figures and every sheet."""
        seats = sorted(self.seats.all(), key=lambda seat: seat.pk)
        sheets = [seat.sheet for seat in seats if hasattr(seat, "sheet")]
        return {
            "application": self.application_id,
            "submission": self.submission_number,
            "number": self.number,
            "mean": str(self.mean),
            "spread": str(self.spread),
            "summary": self.summary,
            "sheets": [sheet.record() for sheet in sheets if sheet.submitted_at],
        }


class Draw(models.Model):
    """One drawing of lots, kept so that it can be done again with the same result.

    `pool` is the state of the pool: every expert with fields, region and, where he
    was left out, the reason. `demands` are size, quotas and caps. Append-only.
    """

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    pool = models.JSONField()
    demands = models.JSONField()
    drawn = models.JSONField(default=list)  # ids of experts, in order
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("抽取记录")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="draw_number_once")
        ]

    def __str__(self) -> str:
        return f"第{self.number}次抽取"

    def record(self) -> dict[str, Any]:
        """What the chain binds."""
        return {
            "panel": self.panel_id,
            "number": self.number,
            "seed": self.seed,
            "pool": self.pool,
            "demands": self.demands,
            "drawn": self.drawn,
        }


class Seat(models.Model):
    """One expert on one panel, and what he answered."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=SeatState.choices,
        default=SeatState.INVITED,
    )
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replacements"
    )
    invited_at = models.DateTimeField(_("邀请时间"), default=timezone.now)
    # Until when the invitation waits for an answer; NULL where none was needed.
    answer_by = models.DateTimeField(_("应邀期限"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("评审席位")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "expert"], name="seat_once_an_expert"
            )
        ]
        indexes = [models.Index(fields=["expert", "state"])]

    def __str__(self) -> str:
        return f"{self.expert}：{self.panel}"

    def get_absolute_url(self) -> str:
        return reverse("workflow:seat", args=[self.pk])

    @property
    def state_tone(self) -> str:
        return SEAT_TONE[self.state]


class ScoreSheet(models.Model):
    """What one expert scores, criterion by criterion; saved as it is filled."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="sheet")
    # {criterion: {"score": "17.5", "comment": "…"}}
    scores = models.JSONField(default=dict)
    comment = models.TextField(_("总体评价"), max_length=5000, blank=True)
    total = models.DecimalField(
        _("总分"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("保存时间"), default=timezone.now)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("评分表")

    def __str__(self) -> str:
        return f"{self.seat}评分表"

    def record(self) -> dict[str, Any]:
        """What the chain binds when the panel closes."""
        return {
            "seat": self.seat_id,
            "scores": self.scores,
            "comment": self.comment,
            "total": str(self.total),
        }
