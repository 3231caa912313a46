"""Questions to the applicant (补正通知), asked without giving the case back."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from workflow.choices import QUESTION_TONE, QuestionState, Stage
from workflow.models.application import Application
from workflow.querysets import QuestionQuerySet


class Question(models.Model):
    """A notice of correction; the clock of the stage stands still while it is open."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="questions"
    )
    submission_number = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(_("第几号"))
    stage = models.CharField(max_length=20, choices=Stage.choices)
    text = models.TextField(_("说明"), max_length=5000, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("发出单位")
    )
    asked_at = models.DateTimeField(_("发出时间"), default=timezone.now)
    # Working days to answer in; NULL where the authority chose the day itself.
    term_days = models.PositiveSmallIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(_("答复期限"))
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=QuestionState.choices,
        default=QuestionState.OPEN,
    )
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    # Working days for which it stopped the clock of the stage.
    paused_days = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("补正通知")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="question_number_once"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="open"),
                name="question_one_open",
                violation_error_message=_("已有一份补正通知尚未答复。"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="question_open", condition=Q(state="open")
            )
        ]

    def __str__(self) -> str:
        return f"第{self.number}号补正通知"

    def get_absolute_url(self) -> str:
        return reverse("workflow:question", args=[self.pk])

    @property
    def state_tone(self) -> str:
        """The tone of its badge."""
        return QUESTION_TONE[self.state]

    @property
    def is_open(self) -> bool:
        """Not answered, expired or withdrawn."""
        return self.state == QuestionState.OPEN

    @property
    def is_answered(self) -> bool:
        """Only what was handed in is read by others than who wrote it."""
        return self.state == QuestionState.ANSWERED

    def record(self) -> dict[str, Any]:
        """What the chain binds when it was answered."""
        return {
            "application": self.application_id,
            "number": self.number,
            "text": self.text,
            "answered_by": self.answered_by_id,
            "items": [item.record() for item in self.items.all()],
        }


class QuestionItem(models.Model):
    """One point of a notice: the place, what is asked, the old text and the answer."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="items")
    field = models.CharField(_("位置"), max_length=100, blank=True)
    label = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(_("需要说明或补充的内容"), max_length=1000)
    old_text = models.TextField(_("原文"), blank=True)
    answer = models.TextField(_("答复"), max_length=10000, blank=True)

    class Meta:
        verbose_name = _("补正事项")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label or self.field}：{self.sentence}"

    def record(self) -> dict[str, Any]:
        """The point with its answer and the digests of its files."""
        return {
            "field": self.field,
            "sentence": self.sentence,
            "answer": self.answer,
            "files": sorted(file.attachment.sha256 for file in self.files.all()),
        }


class AnswerFile(models.Model):
    """A file that came with an answer."""

    item = models.ForeignKey(QuestionItem, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="answer_files"
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("答复材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)
