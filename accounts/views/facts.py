"""How an organisation is shown on pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation


def organisation_facts(organisation: Organisation) -> list[tuple[str, Any]]:
    """Rows of the facts table."""
    unit = organisation.managing_unit
    return [
        (_("单位全称"), organisation.name),
        (_("简称"), organisation.short_name),
        (_("类别"), organisation.get_kind_display()),
        (_("统一社会信用代码"), organisation.credit_code),
        (_("管理单位"), unit.name if unit else _("国家")),
        (_("所在地"), organisation.division),
        (_("联系人"), organisation.contact_name),
        (_("联系电话"), organisation.contact_phone),
        (_("通信地址"), organisation.address),
        (_("状态"), organisation.get_status_display()),
    ]
