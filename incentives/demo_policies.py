"""Benefits to look at in the demonstration; all of them are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.services.policies import (
    draft_policy,
    propose_version,
    publish_version,
)

LAND = "实训基地用地支持（演示）"
TRAINEES = "接收实习学生补助（演示）"
SOURCE = "演示数据，并非真实政策"


def demo_policies(now: datetime, people: Mapping[str, User]) -> None:
    """One of Zhejiang's that is published, one of Hangzhou's that waits."""
    if PolicyBenefit.objects.filter(name=LAND).exists():
        return
    conditions = [
        {"test": "in_pool", "operator": "is", "value": True},
        {"test": "certified", "operator": "is", "value": True},
        {"test": "staff", "operator": "at_least", "value": 100},
        {
            "any": [
                {"test": "size", "operator": "in", "value": ["large", "medium"]},
                {"test": "above_scale", "operator": "is", "value": True},
            ]
        },
        {"test": "plan_filed", "operator": "is", "value": True},
    ]
    land = _content(LAND, "优先保障产教融合实训基地建设用地。", ["land"], conditions)
    version = draft_policy(content=land, by=people["zhejiang"], now=now)
    propose_version(version, by=people["zhejiang"], now=now)
    publish_version(version, by=people["zhejiang_lead"], now=now)
    trainees = _content(TRAINEES, "按接收人数给予补助。", ["fiscal"], conditions[:1])
    version = draft_policy(content=trainees, by=people["hangzhou"], now=now)
    propose_version(version, by=people["hangzhou"], now=now)


def _content(
    name: str, text: str, kinds: list[str], conditions: list[Any]
) -> dict[str, Any]:
    blank = PolicyVersion()
    given = {
        "name": name,
        "kinds": kinds,
        "content": text,
        "conditions": conditions,
        "basis_title": "演示文件",
        "source": SOURCE,
    }
    return {key: getattr(blank, key) for key in CONTENT} | given
