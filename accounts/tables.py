"""Lists of accounts."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessRecord, Organisation, User
from ui.tables import BadgeColumn, DateColumn, LinkColumn, NumberColumn, Table

STATUS_TONES = {
    "pending": "review",
    "active": "good",
    "refused": "late",
    "disabled": "off",
}


class OrganisationTable(Table):
    """Organisations of an area."""

    name = LinkColumn(verbose_name=_("名称"), order_by="pinyin")
    kind = tables.Column(verbose_name=_("类别"))
    managing_unit = tables.Column(verbose_name=_("管理单位"), default=_("国家"))
    division = tables.Column(verbose_name=_("所在地"))
    credit_code = tables.Column(verbose_name=_("统一社会信用代码"))
    status = BadgeColumn(verbose_name=_("状态"), tones=STATUS_TONES)

    class Meta(Table.Meta):
        model = Organisation
        fields = (
            "name",
            "kind",
            "managing_unit",
            "division",
            "credit_code",
            "status",
        )


class RegistrationTable(Table):
    """Registrations that wait for this authority."""

    name = tables.Column(verbose_name=_("名称"), order_by="pinyin")
    kind = tables.Column(verbose_name=_("类别"))
    division = tables.Column(verbose_name=_("所在地"))
    credit_code = tables.Column(verbose_name=_("统一社会信用代码"))
    contact_name = tables.Column(verbose_name=_("联系人"))
    registered_at = DateColumn(verbose_name=_("登记时间"), time=True)

    class Meta(Table.Meta):
        model = Organisation
        fields = (
            "name",
            "kind",
            "division",
            "credit_code",
            "contact_name",
            "registered_at",
        )

    def render_name(self, value: str, record: Organisation) -> Any:
        """Leads to the decision."""
        url = reverse("accounts:registration", kwargs={"pk": record.pk})
        return format_html('<a href="{}">{}</a>', url, value)


class UserTable(Table):
    """Accounts, for the system administrator."""

    username = tables.Column(verbose_name=_("用户名"))
    name = tables.Column(verbose_name=_("姓名"))
    email = tables.Column(verbose_name=_("电子邮箱"))
    last_login = DateColumn(verbose_name=_("上次登录"), time=True)
    is_active = BadgeColumn(
        verbose_name=_("状态"), tones={"True": "good", "False": "off"}
    )
    act = tables.Column(verbose_name=_("操作"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = User
        fields = ("username", "name", "email", "last_login", "is_active")

    def render_is_active(self, value: bool) -> Any:
        """正常 or 已停用."""
        label, tone = (_("正常"), "good") if value else (_("已停用"), "off")
        return format_html('<span class="badge badge-{}">{}</span>', tone, label)

    def render_act(self, record: User) -> Any:
        """Disable or enable."""
        verb, label = (
            ("disable", _("停用")) if record.is_active else ("enable", _("启用"))
        )
        url = reverse(f"accounts:user-{verb}", kwargs={"pk": record.pk})
        return format_html('<a href="{}">{}</a>', url, label)


class PasswordAgeTable(Table):
    """Ages of passwords and sessions, for the security administrator."""

    username = tables.Column(verbose_name=_("用户名"))
    name = tables.Column(verbose_name=_("姓名"))
    password_changed_at = DateColumn(verbose_name=_("密码修改时间"))
    age = NumberColumn(
        verbose_name=_("已用天数"), empty_values=(), order_by="-password_changed_at"
    )
    last_login = DateColumn(verbose_name=_("上次登录"), time=True)
    act = tables.Column(verbose_name=_("操作"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = User
        fields = ("username", "name", "password_changed_at", "age", "last_login")

    def render_age(self, record: User) -> str:
        """Whole days since the password was set."""
        return str(max(0, (timezone.now() - record.password_changed_at).days))

    def render_act(self, record: User) -> Any:
        """End the sessions of this person."""
        url = reverse("accounts:sessions-end", kwargs={"pk": record.pk})
        return format_html('<a href="{}">{}</a>', url, _("结束会话"))


class AccessTable(Table):
    """Lines of the access log."""

    at = DateColumn(verbose_name=_("时间"), time=True)
    kind = tables.Column(verbose_name=_("事项"))
    username = tables.Column(verbose_name=_("用户名"))
    user = tables.Column(verbose_name=_("姓名"))
    address = tables.Column(verbose_name=_("来源地址"))
    succeeded = BadgeColumn(verbose_name=_("结果"))
    detail = tables.Column(verbose_name=_("内容"), orderable=False)

    class Meta(Table.Meta):
        model = AccessRecord
        fields = (
            "at",
            "kind",
            "username",
            "user",
            "address",
            "succeeded",
            "detail",
        )

    def render_succeeded(self, value: bool) -> Any:
        """成功 or 失败."""
        label, tone = (_("成功"), "good") if value else (_("失败"), "late")
        return format_html('<span class="badge badge-{}">{}</span>', tone, label)
