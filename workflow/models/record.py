"""What is kept of an application: proposals, submissions, steps, remarks, evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from documents.models import Attachment
from workflow.choices import Action, Move, ProposalOutcome, Stage
from workflow.models.application import Application
from workflow.models.rounds import RuleSet
from workflow.querysets import StepQuerySet


class Proposal(models.Model):
    """What a handler proposes and a lead of the same organisation confirms (四眼)."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="proposals"
    )
    move = models.CharField(_("意见"), max_length=20, choices=Move.choices)
    note = models.TextField(_("理由"), max_length=5000, blank=True)
    remarks = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(
        max_length=10, choices=ProposalOutcome.choices, default=ProposalOutcome.OPEN
    )

    class Meta:
        verbose_name = _("办理意见")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome="open"),
                name="proposal_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}（{self.get_outcome_display()}）"


class Submission(models.Model):
    """What was submitted, frozen, numbered, with its digest."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("第几次提交"))
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("提交版本")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="submission_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"第{self.number}次提交"


class Step(models.Model):
    """One act on an application, append-only, bound to the one before by its hash."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=Action.choices)
    # Blank where the act was no move.
    move = models.CharField(max_length=20, choices=Move.choices, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=50)
    post = models.CharField(_("岗位"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    from_stage = models.CharField(max_length=20, choices=Stage.choices)
    to_stage = models.CharField(max_length=20, choices=Stage.choices)
    note = models.TextField(blank=True)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True)
    # Binds the remarks, which are rows of their own, into the chain.
    remarks_digest = models.CharField(max_length=64, blank=True)
    # The row that the act made final ("opinion:12"), bound in by its digest.
    about = models.CharField(max_length=40, blank=True)
    about_digest = models.CharField(max_length=64, blank=True)
    # Working days spent in the stage that the step left, pauses not counted; as the
    # calendar stood then, for the table of times (not part of the hash).
    spent_days = models.PositiveSmallIntegerField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("办理记录")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="step_sequence_once"
            )
        ]
        indexes = [
            models.Index(fields=["at"]),
            models.Index(
                fields=["from_stage", "at"],
                name="step_left_stage",
                condition=Q(spent_days__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.label}"

    @property
    def label(self) -> str:
        """The move, or what was done instead of one."""
        return self.get_move_display() if self.move else self.get_action_display()


class Remark(models.Model):
    """A reason at one field, given with a return."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="remarks")
    field = models.CharField(_("字段"), max_length=100)
    label = models.CharField(_("位置"), max_length=200, blank=True)
    sentence = models.CharField(_("意见"), max_length=1000)

    class Meta:
        verbose_name = _("补正意见")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label or self.field}：{self.sentence}"


class Evidence(models.Model):
    """A file in its place in an application; the file itself is never overwritten."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="evidence"
    )
    slot = models.CharField(_("材料类别"), max_length=60)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="evidence")
    note = models.CharField(_("说明"), max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    # Kept when taken out, because an earlier submission names it.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("证明材料")
        ordering = ["slot", "pk"]

    def __str__(self) -> str:
        return f"{self.slot}：{self.attachment}"
