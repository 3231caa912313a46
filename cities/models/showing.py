"""A nomination's content in words: parts with facts, tables and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cities.choices import SectionKey
from cities.models.sections import OUTLINE
from workflow import showing
from workflow.choices import Lane
from workflow.content import Part
from workflow.showing import with_facts, words_of

__all__ = ["describe", "present", "words_of"]


def describe(data: Mapping[str, Any]) -> list[Part]:
    """A submission from its head to its last section."""
    return [_head(data), *present(data)]


def _head(data: Mapping[str, Any]) -> Part:
    division = data["division"]
    facts = [
        ("申报名称", data["title"]),
        ("申报批次", data["round"]),
        ("申报单位", data["applicant"]),
        ("管理单位", data["managing_unit"]["name"]),
        ("申报城市", division["name"]),
        ("欠发达地区", "是" if division["less_developed"] else "否"),
        ("申报路径", str(Lane(data["lane"]).label)),
    ]
    return Part("head", "申报信息", facts)


def present(data: Mapping[str, Any]) -> list[Part]:
    """The sections of a snapshot, in order, with labels and Chinese dates."""
    area = data.get("core_area")
    facts = [("试点核心区", area["name"])] if area else []
    return with_facts(showing.present(OUTLINE, data), SectionKey.CORE_AREA, facts)
