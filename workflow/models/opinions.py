"""Opinions of departments (会签), and what settles their disagreement."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Department
from accounts.models import Organisation, User
from workflow.choices import (
    OPEN_OPINIONS,
    OPINION_TONE,
    STANCE_TONE,
    OpinionState,
    Stage,
    Stance,
)
from workflow.models.application import Application
from workflow.querysets import OpinionQuerySet


class Opinion(models.Model):
    """What one department is asked of an application, and what it answers.

    Signed it is kept for ever: the database refuses changes but the mark that a new
    submission has superseded it.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="opinions"
    )
    # The submission that the department was shown.
    submission_number = models.PositiveSmallIntegerField()
    stage = models.CharField(_("环节"), max_length=20, choices=Stage.choices)
    department = models.CharField(
        _("部门职能"), max_length=20, choices=Department.choices, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="opinions_asked",
        verbose_name=_("被征求意见部门"),
    )
    is_required = models.BooleanField(_("批次规定必须征求"), default=False)
    request = models.TextField(_("征求意见的事项"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("征求部门")
    )
    asked_at = models.DateTimeField(_("征求时间"), default=timezone.now)
    # Working days until then, so that a corrected calendar moves it; NULL: a fixed day.
    term_days = models.PositiveSmallIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(_("反馈期限"))
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=OpinionState.choices,
        default=OpinionState.ASKED,
    )
    stance = models.CharField(
        _("意见"), max_length=20, choices=Stance.choices, blank=True
    )
    text = models.TextField(_("具体意见"), max_length=5000, blank=True)
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_post = models.CharField(_("签发岗位"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("签发时间"), null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    # Why its lead gave the draft back, or why it is asked no more.
    note = models.TextField(_("退回或取消的理由"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门意见")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation", "stage"],
                condition=~Q(state="cancelled") & Q(superseded_at__isnull=True),
                name="opinion_one_current",
                violation_error_message=_("已向该部门征求意见。"),
            ),
            models.CheckConstraint(
                name="opinion_signed_is_complete",
                condition=~Q(state="signed")
                | Q(signed_at__isnull=False) & ~Q(stance=""),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_at"]),
            models.Index(
                fields=["remind_at"],
                name="opinion_remind",
                condition=Q(remind_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}的意见"

    def get_absolute_url(self) -> str:
        return reverse("workflow:opinion", args=[self.pk])

    @property
    def is_late(self) -> bool:
        """Signed after its day; an open one is late by the clock (`is_past`)."""
        # The last second of the day counts in full.
        return (
            self.signed_at is not None
            and self.signed_at.replace(microsecond=0) > self.due_at
        )

    @property
    def is_open(self) -> bool:
        """Asked, and not signed yet."""
        return self.state in OPEN_OPINIONS

    @property
    def is_current(self) -> bool:
        """Not cancelled, and of the present submission."""
        return self.superseded_at is None and self.state != OpinionState.CANCELLED

    @property
    def state_label(self) -> str:
        """In words; a superseded one says by which submission."""
        if self.superseded_at is not None:
            # It was given to the submission before, and lapsed with the next one.
            return f"已随第{self.submission_number + 1}次提交失效"
        return str(OpinionState(self.state).label)

    @property
    def state_tone(self) -> str:
        """The tone of its badge."""
        return "off" if self.superseded_at else OPINION_TONE[self.state]

    @property
    def stance_tone(self) -> str:
        """The tone of what is said."""
        return STANCE_TONE.get(self.stance, "off")

    def record(self) -> dict[str, Any]:
        """What the chain binds once it is signed."""
        return {
            "application": self.application_id,
            "submission": self.submission_number,
            "stage": self.stage,
            "organisation": self.organisation_id,
            "stance": self.stance,
            "text": self.text,
            "signed_by": self.signed_by_id,
            "signed_post": self.signed_post,
        }


class Resolution(models.Model):
    """How a disagreement of departments was settled, in writing (协调结论)."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="resolutions"
    )
    submission_number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, choices=Stage.choices)
    text = models.TextField(_("协调结论"), max_length=5000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("协调结论")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def record(self) -> dict[str, Any]:
        """What the chain binds."""
        return {
            "application": self.application_id,
            "submission": self.submission_number,
            "stage": self.stage,
            "text": self.text,
            "by": self.by_id,
            "post": self.post,
        }
