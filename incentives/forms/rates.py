"""A row of rates; shares are typed in percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incentives.credit import FIRST_DAY
from ui.forms import DateField, Fieldsets, Form, MoneyField

PERCENT = Decimal(100)
SHARES = ("credit", "education", "local")


def _share(label: Any, example: str) -> MoneyField:
    return MoneyField(
        label=label,
        unit="%",
        max_digits=5,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        help_text=_("按百分数填写，例如 %s。") % example,
        error_messages={"invalid": _("请填写数字，例如 30。")},
    )


class RatesForm(Form):
    """From which day which rates hold, and on what basis."""

    effective_from = DateField(
        label=_("起始日期"),
        earliest=FIRST_DAY,
        help_text=_("应为今后某月的1日；此前的所属期仍按原参数计算。"),
    )
    credit = _share(_("抵免比例"), "30")
    education = _share(_("教育费附加征收率"), "3")
    local = _share(_("地方教育附加征收率"), "2")
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("文件名称和文号。"),
    )

    fieldsets: Fieldsets = [
        (_("参数"), ["effective_from", *SHARES]),
        (_("依据"), ["basis"]),
    ]

    def given(self) -> dict[str, Any]:
        """As the service takes it: shares of one."""
        shares = {name: self.cleaned_data[name] / PERCENT for name in SHARES}
        return self.cleaned_data | shares
