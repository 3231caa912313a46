"""The table of rates."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from incentives.models import CreditRates
from incentives.models.money import share_words
from ui.tables import DateColumn, Table
from ui.words import cn_date

NUMERIC = {"th": {"class": "num"}, "td": {"class": "num"}}


class ShareColumn(tables.Column):
    """0.3000 as 30%."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(attrs=NUMERIC, orderable=False, **kwargs)

    def render(self, value: Decimal) -> str:
        return share_words(value)


class RatesTable(Table):
    """Rates with the days on which they hold, the newest first."""

    caption = "抵免参数"
    effective_from = DateColumn(verbose_name=_("起始日期"))
    next_from = tables.Column(
        verbose_name=_("终止日期"),
        orderable=False,
        empty_values=(),
        attrs={"th": {"class": "date"}, "td": {"class": "date"}},
    )
    credit = ShareColumn(verbose_name=_("抵免比例"))
    education = ShareColumn(verbose_name=_("教育费附加征收率"))
    local = ShareColumn(verbose_name=_("地方教育附加征收率"))
    basis = tables.Column(verbose_name=_("依据"), orderable=False)
    source = tables.Column(verbose_name=_("来源"), orderable=False)

    class Meta(Table.Meta):
        model = CreditRates
        fields = (
            "effective_from",
            "next_from",
            "credit",
            "education",
            "local",
            "basis",
            "source",
        )
        order_by = "-effective_from"

    def render_next_from(self, record: Any) -> str:
        """The last day on which they hold."""
        if record.next_from is None:
            return "至下次调整"
        return cn_date(record.next_from - timedelta(days=1))
