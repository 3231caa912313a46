"""Who handles a case, who stays off it, who may come late, and kept views."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from workflow.models.application import Application
from workflow.models.rounds import Round
from workflow.querysets import LateExceptionQuerySet, SavedViewQuerySet


class Assignment(models.Model):
    """That a case was given to a handler of an authority; the last one counts."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="assignments"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # NULL: given back to the office.
    to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # NULL: the clock, where a case comes back or somebody has left his post.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("承办记录")
        ordering = ["pk"]
        indexes = [models.Index(fields=["application", "organisation", "-id"])]

    def __str__(self) -> str:
        return f"{self.organisation}：{self.to or '—'}"

    def record(self) -> dict[str, Any]:
        """What the chain binds."""
        return {
            "application": self.application_id,
            "organisation": self.organisation_id,
            "to": self.to_id,
            "by": self.by_id,
            "note": self.note,
        }


class Conflict(models.Model):
    """A reviewer's declared conflict of interest: he stays off this case."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="conflicts"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("回避理由"), max_length=500)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("回避声明")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="conflict_declared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.reason}"

    def record(self) -> dict[str, Any]:
        """What the chain binds."""
        return {
            "application": self.application_id,
            "user": self.user_id,
            "reason": self.reason,
        }


class LateException(models.Model):
    """That one applicant may still submit after a round has closed, until a day."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="exceptions")
    applicant = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="late_exceptions",
        verbose_name=_("申报单位"),
    )
    reason = models.CharField(_("理由"), max_length=500)
    until = models.DateTimeField(_("准予提交至"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoke_reason = models.CharField(_("撤销理由"), max_length=500, blank=True)

    objects = LateExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("准予逾期申报")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "applicant"],
                condition=Q(revoked_at__isnull=True),
                name="late_exception_one_valid",
                violation_error_message=_("该单位在本批次已有准予逾期申报的决定。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.applicant}：{self.round}"

    VALID, OVER, REVOKED = "有效", "已届满", "已撤销"

    def state_at(self, now: datetime) -> str:
        """有效 until the last second of its day, then 已届满; or 已撤销."""
        if self.revoked_by_id is not None:
            return self.REVOKED
        past = now.replace(microsecond=0) > self.until
        return self.OVER if past or self.revoked_at else self.VALID


class SavedView(models.Model):
    """A filtered list kept under a name, for oneself or for one's authority."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    # Set where it is shared with the members of an organisation.
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    # The key of a list in `workflow.kept`.
    page = models.CharField(max_length=24)
    name = models.CharField(_("名称"), max_length=60)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用视图")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="saved_view_name_once",
                violation_error_message=_("您已有同名的视图。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
