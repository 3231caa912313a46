"""Forms of the record, of plans and reports, and of those who follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.checks import normal_code
from documents.forms import UploadField
from enterprises.choices import ReportFigure, VisitKind
from enterprises.models import (
    AnnualReport,
    Enterprise,
    EnterpriseYear,
    GroupMember,
    ThreeYearPlan,
)
from enterprises.models.facts import FIGURES
from ui.forms import DateField, Form, MoneyField, prepare_field
from workflow.forms.fields import WholeField, fields_of

AREA = forms.Textarea(attrs={"rows": 5})
FIGURE_PREFIX = "figure_"


class ModelFieldsForm(Form):
    """Some fields of a model, none required, and the version that the page showed."""

    model: Any = None
    names: tuple[str, ...] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *, names: Iterable[str] = (), **kwargs: Any) -> None:
        self.shown = tuple(names) or self.names
        super().__init__(**kwargs)
        for name, field in fields_of(self.model, self.shown).items():
            self.fields[name] = field
        # The new fields are cleaned and speak as the house's do.
        for name in self.shown:
            prepare_field(name, self.fields[name])

    def given(self) -> dict[str, Any]:
        """What was typed, by field."""
        return {name: self.cleaned_data[name] for name in self.shown}


class FactsForm(ModelFieldsForm):
    """What an enterprise says of itself."""

    model = Enterprise


class YearForm(ModelFieldsForm):
    """The figures of one year."""

    model = EnterpriseYear
    names = FIGURES


class MemberForm(Form):
    """A member of the group with its ratio, from–to."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("成员单位名称"))
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=40)
    control_ratio = MoneyField(
        label=_("控制比例"),
        unit="%",
        max_digits=5,
        help_text=GroupMember._meta.get_field("control_ratio").help_text,
    )
    since = DateField(label=_("起始日期"))
    until = DateField(
        label=_("终止日期"),
        required=False,
        help_text=_("仍为成员单位的不填；控制比例变化的，终止原记录后另加一条。"),
    )

    def clean_credit_code(self) -> str:
        """As codes are kept."""
        return normal_code(self.cleaned_data["credit_code"])

    def given(self) -> dict[str, Any]:
        """What was typed, by field."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class FilingForm(ModelFieldsForm):
    """A paper that is filed: a draft may be incomplete."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["file"] = UploadField(label=_("附件"), required=False)

    def given(self) -> dict[str, Any]:
        """By the names of the paper's content."""
        return {name: self.cleaned_data[name] for name in self.shown}


class PlanForm(FilingForm):
    """The three-year plan."""

    model = ThreeYearPlan
    names = ThreeYearPlan.CONTENT


class ReportForm(FilingForm):
    """The report of a year, with what it counts."""

    model = AnnualReport
    names = tuple(name for name in AnnualReport.CONTENT if name != "figures")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        reason = self.fields["nil_reason"]
        self.fields["nil_reason"] = forms.CharField(
            label=reason.label, required=False, max_length=500, widget=AREA
        )
        self.fields["is_nil"].label = _("当年没有开展工作，报送零报告")
        prepare_field("nil_reason", self.fields["nil_reason"])
        for key in ReportFigure:
            name = FIGURE_PREFIX + key.value
            self.fields[name] = figure_field(key)
        figures = [FIGURE_PREFIX + key.value for key in ReportFigure]
        self.fieldsets = [
            (_("零报告"), ["is_nil", "nil_reason"]),
            (_("工作情况"), ["progress", "problems", "next_steps"]),
            (_("年度数据"), figures),
            (_("公开情况"), ["public_url", "published_on", "file"]),
        ]

    def given(self) -> dict[str, Any]:
        """Figures by their keys, as text that JSON keeps exactly."""
        figures = {
            key.value: _kept(self.cleaned_data[FIGURE_PREFIX + key.value])
            for key in ReportFigure
        }
        return super().given() | {"figures": figures}


def figure_field(key: ReportFigure) -> forms.Field:
    """Money in yuan, anything else a whole number."""
    if key == ReportFigure.INVESTED:
        return MoneyField(label=key.label, unit="", required=False)
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return WholeField(
        label=key.label,
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=widget,
    )


def _kept(value: Any) -> str:
    return "" if value is None else str(value)


class ReasonForm(Form):
    """A reason, and the version that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("理由"), max_length=500, widget=AREA)


class ReturnForm(ReasonForm):
    """Why a paper is sent back, and by when it is to come again."""

    due_on = DateField(label=_("重新报送期限"))


class VisitForm(Form):
    """A follow-up visit."""

    on = DateField(label=_("走访日期"))
    kind = forms.ChoiceField(label=_("方式"), choices=VisitKind.choices)
    findings = forms.CharField(label=_("了解到的情况"), widget=AREA)
    advice = forms.CharField(label=_("意见建议"), widget=AREA, required=False)
    is_shared = forms.BooleanField(
        label=_("告知企业"),
        required=False,
        initial=True,
        help_text=_("不勾选的，仅管理单位和有关主管部门可见。"),
    )
