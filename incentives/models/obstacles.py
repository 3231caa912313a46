"""What stands in a project's way, and who follows it up (plan 五（一）)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from incentives.choices.projects import (
    LEVEL_CHOICES,
    OBSTACLE_TONE,
    OPEN_OBSTACLE,
    ObstacleAct,
    ObstacleKind,
    ObstacleState,
)
from incentives.models.projects import Project
from incentives.querysets.projects import ObstacleQuerySet


class Obstacle(models.Model):
    """A difficulty that a project's owner puts before an authority."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="obstacles")
    kind = models.CharField(_("类别"), max_length=10, choices=ObstacleKind.choices)
    text = models.TextField(_("困难问题"), max_length=2000)
    since = models.DateField(_("发生日期"))
    # Whose turn it is.
    level = models.CharField(_("办理层级"), max_length=8, choices=LEVEL_CHOICES)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=ObstacleState.choices,
        default=ObstacleState.RAISED,
    )
    # To be taken by this day, later to be solved by it; that day included.
    due_on = models.DateField(_("办理期限"))
    taken_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    # The day due of which the clock has told that it is over.
    told_due = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = _("困难问题")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="obstacle_open_due",
                condition=Q(state__in=["raised", "taken"]),
            ),
            models.Index(fields=["level", "state", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self._begin(20)}"

    def get_absolute_url(self) -> str:
        return reverse("incentives:obstacle", args=[self.pk])

    @property
    def short(self) -> str:
        """The beginning of it, for lists."""
        return self._begin(40)

    def _begin(self, length: int) -> str:
        if len(self.text) <= length:
            return self.text
        return f"{self.text[:length].rstrip('，；：、。')}…"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_OBSTACLE

    @property
    def state_tone(self) -> str:
        return "late" if self.is_overdue else OBSTACLE_TONE[self.state]

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over today."""
        return self.is_overdue_on(timezone.localdate())

    def is_overdue_on(self, day: date) -> bool:
        return self.is_open and self.due_on < day


class ObstacleStep(models.Model):
    """One act on an obstacle; never altered."""

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="steps")
    act = models.CharField(_("事项"), max_length=10, choices=ObstacleAct.choices)
    text = models.TextField(_("内容"), max_length=2000, blank=True)
    level = models.CharField(_("层级"), max_length=8, choices=LEVEL_CHOICES)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("困难问题办理记录")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.obstacle} {self.get_act_display()}"
