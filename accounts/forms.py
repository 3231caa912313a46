"""Shapes of input about accounts; rules live in checks and services."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.backends import NAME_LENGTH, typed_name
from accounts.checks import TOKEN_DAYS, credit_code, normal_code
from accounts.choices import (
    ADMINISTRATOR_ROLES,
    BUSINESS_ROLES,
    ENTERED,
    SELF_REGISTERED,
    Department,
    OrganisationKind,
    Role,
    Tier,
    TokenScope,
)
from accounts.models import Organisation, Post, User
from regions.models import Division, ManagingUnit
from ui.forms import DateField, Form, NameField
from ui.text import half_width

PASSWORD_HELP = _(
    "至少 10 个字符，含大写字母、小写字母、数字、符号中的三类，不能与姓名、用户名相近。"
)


def choices_of(kinds: Any, enum: Any) -> list[tuple[str, Any]]:
    """Some members of a closed list, in its order."""
    return [(item.value, item.label) for item in enum if item in kinds]


def end_of(day: date) -> datetime:
    """The last moment of a day in the portal's time."""
    return timezone.make_aware(datetime.combine(day, time.max.replace(microsecond=0)))


def start_of(day: date) -> datetime:
    """The first moment of a day in the portal's time."""
    return timezone.make_aware(datetime.combine(day, time.min))


def secret_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password's field; browsers and password keepers know which one."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, widget=widget, strip=False, max_length=128, help_text=help_text
    )


class PhoneField(forms.CharField):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        number = half_width(super().clean(value) or "").replace(" ", "")
        if number and set(number) - set("0123456789+-()转"):
            raise ValidationError(_("联系电话只能包含数字、加号、横线和括号。"))
        return number


class NewPasswordMixin(Form):
    """Two times the same new password, under the names `first` and `second`."""

    first, second = "new", "again"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        new, again = cleaned.get(self.first), cleaned.get(self.second)
        if new and again and new != again:
            self.add_error(self.second, _("两次输入的密码不一致。"))
        return cleaned


