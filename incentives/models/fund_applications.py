"""The application for money 资金申请: a kind of the life cycle."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.models.facts import essay
from incentives.choices.projects import APPLIED_FOR, FUND_APPLICATION
from incentives.models.grants import optional_yuan
from incentives.models.projects import Project
from workflow.models import Application
from workflow.querysets import ApplicationQuerySet


class FundApplication(Application):
    """An owner asks for government money of one source for a project.

    What is approved is allotted by entries of the ledger that name the application.
    """

    KIND = FUND_APPLICATION

    project = models.ForeignKey(Project, models.PROTECT, related_name="applications")
    source = models.CharField(_("资金来源"), max_length=12, choices=APPLIED_FOR)
    amount = optional_yuan(_("申请金额（元）"))
    basis = essay(_("申请依据"))
    use_plan = essay(_("资金使用计划"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("资金申请")
