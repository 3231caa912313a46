"""Forms of this app."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier
from regions.models import ManagingUnit
from reporting.choices import NATION, NATION_NAME, ReportFormat
from reporting.periods import Period, parse_period, recent_periods
from reporting.permissions import lead_organisations
from reporting.scopes import Scope, parse_scope
from ui.forms import Form
from ui.refusals import Refusal


def scopes_for(user: Any) -> list[tuple[str, Any]]:
    """The scopes for which this person may have a report made."""
    leads = lead_organisations(user)
    units = ManagingUnit.objects.all()
    if any(organisation.tier == Tier.NATION for organisation in leads):
        return [(NATION, NATION_NAME), *units.values_list("pk", "name")]
    own = {organisation.managing_unit_id for organisation in leads}
    return list(units.filter(pk__in=own).values_list("pk", "name"))


class FormatForm(Form):
    """In which form the report is written out."""

    format = forms.ChoiceField(
        label=_("文件格式"), choices=ReportFormat.choices, initial=ReportFormat.PDF
    )


class ReportForm(FormatForm):
    """Which report: its scope, its period, its format."""

    scope = forms.ChoiceField(label=_("范围"))
    period = forms.CharField(
        label=_("报告期"),
        max_length=10,
        help_text=_("年度写 2026Y，半年写 2026H1，季度写 2026Q3。"),
    )

    field_order = ["scope", "period", "format"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes_for(user)  # type: ignore[attr-defined]
        periods = recent_periods(timezone.now())
        offered = [(period.code, period.words) for period in periods]
        # A choice to pick from; what is typed into the address is still read.
        self.fields["period"].widget = forms.Select(choices=offered)
        self.fields["period"].help_text = _("尚未开始的报告期不能生成报告。")

    def clean_scope(self) -> Scope:
        """The scope itself."""
        return parse_scope(self.cleaned_data["scope"])

    def clean_period(self) -> Period:
        """The period itself; a text that names none is told at the field."""
        try:
            return parse_period(self.cleaned_data["period"])
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
