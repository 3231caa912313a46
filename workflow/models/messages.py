"""In-app messages, and the log of mails sent for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.choices import MailState
from workflow.models.application import Application
from workflow.querysets import MailQuerySet, NotificationQuerySet


class Notification(models.Model):
    """A line in somebody's inbox; `key` makes the same event tell him once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    application = models.ForeignKey(Application, models.CASCADE, null=True)
    key = models.CharField(max_length=120)
    # The page it leads to, where that is not the application's own.
    path = models.CharField(max_length=200, blank=True)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notification_once")
        ]
        indexes = [
            models.Index(
                fields=["user"], name="notification_unread", condition=Q(read_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def target(self) -> str:
        """The page it leads to; "" for none."""
        if self.path or self.application is None:
            return self.path
        return self.application.get_absolute_url()


class Sending(models.Model):
    """How far the sending of one mail has come; its row is what is mailed once."""

    state = models.CharField(
        max_length=8, choices=MailState.choices, default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Mail(Sending):
    """The sent log: one row a mail, so that nothing is mailed twice."""

    notification = models.OneToOneField(
        Notification, models.CASCADE, related_name="mail"
    )
    address = models.EmailField()

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("邮件发送记录")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.address} {self.get_state_display()}"
