"""Certification 认证: the application, and the certificate that follows from it."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.choices import CERTIFICATE_TONE, CERTIFICATION, CertificateState
from enterprises.models.facts import answer, essay, words
from enterprises.models.register import Enterprise
from enterprises.querysets import CertificateQuerySet
from workflow.models import Application
from workflow.querysets import ApplicationQuerySet


class CertificationApplication(Application):
    """A pool enterprise asks to be certified, or to stay so before the term ends."""

    KIND = CERTIFICATION

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="certifications"
    )
    # Whether an earlier certificate is to be followed by a new one 复评.
    is_renewal = models.BooleanField(_("复评"), default=False)
    plan_progress = essay(_("三年规划执行情况"), help_text=_("对照规划逐项写明。"))
    foundation = essay(_("产教融合工作基础"))
    measures = essay(_("主要举措和投入"))
    drive_effect = essay(_("示范带动效果"))
    innovation = essay(_("机制创新和特色做法"))
    website_note = words(_("规划和年度报告公开情况"))
    no_accident = answer(_("培育期内未发生重大环保、安全、质量事故"))
    no_dishonesty = answer(_("培育期内未被列为失信联合惩戒对象"))
    no_rights_harmed = answer(_("培育期内未侵犯学生人身权利或其他合法权利"))
    commitment = answer(_("承诺所填内容和所附材料真实、准确、完整"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("产教融合型企业认证申报")


def new_token() -> str:
    """The address of a certificate's public page: nobody guesses it."""
    return secrets.token_urlsafe(12)


class Certificate(models.Model):
    """An entry of the certified directory 认证目录, valid from–to."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="certificates"
    )
    application = models.OneToOneField(
        CertificationApplication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificate",
    )
    number = models.CharField(_("证书编号"), max_length=30, unique=True)
    token = models.CharField(max_length=24, unique=True, default=new_token)
    # As printed; the register may change its name later.
    name = models.CharField(_("企业名称"), max_length=200)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    valid_from = models.DateField(_("有效期起"))
    valid_until = models.DateField(_("有效期止"))
    suspended_since = models.DateField(_("暂停日期"), null=True, blank=True)
    suspension_note = models.CharField(_("暂停原因"), max_length=500, blank=True)
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)
    revocation_note = models.CharField(_("撤销原因"), max_length=500, blank=True)
    remind_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("认证证书")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_days_in_order",
                condition=Q(valid_until__gte=F("valid_from")),
            )
        ]
        indexes = [
            models.Index(fields=["valid_until"]),
            # The order of the certified directory.
            models.Index(fields=["-valid_from", "-id"]),
            models.Index(
                fields=["remind_on"],
                name="certificate_remind",
                condition=Q(remind_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The public page to which the QR code leads."""
        return reverse("enterprises:certificate-check", args=[self.token])

    def state_on(self, day: date) -> CertificateState:
        """What it is worth on a day; a revoked one stays revoked."""
        if self.revoked_on is not None and day >= self.revoked_on:
            return CertificateState.REVOKED
        if day > self.valid_until:
            return CertificateState.EXPIRED
        if day < self.valid_from:
            return CertificateState.UPCOMING
        if self.suspended_since is not None and day >= self.suspended_since:
            return CertificateState.SUSPENDED
        return CertificateState.VALID

    @property
    def enterprise_url(self) -> str:
        """The public page of its enterprise."""
        return self.enterprise.get_absolute_url()

    @property
    def issuing_level(self) -> str:
        """On whose decision it rests: the nation confirms every certification."""
        return "国家"

    @property
    def state(self) -> CertificateState:
        return self.state_on(timezone.localdate())

    @property
    def state_tone(self) -> str:
        return CERTIFICATE_TONE[self.state]
