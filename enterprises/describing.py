"""A cultivation application in words, from its head to its last section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from enterprises.choices import GroupKind
from enterprises.models.sections import OUTLINE
from workflow import showing
from workflow.content import Part

NATION = "国家（集团整体申报）"


def describe(data: Mapping[str, Any]) -> list[Part]:
    """A submission in parts, as comparison, archive and paper show it."""
    return [head(data), *showing.present(OUTLINE, data)]


def head(data: Mapping[str, Any]) -> Part:
    """Who applies, where, and to whom."""
    unit = data["managing_unit"]
    facts = [
        ("企业名称", data["enterprise"]["name"]),
        ("统一社会信用代码", data["enterprise"]["credit_code"]),
        ("注册地", data["place"]["name"]),
        ("申报主体", str(GroupKind(data["group_kind"]).label)),
        ("申报批次", data["round"]),
        ("管理单位", unit["name"] if unit else NATION),
    ]
    return Part("head", "申报信息", facts)
