"""Rounds in which applications are taken, and the versions of their rules."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.models import ManagingUnit
from ui.words import cn_date
from workflow import kinds
from workflow.querysets import RoundQuerySet
from workflow.rules import Rules


class Round(models.Model):
    """A window in which applications of one kind are taken, with its rules."""

    kind = models.CharField(_("申报类别"), max_length=40)
    name = models.CharField(_("批次名称"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年度"))
    batch = models.PositiveSmallIntegerField(_("批次"), default=1)
    # NULL: a national round.
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    opens_at = models.DateTimeField(_("开始时间"))
    closes_at = models.DateTimeField(_("截止时间"))
    basis = models.CharField(_("依据文件"), max_length=200, blank=True)
    instructions = models.TextField(_("申报说明"), max_length=5000, blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("申报批次")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_closes_after_opening",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("截止时间必须晚于开始时间。"),
            ),
            models.UniqueConstraint(
                fields=["kind", "managing_unit", "year", "batch"],
                nulls_distinct=False,
                name="round_once_per_batch",
                violation_error_message=_("该类别本年度已有同一批次。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workflow:round", args=[self.pk])

    @property
    def kind_name(self) -> str:
        return kinds.kind_named(self.kind).name

    @property
    def closing_words(self) -> str:
        """The end in words; midnight is 24:00 of the day before."""
        moment = timezone.localtime(self.closes_at)
        if moment.time() == time(0):
            return f"{cn_date(moment - timedelta(days=1))}24:00"
        return f"{cn_date(moment)}{moment:%H:%M}"

    def state_at(self, now: datetime) -> tuple[str, str]:
        """What the round does at a moment, with the tone of its badge."""
        if not self.published_at:
            return "未发布", "draft"
        if now < self.opens_at:
            return "未开始", "review"
        return ("申报中", "good") if now < self.closes_at else ("已截止", "off")

    def is_open(self, now: datetime) -> bool:
        return bool(self.published_at) and self.opens_at <= now < self.closes_at


class RuleSet(models.Model):
    """One version of a round's rules; decisions keep the version they were made under.

    `changes` holds what its author set; `data` the complete rules (defaults, national,
    then the managing unit's own), so that a version can be read by itself for ever.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="rule_sets")
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True
    )
    version = models.PositiveIntegerField()
    changes = models.JSONField(default=dict)
    data = models.JSONField()
    note = models.CharField(_("修改说明"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("规则版本")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "managing_unit", "version"],
                nulls_distinct=False,
                name="rule_set_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}第{self.version}版规则"

    @property
    def rules(self) -> Rules:
        return Rules.from_json(self.data)
