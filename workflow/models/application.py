"""The concrete parent of every kind of application: its table is the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, ConcurrentTransitionMixin, FSMField, transition

from accounts.choices import Tier
from accounts.models import Organisation, User
from regions.models import Division, ManagingUnit
from workflow import kinds
from workflow.choices import (
    FINAL_STAGES,
    REVIEW_STAGES,
    STAGE_TONE,
    Lane,
    Reminder,
    Stage,
)
from workflow.models.rounds import Round, RuleSet
from workflow.querysets import ApplicationQuerySet
from workflow.rules import Rules


class Application(ConcurrentTransitionMixin, models.Model):  # type: ignore[misc]
    """Anything that travels the life cycle; this table is the desk.

    Each kind is a child model. `stage` is moved only by the transitions below, and
    those are called only by `workflow.services.advance`.
    """

    kind = models.CharField(_("类别"), max_length=40, editable=False)
    number = models.CharField(
        _("受理编号"), max_length=30, null=True, blank=True, unique=True, editable=False
    )
    title = models.CharField(_("名称"), max_length=200)
    applicant = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="applications",
        verbose_name=_("申报单位"),
    )
    # NULL: handled by the nation itself (central groups, the national report).
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True, verbose_name=_("管理单位")
    )
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name=_("行政区划")
    )
    round = models.ForeignKey(Round, models.PROTECT, null=True, verbose_name=_("批次"))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, editable=False)
    lane = models.CharField(
        _("申报路径"), max_length=20, choices=Lane.choices, default=Lane.ORDINARY
    )
    stage = FSMField(
        _("环节"), choices=Stage.choices, default=Stage.DRAFT, protected=True
    )
    stage_since = models.DateTimeField(_("进入本环节时间"), default=timezone.now)
    # Whose turn it is, kept beside the stage so that the desk is one indexed query.
    waiting_tier = models.CharField(
        max_length=10, choices=Tier.choices, default=Tier.APPLICANT, blank=True
    )
    # Whether the stage wants a handler and a lead, kept for the same reason.
    four_eyes = models.BooleanField(default=False, editable=False)
    interrupted_stage = models.CharField(max_length=20, blank=True, editable=False)
    # Working days that the present stage may take; NULL where no limit stands. The
    # day due follows from it, so that a corrected calendar moves it.
    term_days = models.PositiveSmallIntegerField(null=True, editable=False)
    # Working days for which the clock of the stage stood still, and since when it does.
    paused_days = models.PositiveSmallIntegerField(default=0, editable=False)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("办理期限"), null=True, blank=True)
    # When the clock has next to remind of the day due, and of what; NULL: all told.
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    remind_of = models.CharField(
        max_length=10, choices=Reminder.choices, blank=True, editable=False
    )
    # Who handles it at the authority in turn; NULL: any handler there may take it.
    assignee = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned",
        verbose_name=_("承办人"),
    )
    # What the last submission adds up to (Kind.tally), for lists of those who review
    # many; NULL before there is one, and for kinds without checks.
    checks_passed = models.PositiveSmallIntegerField(
        _("检查通过项数"), null=True, editable=False
    )
    checks_total = models.PositiveSmallIntegerField(
        _("检查项数"), null=True, editable=False
    )
    evidence_count = models.PositiveIntegerField(
        _("证明材料份数"), null=True, editable=False
    )
    version = models.PositiveIntegerField(default=1)
    proposal = models.ForeignKey(
        "Proposal", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    step_count = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("创建时间"), default=timezone.now)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("申报事项")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["waiting_tier", "managing_unit", "due_at"]),
            models.Index(fields=["managing_unit", "kind", "-id"]),
            models.Index(fields=["applicant", "stage"]),
            models.Index(fields=["kind", "stage", "managing_unit"]),
            models.Index(fields=["updated_at", "id"]),
            # The order of the desk: ascending puts what has no term last.
            models.Index(fields=["due_at", "-id"], name="application_due"),
            models.Index(
                fields=["assignee", "due_at"],
                name="application_assigned",
                condition=Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["remind_at"],
                name="application_remind",
                condition=Q(remind_at__isnull=False),
            ),
        ]

    KIND: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.kind or self.KIND
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(self.kind_of.detail_url, args=[self.pk])

    @property
    def kind_of(self) -> kinds.Kind:
        return kinds.kind_named(self.kind)

    @property
    def kind_name(self) -> str:
        return self.kind_of.name

    @cached_property
    def conflicted_ids(self) -> frozenset[int]:
        """Users who declared a conflict of interest (a detail brings them along)."""
        held = self.__dict__.get("conflict_list")
        if held is None:
            held = self.conflicts.values_list("user_id", flat=True)
        return frozenset(held)

    @cached_property
    def submitter_ids(self) -> frozenset[int]:
        """Users who handed it in (a detail brings them along)."""
        held = self.__dict__.get("submitter_list")
        if held is None:
            held = self.submissions.values_list("by_id", flat=True)
        return frozenset(held)

    @cached_property
    def waits_for(self) -> int | None:
        """The number of the open question (lists bring it: `with_question`)."""
        if self.paused_at is None:
            return None
        rows = self.questions.open().values_list("number", flat=True)
        return rows.first()  # type: ignore[no-any-return]

    @property
    def rules(self) -> Rules:
        return self.rule_set.rules if self.rule_set else Rules()

    @property
    def stage_label(self) -> str:
        if self.stage == Stage.LISTED and self.kind_of.listed_label:
            return self.kind_of.listed_label
        return str(Stage(self.stage).label)

    @property
    def stage_tone(self) -> str:
        return STAGE_TONE[self.stage]

    @property
    def is_final(self) -> bool:
        return self.stage in FINAL_STAGES

    def tier_in(self, stage: str) -> Tier | None:
        """Whose turn it is in a stage of this case; None where nobody has to act."""
        return kinds.tier_of_stage(self.kind_of, stage, self.lane)

    @property
    def own(self) -> Any:
        """The row with its kind's own columns; this one may be the parent's."""
        model = self.kind_of.model_class()
        return (
            self if isinstance(self, model) else getattr(self, model._meta.model_name)
        )

    @property
    def path(self) -> tuple[Stage, ...]:
        return self.kind_of.path(self)

    def after(self, stage: str) -> Stage:
        """The stage that follows in the path; listed after the last one."""
        path = self.path
        place = path.index(Stage(stage)) + 1
        return path[place] if place < len(path) else Stage.LISTED

    def first_stage(self) -> Stage:
        return self.path[0] if self.path else Stage.LISTED

    def review_before_notice(self) -> Stage:
        """Where an upheld objection takes the case: the review before the notice."""
        path = self.path
        return path[path.index(Stage.PUBLIC_NOTICE) - 1]

    # The moves. Sources and targets stand here and nowhere else.

    @transition(
        stage,
        source=[Stage.DRAFT, Stage.RETURNED],
        target=GET_STATE(lambda self: self.first_stage(), states=[*Stage]),
    )
    def submit(self) -> None: ...

    @transition(
        stage,
        source=[*REVIEW_STAGES],
        target=Stage.DRAFT,
        conditions=[lambda self: self.stage == self.first_stage()],
    )
    def recall(self) -> None: ...

    @transition(
        stage,
        source=[*REVIEW_STAGES],
        target=GET_STATE(lambda self: self.after(self.stage), states=[*Stage]),
    )
    def approve(self) -> None: ...

    @transition(stage, source=[*REVIEW_STAGES], target=Stage.RETURNED)
    def send_back(self) -> None: ...

    @transition(stage, source=[*REVIEW_STAGES], target=Stage.REJECTED)
    def reject(self) -> None: ...

    @transition(
        stage,
        source=Stage.PUBLIC_NOTICE,
        target=GET_STATE(lambda self: self.after(self.stage), states=[*Stage]),
    )
    def close_notice(self) -> None: ...

    @transition(
        stage,
        source=Stage.PUBLIC_NOTICE,
        target=GET_STATE(lambda self: self.review_before_notice(), states=[*Stage]),
    )
    def stop_notice(self) -> None: ...

    @transition(
        stage,
        source=Stage.PUBLIC_NOTICE,
        target=GET_STATE(lambda self: self.review_before_notice(), states=[*Stage]),
    )
    def uphold_objection(self) -> None: ...

    @transition(
        stage,
        source=[Stage.DRAFT, Stage.RETURNED, *REVIEW_STAGES, Stage.PUBLIC_NOTICE],
        target=Stage.WITHDRAWN,
    )
    def withdraw(self) -> None: ...

    @transition(
        stage,
        source=Stage.REJECTED,
        target=Stage.UNDER_APPEAL,
        conditions=[lambda self: bool(self.interrupted_stage)],
    )
    def appeal(self) -> None: ...

    @transition(
        stage,
        source=Stage.UNDER_APPEAL,
        target=GET_STATE(lambda self: Stage(self.interrupted_stage), states=[*Stage]),
    )
    def grant_appeal(self) -> None: ...

    @transition(stage, source=Stage.UNDER_APPEAL, target=Stage.REJECTED)
    def dismiss_appeal(self) -> None: ...

    @transition(stage, source=Stage.LISTED, target=Stage.DELISTED)
    def delist(self) -> None: ...


class NumberSeries(models.Model):
    """The last serial given out under a key; locked while one is taken."""

    key = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}-{self.last}"
