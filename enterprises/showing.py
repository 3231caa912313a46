"""An enterprise in words: what everybody may read, and what those concerned may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from enterprises.choices import ReportFigure
from enterprises.models import Enterprise
from industries.choices import PriorityTag
from ui.words import cn_date, number

Facts = Sequence[tuple[str, Any]]


def tag_words(tags: Iterable[str]) -> str:
    """The priority tags by name; one that is no longer in the list by its key."""
    return "、".join(_labels().get(tag, tag) for tag in tags)


@cache
def _labels() -> dict[str, str]:
    return {tag.value: str(tag.label) for tag in PriorityTag}


def public_facts(enterprise: Enterprise) -> Facts:
    """What the directory tells everybody; empty facts are left out."""
    rows = [
        ("统一社会信用代码", enterprise.credit_code),
        ("管理单位", enterprise.managing_unit),
        ("注册地", enterprise.division),
        ("国民经济行业", enterprise.industry and enterprise.industry.label),
        ("重点产业领域", tag_words(enterprise.tags)),
        ("入库编号", enterprise.pool_number),
        ("入库日期", cn_date(enterprise.pooled_on)),
        ("出库日期", cn_date(enterprise.left_pool_on)),
        ("发文名称", enterprise.document_name),
        ("发文文号", enterprise.document_number),
        ("发文日期", cn_date(enterprise.document_date)),
    ]
    return [(label, value) for label, value in rows if value]


def inside_facts(enterprise: Enterprise) -> Facts:
    """What the enterprise and its authorities read besides."""
    rows = [
        ("成立日期", cn_date(enterprise.registered_on)),
        ("注册地址", enterprise.address),
        ("法定代表人", enterprise.legal_representative),
        ("所有制形式", enterprise.get_ownership_display()),
        ("企业规模", enterprise.get_size_display()),
        ("规模以上企业", _yes_no(enterprise.is_above_scale)),
        ("上市公司", _yes_no(enterprise.is_stock_listed)),
        ("申报主体", enterprise.get_group_kind_display()),
        ("职工人数", _people(enterprise.staff)),
        ("技术技能人员", _people(enterprise.technical_staff)),
        ("企业网站", enterprise.website),
        ("联系人", enterprise.contact),
        ("联系电话", enterprise.contact_phone),
        ("电子邮箱", enterprise.contact_mail),
        ("暂停日期", cn_date(enterprise.suspended_since)),
        ("暂停原因", enterprise.suspension_note),
        ("禁止申报截止日", cn_date(enterprise.banned_until)),
    ]
    return [(label, value) for label, value in rows if value]


def filing_words(filing: Any, content: Any) -> list[tuple[Any, Any]]:
    """What a plan or a report says, as it stands now or as it was filed before."""
    found: list[tuple[Any, Any]] = []
    for name in filing.CONTENT:
        value = content[name]
        if name == "figures":
            found += [(k.label, value.get(k.value, "")) for k in ReportFigure]
        elif name == "is_nil":
            found.append(("零报告", _yes_no(value)))
        elif name == "published_on":
            day = date.fromisoformat(value) if isinstance(value, str) else value
            found.append(("公开日期", cn_date(day)))
        else:
            label = filing._meta.get_field(name).verbose_name
            found.append((label, value))
    if content.get("is_nil"):
        return [row for row in found if row[1]]
    return [row for row in found if row[0] not in ("零报告", "零报告原因")]


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _people(count: int | None) -> str:
    return "" if count is None else f"{number(count)}人"
