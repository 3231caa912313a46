"""The window and the texts of a round."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.calendar import BEIJING
from ui.forms import DateField, Form, NameField
from workflow.models import Round


def _start_of(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


class RoundForm(Form):
    """Name, window and texts of a round; the last day counts in full."""

    name = NameField(label=_("批次名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=2019, max_value=2100)
    batch = forms.IntegerField(label=_("批次"), min_value=1, max_value=99, initial=1)
    opens_on = DateField(label=_("开始日期"), help_text=_("当日零时起可以提交。"))
    closes_on = DateField(label=_("截止日期"), help_text=_("当日二十四时截止。"))
    basis = forms.CharField(label=_("依据文件"), max_length=200, required=False)
    instructions = forms.CharField(
        label=_("申报说明"), max_length=5000, required=False, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error(
                "closes_on", ValidationError(_("截止日期不能早于开始日期。"))
            )
        return data

    def round_fields(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        names = ("name", "year", "batch", "basis", "instructions")
        return {
            **{name: data[name] for name in names},
            "opens_at": _start_of(data["opens_on"]),
            "closes_at": _start_of(data["closes_on"] + timedelta(days=1)),
        }

    @staticmethod
    def initial_of(a_round: Round) -> dict[str, Any]:
        """The round as the form shows it."""
        last = timezone.localtime(a_round.closes_at) - timedelta(microseconds=1)
        return {
            "name": a_round.name,
            "year": a_round.year,
            "batch": a_round.batch,
            "basis": a_round.basis,
            "instructions": a_round.instructions,
            "opens_on": timezone.localtime(a_round.opens_at).date(),
            "closes_on": last.date(),
            "version": a_round.version,
        }
