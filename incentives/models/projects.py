"""The major-project ledger: training bases, innovation platforms and other projects.

Plan 五（一） (central-budget investment, combined finance, modes of participation) and
五（二） (training facilities attached to new capacity and technical renovation).
"""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from cities.models import PilotCity
from enterprises.models import Enterprise
from incentives.choices.projects import (
    PHASE_TONE,
    FundSource,
    HostKind,
    Participation,
    Phase,
    ProjectKind,
)
from incentives.models.money import yuan
from incentives.querysets.projects import ProjectQuerySet, ProjectSourceQuerySet
from industries.choices import PriorityTag
from regions.models import Division, ManagingUnit

# In force until a national lead enters others.
IDLE_MONTHS = 6
ANSWER_DAYS = 15


class Project(models.Model):
    """A training base, an innovation platform or another major project."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("项目名称"), max_length=200)
    kind = models.CharField(_("类别"), max_length=24, choices=ProjectKind.choices)
    priority = models.CharField(
        _("重点产业领域"), max_length=32, choices=PriorityTag.choices, blank=True
    )
    # A city office, an enterprise or a school.
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="projects",
        verbose_name=_("项目单位"),
    )
    # Where it is built; the unit is that of the place, whoever the owner is.
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("建设地点")
    )
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, related_name="+", verbose_name=_("管理单位")
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("产教融合型企业"),
    )
    pilot_city = models.ForeignKey(
        PilotCity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("试点城市"),
    )
    summary = models.TextField(_("建设内容"), max_length=2000, blank=True)
    # How enterprises join in.
    mode = models.CharField(
        _("企业参与方式"),
        max_length=12,
        choices=Participation.choices,
        default=Participation.NONE,
    )
    partner = models.CharField(_("合作方"), max_length=200, blank=True)
    contract_number = models.CharField(_("合同编号"), max_length=80, blank=True)
    # A training facility that comes with new capacity or technical renovation.
    host_kind = models.CharField(
        _("附设于"), max_length=16, choices=HostKind.choices, default=HostKind.NONE
    )
    host_name = models.CharField(_("所附项目名称"), max_length=200, blank=True)
    stations = models.PositiveIntegerField(_("实训工位（个）"), default=0)
    facility_spend = yuan(_("实训设施投入（元）"))
    phase = models.CharField(
        _("阶段"), max_length=10, choices=Phase.choices, default=Phase.PLANNED
    )
    starts_on = models.DateField(_("计划开工日期"))
    finishes_on = models.DateField(_("计划完成日期"))
    total = yuan(_("计划总投资（元）"))
    on_national_plan = models.BooleanField(_("列入国家规划布局"), default=False)
    # What follows from its facts, money and obstacles, so that a list need not ask
    # them; `services.warnings.keep_warned` alone sets both.
    warned_from = models.DateField(null=True, editable=False)
    idle_since = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("重大项目")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="project_name_once",
                violation_error_message=_("该单位已有同名项目。"),
            ),
            models.CheckConstraint(
                name="project_days_in_order",
                condition=Q(finishes_on__gte=F("starts_on")),
                violation_error_message=_("计划完成日期不能早于计划开工日期。"),
            ),
            models.CheckConstraint(
                name="project_facility_has_host",
                condition=Q(host_kind=HostKind.NONE) | ~Q(host_name=""),
                violation_error_message=_("请填写实训设施所附项目的名称。"),
            ),
        ]
        indexes = [
            models.Index(fields=["managing_unit", "kind", "-id"]),
            models.Index(fields=["division", "-id"]),
            models.Index(fields=["phase", "finishes_on"]),
            models.Index(fields=["warned_from"]),
            models.Index(fields=["idle_since"]),
            models.Index(fields=["updated_at", "id"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incentives:project", args=[self.public_id])

    @property
    def place_codes(self) -> set[str | None]:
        """The divisions whose city office it has; reads `division`."""
        return {self.division_id, self.division.parent_id}

    @property
    def phase_tone(self) -> str:
        return PHASE_TONE[self.phase]


class ProjectSource(models.Model):
    """The money of one source: what is planned, and the sums of the ledger.

    The sums are made anew from the entries whenever one is written, under the lock of
    the project; nothing else sets them.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="sources")
    source = models.CharField(_("资金来源"), max_length=12, choices=FundSource.choices)
    planned = yuan(_("计划金额（元）"))
    allocated = yuan(_("已下达（元）"), editable=False)
    scheduled = yuan(_("已列使用计划（元）"), editable=False)
    paid = yuan(_("已拨付（元）"), editable=False)
    used = yuan(_("已使用（元）"), editable=False)
    # The later of the first allocation and the last payment: since then money has
    # waited. NULL while nothing is allotted.
    waits_since = models.DateField(null=True, editable=False)

    objects = ProjectSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("项目资金来源")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source"], name="project_source_once"
            ),
            models.CheckConstraint(
                name="project_source_not_negative",
                condition=Q(
                    planned__gte=Decimal(0),
                    allocated__gte=Decimal(0),
                    scheduled__gte=Decimal(0),
                    paid__gte=Decimal(0),
                    used__gte=Decimal(0),
                ),
            ),
        ]
        indexes = [models.Index(fields=["source", "project"])]

    def __str__(self) -> str:
        return f"{self.project} {self.get_source_display()}"


class ProjectChange(models.Model):
    """What was changed in a project, before and after; never altered."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="changes")
    # The version that the change made.
    version = models.PositiveIntegerField()
    # {"名称 of the field": [before, after]} in the words of the page.
    fields: Any = models.JSONField(_("变更内容"), default=dict)
    # The warnings that were acknowledged one by one, as sentences, and why.
    warnings: models.JSONField[list[str], list[str]] = models.JSONField(
        _("已确认的提醒"), default=list
    )
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("项目变更记录")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "version"], name="project_change_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.version}"


class FundTerms(models.Model):
    """After how long something is warned of, from a day on; never changed."""

    effective_from = models.DateField(_("起始日期"), unique=True)
    idle_months = models.PositiveSmallIntegerField(_("下达后未拨付的提醒期限（月）"))
    answer_days = models.PositiveSmallIntegerField(_("困难问题的受理期限（日）"))
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("资金预警期限")
        ordering = ["-effective_from"]

    def __str__(self) -> str:
        return str(self.effective_from)

    @classmethod
    def on(cls, day: date) -> FundTerms:
        """Those in force on a day; the usual ones where none were entered."""
        rows = cls._default_manager.filter(effective_from__lte=day)
        usual = cls(
            effective_from=day, idle_months=IDLE_MONTHS, answer_days=ANSWER_DAYS
        )
        return rows.order_by("-effective_from").first() or usual
