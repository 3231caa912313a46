"""The questions of the self-check; the answers stand in the address."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enterprises.answers import Answers
from enterprises.choices import ExclusionKind, GroupKind, SchoolKind
from enterprises.services.eligibility import find_place
from industries.choices import PriorityTag
from industries.forms import IndustryField
from regions.models import Division
from ui.forms import DateField, Fieldsets, Form, MoneyField
from ui.refusals import Invalid
from workflow.forms.fields import WholeField

FIRST_DAY = date(1900, 1, 1)
MOST = 1_000_000
YUAN_IN_WAN = Decimal(10_000)
YES_OR_NO = [("yes", _("是")), ("no", _("否")), ("", _("不清楚"))]
TROUBLES = (ExclusionKind.ACCIDENT, ExclusionKind.DISHONESTY, ExclusionKind.TAX)


class PlaceField(forms.CharField):
    """A division by code, name or a part of it; unclear ones are told apart."""

    def clean(self, value: Any) -> Any:
        """The division that is meant."""
        text = super().clean(value)
        try:
            return find_place(text) if text else None
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from refusal


class CountField(WholeField):
    """A number of something, with its unit; nothing typed is none."""

    default_error_messages = {"invalid": _("请填写整数，例如 60。")}

    def __init__(self, *, unit: str, **kwargs: Any) -> None:
        self.unit = unit
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(
            required=False, min_value=0, max_value=MOST, widget=widget, **kwargs
        )


def _yes_or_no(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=YES_OR_NO,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )


def _boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class EligibilityForm(Form):
    """What a firm knows of itself without looking anything up."""

    division = PlaceField(
        label=_("注册地"),
        max_length=60,
        help_text=_("填写到市或县（市、区），例如“杭州市滨江区”，也可填写6位代码。"),
        widget=forms.TextInput(attrs={"list": "places"}),
    )
    group = forms.ChoiceField(
        label=_("申报主体"),
        choices=GroupKind.choices,
        initial=GroupKind.NONE,
        required=False,
        widget=forms.RadioSelect,
    )
    industry = IndustryField(
        label=_("主营业务所属行业"),
        required=False,
        empty_label=_("不清楚"),
        help_text=_("按《国民经济行业分类》（GB/T 4754—2017）大类选择。"),
    )
    registered_on = DateField(
        label=_("注册日期"),
        required=False,
        earliest=FIRST_DAY,
        help_text=_("营业执照上的成立日期。"),
    )
    tags = _boxes(_("所属重点产业领域"), PriorityTag.choices)
    is_above_scale = _yes_or_no(_("是否规模以上企业"))
    education_fund_in_full = _yes_or_no(_("是否足额提取职工教育经费"))
    has_cooperation_body = _yes_or_no(_("是否有产教融合专门机构或专门人员"))
    school_kinds = _boxes(_("举办或参与举办教育"), SchoolKind.choices)
    has_apprenticeship = forms.BooleanField(
        label=_("承担现代学徒制或企业新型学徒制试点任务"), required=False
    )
    has_certificate = forms.BooleanField(
        label=_("承担1+X证书制度试点任务"), required=False
    )
    interns = CountField(
        label=_("近3年接收实习满3个月的学生"),
        unit="人",
        help_text=_("同一学生只计一次。"),
    )
    programmes = CountField(
        label=_("与院校共建的学科专业点"),
        unit="个",
        help_text=_("以订单班等形式开展实质合作的，按学校和专业计。"),
    )
    programme_students = CountField(label=_("上述专业点累计培养学生"), unit="人")
    investment = MoneyField(
        label=_("近3年共建实训基地和捐赠的投入"),
        unit="万元",
        max_digits=12,
        required=False,
        help_text=_("按实际付款日期计算。"),
    )
    rights = CountField(
        label=_("近3年与院校共有的知识产权"),
        unit="项",
        help_text=_("证书上须载明院校为共有人。"),
    )
    troubles = _boxes(
        _("近年存在下列情形的，请勾选"), [(k.value, k.label) for k in TROUBLES]
    )
    removed_on = DateField(
        label=_("曾被移出培育库或认证目录的日期"),
        required=False,
        earliest=FIRST_DAY,
        help_text=_("没有的不填。"),
    )

    fieldsets: Fieldsets = [
        (_("企业情况"), ["division", "registered_on", "industry", "group", "tags"]),
        (
            _("工作基础"),
            ["is_above_scale", "education_fund_in_full", "has_cooperation_body"],
        ),
        (
            _("六项条件"),
            [
                "school_kinds",
                "has_apprenticeship",
                "has_certificate",
                "interns",
                "rights",
                "programmes",
                "programme_students",
                "investment",
            ],
        ),
        (_("不予受理的情形"), ["troubles", "removed_on"]),
    ]

    def answers(self) -> Answers:
        """The answers as the checks take them; sums in yuan."""
        data = dict(self.cleaned_data)
        place: Division = data.pop("division")
        industry, wan = data.pop("industry"), data.pop("investment")
        counts = ("interns", "programmes", "programme_students", "rights")
        lists = ("tags", "troubles", "school_kinds")
        data |= {name: data[name] or 0 for name in counts}
        data |= {name: tuple(data[name]) for name in lists}
        return Answers(
            **data | {"group": data["group"] or GroupKind.NONE.value},
            division=place.code,
            division_name=place.full_name,
            industry=industry.code if industry else "",
            investment=(wan or Decimal(0)) * YUAN_IN_WAN,
        )
