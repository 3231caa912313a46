"""Forms of grants: a direct award, the entries of the ledger, four eyes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from enterprises.models import Enterprise
from incentives.choices.grants import GrantCategory
from incentives.models import PolicyVersion
from ui.forms import DateField, Form, MoneyField
from ui.text import half_width
from workflow.forms.fields import DivisionField

AREA = forms.Textarea(attrs={"rows": 4})
CENT = Decimal("0.01")


def amount_field(label: Any, **kwargs: Any) -> MoneyField:
    """An amount in yuan, above nothing."""
    kwargs.setdefault("min_value", CENT)
    return MoneyField(label=label, unit="元", **kwargs)


class FirmField(forms.CharField):
    """An enterprise by its credit code or its whole name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """The enterprise, None for nothing."""
        text = half_width(super().clean(value) or "").strip()
        if not text:
            return None
        rows = Enterprise.objects.select_related("managing_unit", "division")
        found = list(rows.filter(credit_code=text.upper())) or list(
            rows.in_directory().filter(name=text)[:2]
        )
        if len(found) == 1:
            return found[0]
        raise ValidationError(_("没有找到该企业，请填写统一社会信用代码或企业全称。"))


def firm_named(text: str) -> Enterprise | None:
    """The enterprise that an address names; None where it is not found."""
    try:
        found: Enterprise | None = FirmField(required=False).clean(text)
    except ValidationError:
        return None
    return found


class GrantStartForm(Form):
    """What is applied for."""

    category = forms.ChoiceField(
        label=_("激励类别"),
        choices=GrantCategory.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "金融、财政、土地、信用四类为组合式激励，由认证证书有效的企业申请；"
            "其他类别由在库企业和城市申请。"
        ),
    )


class TermsForm(Form):
    """The terms of a direct award."""

    category = forms.ChoiceField(
        label=_("激励类别"), choices=GrantCategory.choices, widget=forms.RadioSelect
    )
    amount = amount_field(_("金额"), required=False)
    right = forms.CharField(
        label=_("权益内容"),
        max_length=500,
        required=False,
        widget=AREA,
        help_text=_("没有金额的，写明贷款、用地、信用等权益。"),
    )
    policy = forms.ModelChoiceField(
        label=_("政策清单中的依据"),
        queryset=PolicyVersion.objects.none(),
        required=False,
        empty_label=_("不从政策清单选择"),
        help_text=_("选择后，依据文件的名称、文号和链接由系统带出，可以不填。"),
    )
    basis_name = forms.CharField(
        label=_("依据文件名称"), max_length=200, required=False
    )
    basis_number = forms.CharField(
        label=_("依据文件文号"),
        max_length=100,
        required=False,
        help_text=_("没有文号的不填，以文件名称为准。"),
    )
    basis_url = forms.URLField(
        label=_("依据文件链接"), max_length=300, required=False, assume_scheme="https"
    )
    starts = DateField(label=_("执行期起"))
    ends = DateField(
        label=_("执行期止"), required=False, help_text=_("没有期限的不填。")
    )
    conditions = forms.CharField(
        label=_("条件"), max_length=5000, required=False, widget=AREA
    )


class AwardForm(TermsForm):
    """Grant to an enterprise or a city without its application."""

    firm = FirmField(
        label=_("企业"),
        required=False,
        help_text=_("统一社会信用代码或企业全称；授予城市的不填。"),
    )
    city = DivisionField(
        label=_("城市"), required=False, help_text=_("授予企业的不填。")
    )
    awarded_on = DateField(label=_("授予日期"))
    reason = forms.CharField(label=_("授予理由"), max_length=2000, widget=AREA)
    file = UploadField(label=_("证明材料"), required=False)
    amount_is_public = forms.BooleanField(label=_("向社会公开金额"), required=False)
    checked = forms.BooleanField(
        label=_("已核对其他层级依据同一文件的激励，不属于重复支持"), required=False
    )
    fieldsets = [
        (_("激励对象"), ["firm", "city"]),
        (_("激励内容"), ["category", "amount", "right", "amount_is_public"]),
        (_("依据"), ["policy", "basis_name", "basis_number", "basis_url"]),
        (_("期限和条件"), ["awarded_on", "starts", "ends", "conditions"]),
        (_("办理"), ["reason", "file", "checked"]),
    ]

    def __init__(self, *, policies: QuerySet[PolicyVersion], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["policy"].queryset = policies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One receiver."""
        firm, city = self.cleaned_data.get("firm"), self.cleaned_data.get("city")
        named = {"firm", "city"} & set(self.errors)
        if not named and bool(firm) == bool(city):
            self.add_error("firm", _("请填写一家企业或者一个城市。"))
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        terms = {name: data[name] for name in TermsForm.base_fields}
        return {
            "terms": terms,
            "reason": data["reason"],
            "awarded_on": data["awarded_on"],
            "amount_is_public": data["amount_is_public"],
            "checked": data["checked"],
            "upload": data["file"],
        }


class VersionForm(Form):
    """Bound to what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AmountForm(VersionForm):
    """How much is granted of what was applied for."""

    amount = amount_field(_("核定金额"), help_text=_("不超过申请金额。"))
    reason = forms.CharField(
        label=_("核定理由"),
        max_length=500,
        required=False,
        widget=AREA,
        help_text=_("核定金额低于申请金额的必填，授予时告知申请单位。"),
    )


class PaymentForm(VersionForm):
    """Money paid out."""

    on = DateField(label=_("兑付日期"))
    amount = amount_field(_("兑付金额"))
    voucher_number = forms.CharField(label=_("支付凭证号码"), max_length=60)
    file = UploadField(label=_("支付凭证"))
    note = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=AREA
    )


class RecoveryForm(VersionForm):
    """Money that came back."""

    on = DateField(label=_("收回日期"))
    amount = amount_field(_("收回金额"))
    voucher_number = forms.CharField(
        label=_("收款凭证号码"), max_length=60, required=False
    )
    file = UploadField(label=_("收款凭证"), required=False)
    note = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=AREA
    )


class ConditionForm(VersionForm):
    """Whether the conditions are met."""

    met = forms.TypedChoiceField(
        label=_("条件是否满足"),
        choices=[("true", _("已满足")), ("false", _("未满足"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("认定日期"))
    note = forms.CharField(label=_("认定依据"), max_length=2000, widget=AREA)
    file = UploadField(label=_("证明材料"), required=False)


class RevocationForm(VersionForm):
    """On which ground an award is revoked, and what has to come back."""

    ground = forms.CharField(
        label=_("撤销理由"),
        max_length=2000,
        widget=AREA,
        help_text=_("写明事实和依据；负责人确认后告知激励对象。"),
    )
    demanded = amount_field(
        _("应收回金额"), min_value=Decimal(0), help_text=_("不需要收回的填写0。")
    )
    file = UploadField(label=_("证明材料"), required=False)


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=AREA)


class PlainReasonForm(Form):
    """Why; about something that never changes."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=AREA)
