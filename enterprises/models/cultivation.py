"""The application for cultivation 建设培育申报."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.choices import CULTIVATION
from enterprises.models.facts import EnterpriseFacts, answer, essay, words
from enterprises.models.register import Enterprise
from regions.models import Division
from workflow.models import Application
from workflow.querysets import ApplicationQuerySet


class CultivationApplication(EnterpriseFacts, Application):
    """An enterprise asks to enter the pool; what it states stands here and in rows."""

    KIND = CULTIVATION

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="cultivations"
    )
    # Where it is registered; `division` is the city whose office checks it first.
    place = models.ForeignKey(
        Division, models.PROTECT, related_name="+", verbose_name=_("注册地")
    )
    registered_name = words(_("企业名称"))
    credit_code = words(_("统一社会信用代码"), 18)

    # How it takes part in education (590号 art. 5, opening)
    cooperation = essay(
        _("产教融合、校企合作情况"),
        help_text=_("写明合作院校、合作方式、投入和成效。"),
    )
    has_cooperation_body = answer(_("设有产教融合专门机构或专门人员"))
    cooperation_body = words(_("专门机构或人员"))
    education_fund_in_full = answer(_("足额提取职工教育经费"))
    goals = essay(_("建设培育目标和主要举措"), help_text=_("写明三年内拟开展的工作。"))

    # Statements (590号 art. 6–7)
    no_accident = answer(_("近三年未发生重大环保、安全、质量事故"))
    no_dishonesty = answer(_("信用记录良好，未被列为失信联合惩戒对象"))
    no_tax_offence = answer(_("无涉税等违法违规经营行为"))
    commitment = answer(_("承诺所填内容和所附材料真实、准确、完整"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产教融合型企业建设培育申报")
