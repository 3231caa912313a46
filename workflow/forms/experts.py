"""What is typed about the pool: an expert, what binds him, and the end of a tie."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from regions.models import ManagingUnit
from ui.forms import DateField, Form
from workflow.choices import ExpertField, ExpertStatus, TieNature
from workflow.models import Expert

NATION = "nation"


class OrganisationByName(forms.CharField):
    """An organisation of the portal, by its full name, short name or credit code."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("填写单位全称或统一社会信用代码。")
        super().__init__(help_text=help_text, max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        """The one organisation meant, or a sentence."""
        words = super().clean(value)
        if not words:
            return None
        same = Q(name=words) | Q(short_name=words) | Q(credit_code=words.upper())
        found = list(Organisation.objects.filter(same)[:2])
        if not found:
            raise ValidationError(_("没有找到该单位，请核对全称或统一社会信用代码。"))
        if len(found) > 1:
            raise ValidationError(_("有多个单位同名，请填写统一社会信用代码。"))
        return found[0]


class ExpertForm(Form):
    """What may be changed of an expert; earlier draws keep what was true then."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fields_known = forms.MultipleChoiceField(
        label=_("专业领域"),
        choices=ExpertField.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    home_unit = forms.ModelChoiceField(
        label=_("所在地区"), queryset=ManagingUnit.objects.all()
    )
    employer = OrganisationByName(label=_("工作单位"))
    title = forms.CharField(label=_("职称或职务"), max_length=60, required=False)
    status = forms.ChoiceField(label=_("状态"), choices=ExpertStatus.choices)
    note = forms.CharField(label=_("备注"), max_length=300, required=False)

    fieldsets = [
        (_("专业"), ["fields_known", "title"]),
        (_("单位与状态"), ["employer", "home_unit", "status", "note"]),
    ]

    @staticmethod
    def initial_of(expert: Expert) -> dict[str, Any]:
        """As it stands."""
        return {
            "version": expert.version,
            "fields_known": expert.fields,
            "home_unit": expert.home_unit_id,
            "employer": expert.employer.name,
            "title": expert.title,
            "status": expert.status,
            "note": expert.note,
        }

    def changes(self) -> dict[str, Any]:
        """What the service takes."""
        data = {k: v for k, v in self.cleaned_data.items() if k != "version"}
        return {"fields": data.pop("fields_known"), **data}


class ExpertAddForm(Form):
    """A person with an expert's post enters a pool."""

    user = forms.CharField(
        label=_("用户名或电子邮箱"),
        max_length=254,
        help_text=_("须已有专家岗位的账户。"),
    )
    pool = forms.ChoiceField(label=_("专家库"))
    fields_known = ExpertForm.base_fields["fields_known"]
    home_unit = forms.ModelChoiceField(
        label=_("所在地区"),
        queryset=ManagingUnit.objects.all(),
        required=False,
        empty_label=_("按工作单位所在地区"),
    )
    title = ExpertForm.base_fields["title"]
    note = ExpertForm.base_fields["note"]

    fieldsets = [
        (_("专家"), ["user", "pool"]),
        (_("专业"), ["fields_known", "title"]),
        (_("其他"), ["home_unit", "note"]),
    ]

    def __init__(self, *args: Any, pools: list[ManagingUnit | None], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.pools = {unit.code if unit else NATION: unit for unit in pools}
        choices = [
            (key, f"{unit}专家库" if unit else "国家专家库")
            for key, unit in self.pools.items()
        ]
        self.fields["pool"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["pool"].initial = choices[0][0]

    def clean_user(self) -> User:
        """The account meant."""
        found = User.objects.active().by_name_or_email(self.cleaned_data["user"])
        user: User | None = found.first()
        if user is None:
            raise ValidationError(_("没有找到该用户，请核对用户名或电子邮箱。"))
        return user

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        unit = self.pools[data.pop("pool")]
        return {"fields": data.pop("fields_known"), "managing_unit": unit, **data}


class TieForm(Form):
    """What binds an expert to an organisation."""

    organisation = OrganisationByName(label=_("单位"))
    nature = forms.ChoiceField(label=_("关系"), choices=TieNature.choices)
    starts_on = DateField(label=_("开始日期"), required=False)
    ends_on = DateField(
        label=_("结束日期"), required=False, help_text=_("仍在持续的，请留空。")
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class TieEndForm(Form):
    """Since when a tie is over."""

    ends_on = DateField(
        label=_("结束日期"), required=False, help_text=_("仍在持续的，请留空。")
    )
