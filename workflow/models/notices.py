"""Public notices and what stands on them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from regions.models import ManagingUnit
from workflow.choices import NoticeOutcome
from workflow.models.application import Application
from workflow.models.rounds import Round
from workflow.querysets import NoticeEntryQuerySet, NoticeQuerySet


class Notice(models.Model):
    """A public notice of one day, round and authority: list, basis, from–to."""

    number = models.CharField(_("公示编号"), max_length=30, unique=True)
    title = models.CharField(_("标题"), max_length=200)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    managing_unit = models.ForeignKey(
        ManagingUnit, models.PROTECT, null=True, blank=True
    )
    issued_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    starts_on = models.DateField(_("公示开始日"))
    ends_on = models.DateField(_("公示截止日"))
    created_at = models.DateTimeField(default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workflow:notice", args=[self.number])

    def state_on(self, today: date) -> tuple[str, str]:
        """What the notice does on a day, with the tone of its badge."""
        if today < self.starts_on:
            return "即将公示", "review"
        return ("公示中", "notice") if today <= self.ends_on else ("已结束", "off")


class NoticeEntry(models.Model):
    """One application on a public notice."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="entries")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="notice_entries"
    )
    title = models.CharField(max_length=200)
    outcome = models.CharField(
        max_length=10, choices=NoticeOutcome.choices, default=NoticeOutcome.RUNNING
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示事项")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome="running"),
                name="notice_entry_one_running",
            )
        ]

    def __str__(self) -> str:
        return self.title
