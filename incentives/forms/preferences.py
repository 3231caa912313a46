"""Forms of preferences."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.choices import OrganisationKind
from accounts.models import Organisation
from incentives.choices.grants import PreferenceKind
from industries.models import Industry
from ui.forms import Form, MoneyField
from workflow.forms.fields import DivisionField, WholeField

AREA = forms.Textarea(attrs={"rows": 4})


class SchoolField(forms.CharField):
    """A school of the portal by its whole name."""

    def clean(self, value: Any) -> Any:
        """The school, None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        rows = Organisation.objects.active().filter(kind=OrganisationKind.SCHOOL)
        found = list(rows.filter(name=text)[:2])
        if len(found) == 1:
            return found[0]
        raise ValidationError(_("没有找到该学校，请填写在平台登记的学校全称。"))


class IndustryChoice(forms.ModelChoiceField):
    """A division of GB/T 4754."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.name}"


class PreferenceForm(Form):
    """What is given to whom, on which basis."""

    kind = forms.ChoiceField(
        label=_("倾斜类别"), choices=PreferenceKind.choices, widget=forms.RadioSelect
    )
    city = DivisionField(label=_("城市"), required=False)
    school = SchoolField(label=_("学校"), max_length=200, required=False)
    industry = IndustryChoice(
        label=_("行业"),
        queryset=Industry.objects.filter(section__isnull=False),
        required=False,
        empty_label=_("不选择"),
    )
    year = WholeField(
        label=_("年度"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    quantity = MoneyField(
        label=_("数量"),
        unit="",
        min_value=Decimal("0.01"),
        help_text=_("招生计划填写名额（名），项目投资填写金额（元），学位点填写个数。"),
    )
    basis_name = forms.CharField(label=_("依据文件名称"), max_length=200)
    basis_number = forms.CharField(
        label=_("依据文件文号"), max_length=100, required=False
    )
    basis_url = forms.URLField(
        label=_("依据文件链接"), max_length=300, required=False, assume_scheme="https"
    )
    note = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=AREA
    )
    fieldsets = [
        (_("支持对象（填写一项）"), ["city", "school", "industry"]),
        (_("支持内容"), ["kind", "year", "quantity"]),
        (_("依据"), ["basis_name", "basis_number", "basis_url", "note"]),
    ]

    def clean(self) -> dict[str, Any]:
        """One receiver."""
        data = self.cleaned_data
        named = [data[n] for n in ("city", "school", "industry") if data.get(n)]
        wrong = {"city", "school", "industry"} & set(self.errors)
        if not wrong and len(named) != 1:
            self.add_error("city", _("请填写一个城市、一所学校或一个行业。"))
        return data

    def receiver(self) -> Any:
        data = self.cleaned_data
        return data["city"] or data["school"] or data["industry"]


class CounterForm(Form):
    """What is taken off again, and why."""

    quantity = MoneyField(label=_("冲减数量"), unit="", min_value=Decimal("0.01"))
    reason = forms.CharField(label=_("冲减理由"), max_length=500, widget=AREA)