class SignInForm(Form):
    """User name or e-mail, and the password."""

    username = forms.CharField(
        label=_("用户名或电子邮箱"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = secret_field(_("密码"), "current-password")


class ChangePasswordForm(NewPasswordMixin):
    """The old password and a new one."""

    old = secret_field(_("原密码"), "current-password")
    new = secret_field(_("新密码"), "new-password", PASSWORD_HELP)
    again = secret_field(_("确认新密码"), "new-password")


class SetPasswordForm(NewPasswordMixin):
    """A new password, for who came by a mailed link."""

    new = secret_field(_("新密码"), "new-password", PASSWORD_HELP)
    again = secret_field(_("确认新密码"), "new-password")


class AskResetForm(Form):
    """Where the link is mailed."""

    email = forms.EmailField(
        label=_("电子邮箱"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("填写账户所用的电子邮箱，我们会把重设链接发到该邮箱。"),
    )


class NewAccountForm(NewPasswordMixin):
    """The account of a person who accepts an invitation."""

    first, second = "password", "again"

    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        help_text=_("3 至 40 个小写字母、数字、点、横线或下划线，以字母开头。"),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = secret_field(_("密码"), "new-password", PASSWORD_HELP)
    again = secret_field(_("确认密码"), "new-password")

    def clean_username(self) -> str:
        return typed_name(self.cleaned_data["username"])


class ContactForm(Form):
    """What an organisation keeps up to date by itself."""

    short_name = NameField(label=_("简称"), max_length=60, required=False)
    contact_name = NameField(label=_("联系人"), max_length=50)
    contact_phone = PhoneField(label=_("联系电话"))
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)


class OrganisationForm(ContactForm):
    """An organisation that registers; its place comes from the page."""

    kind = forms.ChoiceField(
        label=_("单位类别"), choices=choices_of(SELF_REGISTERED, OrganisationKind)
    )
    name = NameField(
        label=_("单位全称"), max_length=200, help_text=_("与营业执照或法人证书一致。")
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        help_text=_("18 位，不使用字母 I、O、S、V、Z。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    is_central_group = forms.BooleanField(
        label=_("本单位是中央企业或全国性特大型民营企业"),
        required=False,
        help_text=_("勾选后由国家部门确认，不由所在地管理单位确认。"),
    )
    field_order = ("kind", "name", "credit_code", "is_central_group")
    fieldsets = [
        (
            _("单位信息"),
            [
                "kind",
                "name",
                "short_name",
                "credit_code",
                "is_central_group",
                "contact_name",
                "contact_phone",
                "address",
            ],
        )
    ]

    def clean_credit_code(self) -> str:
        code = normal_code(self.cleaned_data["credit_code"])
        if issues := credit_code(code):
            raise ValidationError(issues[0].sentence)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        central = cleaned.get("is_central_group")
        if central and cleaned.get("kind") != OrganisationKind.ENTERPRISE:
            self.add_error("is_central_group", _("只有企业可以勾选此项。"))
        return cleaned


class RegistrationForm(NewAccountForm, OrganisationForm):
    """An organisation and its first user."""

    person = NameField(label=_("姓名"), max_length=50)
    email = forms.EmailField(
        label=_("电子邮箱"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("用于登录和接收通知。"),
    )
    fieldsets = [
        *OrganisationForm.fieldsets,
        (_("单位管理员账户"), ["person", "username", "email", "password", "again"]),
    ]


class ReasonForm(Form):
    """Why something is refused, disabled or enabled."""

    reason = forms.CharField(
        label=_("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class InviteForm(Form):
    """Who is asked to join, and as what."""

    name = NameField(label=_("姓名"), max_length=50)
    email = forms.EmailField(label=_("电子邮箱"))
    role = forms.ChoiceField(label=_("角色"))
    is_organisation_admin = forms.BooleanField(
        label=_("同时担任单位管理员"),
        required=False,
        help_text=_("单位管理员可以邀请、调整和移除本单位成员。"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_in(organisation)


def roles_in(organisation: Organisation) -> list[tuple[str, Any]]:
    """The roles an organisation has."""
    operator = organisation.tier == Tier.OPERATION
    return choices_of(ADMINISTRATOR_ROLES if operator else BUSINESS_ROLES, Role)


class PostForm(Form):
    """A member's role, title and right."""

    role = forms.ChoiceField(label=_("角色"))
    title = NameField(label=_("职务"), max_length=60, required=False)
    is_organisation_admin = forms.BooleanField(label=_("单位管理员"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_in(organisation)


class DeputyForm(Form):
    """Who stands in, from when to when."""

    user = forms.ModelChoiceField(label=_("代理人"), queryset=User.objects.none())
    starts = DateField(label=_("开始日期"))
    ends = DateField(label=_("结束日期"), help_text=_("当日结束时自动失效。"))

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = post.organisation.posts.current().filter(user__is_active=True)
        people = User.objects.filter(posts__in=members).exclude(pk=post.user_id)
        self.fields["user"].queryset = people.distinct().order_by("name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("结束日期不能早于开始日期。"))
        return cleaned


class TokenForm(Form):
    """What a token is for, what it may do, how long."""

    name = NameField(
        label=_("用途"), max_length=60, help_text=_("例如“省平台数据对接”。")
    )
    scope = forms.ChoiceField(label=_("权限"), choices=TokenScope.choices)
    expires_on = DateField(label=_("有效期至"), help_text=_("最长一年。"))

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("有效期不能早于今天。"))
        if day > today + timedelta(days=TOKEN_DAYS):
            raise ValidationError(_("有效期最长一年。"))
        return day


class DepartmentForm(Form):
    """An organisation that the system administrator enters, and its first member."""

    kind = forms.ChoiceField(
        label=_("类别"), choices=choices_of(ENTERED, OrganisationKind)
    )
    name = NameField(label=_("单位全称"), max_length=200)
    short_name = NameField(label=_("简称"), max_length=60, required=False)
    managing_unit = forms.ModelChoiceField(
        label=_("所属管理单位"),
        queryset=ManagingUnit.objects.all(),
        required=False,
        empty_label=_("（国家部委、平台运行单位不选）"),
        help_text=_("省级部门、城市主管部门必填。"),
    )
    division_code = forms.CharField(
        label=_("所在行政区划代码"),
        max_length=6,
        required=False,
        help_text=_("六位代码，城市主管部门必填，可在“行政区划”中查询。"),
    )
    department = forms.ChoiceField(
        label=_("部门职能"),
        choices=[("", _("（非政府部门不选）")), *Department.choices],
        required=False,
        help_text=_("征求部门意见时，按职能确定被征求意见的部门。"),
    )
    is_lead_authority = forms.BooleanField(label=_("牵头部门"), required=False)
    admin_name = NameField(label=_("姓名"), max_length=50)
    admin_email = forms.EmailField(label=_("电子邮箱"))
    admin_role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    fieldsets = [
        (
            _("单位"),
            [
                "kind",
                "name",
                "short_name",
                "managing_unit",
                "division_code",
                "department",
                "is_lead_authority",
            ],
        ),
        (_("首任单位管理员"), ["admin_name", "admin_email", "admin_role"]),
    ]

    def clean_division_code(self) -> Division | None:
        code = half_width(self.cleaned_data["division_code"])
        if not code:
            return None
        found = Division.objects.filter(pk=code).first()
        if found is None:
            raise ValidationError(_("没有代码为 %s 的行政区划。") % code)
        return found


class AdministratorForm(Form):
    """A new first administrator for an organisation that has none."""

    name = NameField(label=_("姓名"), max_length=50)
    email = forms.EmailField(label=_("电子邮箱"))
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_in(organisation)
