"""The change report 变更报告: an application of its own, reviewed like the others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.choices import CHANGE, ChangeKind
from enterprises.models.facts import essay, words
from enterprises.models.register import Enterprise
from industries.fields import IndustryKey
from regions.models import Division
from workflow.models import Application
from workflow.querysets import ApplicationQuerySet


class ChangeReport(Application):
    """What changed and since when; the register follows when it is approved."""

    KIND = CHANGE

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="changes")
    change = words(_("变更事项"), 16, choices=ChangeKind.choices)
    effective_on = models.DateField(_("变更生效日期"), null=True, blank=True)
    new_name = words(_("变更后企业名称"))
    new_credit_code = words(
        _("变更后统一社会信用代码"), 18, help_text=_("代码没有变化的不填。")
    )
    new_address = words(_("变更后注册地址"))
    new_division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("变更后注册地"),
    )
    new_industry = IndustryKey(_("变更后国民经济行业大类"))
    new_legal_representative = words(_("变更后法定代表人"), 50)
    description = essay(
        _("变更情况说明"),
        help_text=_(
            "合并、分立、重组的，写明各方名称、统一社会信用代码和权利义务承继情况。"
        ),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("企业变更报告")
