"""The rates of the credit: data with the day from which they hold."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incentives.credit import Rates
from incentives.models.money import rate, share_words
from incentives.querysets import CreditRatesQuerySet


class CreditRates(models.Model):
    """The three rates from a day on, until the next row follows; never changed."""

    effective_from = models.DateField(_("起始日期"), unique=True)
    credit = rate(_("抵免比例"))
    education = rate(_("教育费附加征收率"))
    local = rate(_("地方教育附加征收率"))
    basis = models.CharField(_("依据"), max_length=300)
    source = models.CharField(_("来源"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = CreditRatesQuerySet.as_manager()

    class Meta:
        verbose_name = _("抵免参数")
        ordering = ["effective_from"]

    def __str__(self) -> str:
        return f"{self.effective_from}"

    @property
    def credit_words(self) -> str:
        """30%."""
        return share_words(self.credit)

    @property
    def rates(self) -> Rates:
        """As the arithmetic takes them."""
        return Rates(self.credit, self.education, self.local)
