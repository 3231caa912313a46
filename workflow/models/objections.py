"""Objections to a public notice, and appeals against a rejection."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from workflow.chain import digest
from workflow.choices import (
    OPEN_OBJECTIONS,
    AppealOutcome,
    LetterKind,
    ObjectionState,
    ObjectorKind,
    Stage,
)
from workflow.models.application import Application
from workflow.models.messages import Sending
from workflow.models.notices import NoticeEntry
from workflow.querysets import AppealQuerySet, ObjectionQuerySet, SendingQuerySet

TONES = {
    ObjectionState.RECEIVED: "review",
    ObjectionState.INVESTIGATED: "notice",
    ObjectionState.UPHELD: "late",
}
APPEAL_TONES = {
    AppealOutcome.OPEN: "review",
    AppealOutcome.GRANTED: "good",
    AppealOutcome.DISMISSED: "off",
}


class Objection(models.Model):
    """A real-name objection to one case on a public notice.

    Who objected is seen only by those who handle it; exports, the archive and the
    public page know the outcome alone.
    """

    number = models.CharField(_("受理回执号"), max_length=30, unique=True)
    # With the receipt number it opens the answer to who holds both; only its digest.
    code_digest = models.CharField(max_length=64, editable=False)
    entry = models.ForeignKey(NoticeEntry, models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="objections"
    )
    objector_kind = models.CharField(
        _("异议人类别"), max_length=12, choices=ObjectorKind.choices
    )
    objector_name = models.CharField(_("姓名或单位名称"), max_length=200)
    contact_name = models.CharField(_("联系人"), max_length=50, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30)
    email = models.EmailField(_("电子邮箱"), blank=True)
    text = models.TextField(_("异议内容和事实依据"), max_length=10000)
    received_at = models.DateTimeField(_("受理时间"), default=timezone.now)
    # Working days from the receipt, so that a corrected calendar moves the day.
    term_days = models.PositiveSmallIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(_("办理期限"))
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        _("状态"),
        max_length=12,
        choices=ObjectionState.choices,
        default=ObjectionState.RECEIVED,
    )
    # What the handler found and proposes; a lead of the same authority confirms.
    finding = models.CharField(
        _("处理意见"), max_length=12, choices=ObjectionState.choices, blank=True
    )
    investigation = models.TextField(_("调查情况"), max_length=10000, blank=True)
    answer = models.TextField(_("给异议人的答复"), max_length=5000, blank=True)
    published_outcome = models.CharField(
        _("公开的办理结果"),
        max_length=500,
        blank=True,
        help_text=_("将在公示页面公布，不得出现异议人的姓名、单位和联系方式。"),
    )
    # Why a lead gave the finding back, until the handler proposes again.
    return_reason = models.TextField(_("退回原因"), max_length=2000, blank=True)
    handled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    handling_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(
                fields=["remind_at"],
                name="objection_remind",
                condition=Q(remind_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"异议{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("workflow:objection", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_OBJECTIONS

    @property
    def state_tone(self) -> str:
        return TONES.get(ObjectionState(self.state), "off")

    @property
    def public_state(self) -> str:
        """What others than those who handle it are told of where it stands."""
        return "正在办理" if self.is_open else self.get_state_display()

    def record(self) -> dict[str, Any]:
        """What the chain binds when it is decided; nothing of who objected.

        Texts in which he may be named stand in it by their digests alone.
        """
        return {
            "number": self.number,
            "application": self.application_id,
            "text": digest(self.text),
            "files": sorted(file.attachment.sha256 for file in self.files.all()),
            "state": self.state,
            "investigation": digest(self.investigation),
            "answer": digest(self.answer),
            "published": self.published_outcome,
            "decided_by": self.decided_by_id,
        }


class ObjectionFile(models.Model):
    """A file of an objector: the scan of a seal, or evidence."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="objection_files"
    )
    is_seal = models.BooleanField(_("盖章扫描件"), default=False)

    class Meta:
        verbose_name = _("异议材料")
        ordering = ["-is_seal", "pk"]

    def __str__(self) -> str:
        return str(self.attachment)


class ObjectionLetter(Sending):
    """A mail to an objector, who has no account: the receipt, then the answer."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=8, choices=LetterKind.choices)

    objects = SendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("异议人邮件")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "kind"], name="objection_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.get_state_display()}）"


class Appeal(models.Model):
    """An appeal against a rejection, decided by others than those who rejected."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="appeals")
    number = models.CharField(_("申诉编号"), max_length=30, unique=True)
    # The stage in which the case was rejected.
    stage = models.CharField(max_length=20, choices=Stage.choices)
    grounds = models.TextField(_("申诉理由"), max_length=5000)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("提出时间"), default=timezone.now)
    outcome = models.CharField(
        _("结果"),
        max_length=10,
        choices=AppealOutcome.choices,
        default=AppealOutcome.OPEN,
    )
    answer = models.TextField(_("复核意见"), max_length=5000, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("申诉")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome="open"),
                name="appeal_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"申诉{self.number}"

    @property
    def outcome_tone(self) -> str:
        return APPEAL_TONES[AppealOutcome(self.outcome)]

    def record(self) -> dict[str, Any]:
        """What the chain binds when documents come with it; its answer is a step."""
        return {
            "number": self.number,
            "application": self.application_id,
            "stage": self.stage,
            "grounds": self.grounds,
            "filed_by": self.filed_by_id,
            "files": sorted(file.attachment.sha256 for file in self.files.all()),
        }


class AppealFile(models.Model):
    """A document that came with an appeal."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="appeal_files"
    )

    class Meta:
        verbose_name = _("申诉材料")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)
