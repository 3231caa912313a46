"""Objections to a notice for the demonstration: one in hand, one dismissed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from accounts.models import User
from workflow.checks.objections import Objector
from workflow.choices import ObjectionState, ObjectorKind
from workflow.models import Application
from workflow.services import confirm_objection, file_objection, investigate

PERSON = Objector(
    kind=ObjectorKind.PERSON,
    name="示例居民甲",
    phone="13900000000",
    email="resident@example.invalid",
)
COMPANY = Objector(
    kind=ObjectorKind.ORGANISATION,
    name="示例实训服务有限公司（演示）",
    contact_name="示例联系人",
    phone="010-00000000",
)
DISMISSED = "反映申报材料中的实训基地尚未建成，与申报书所写“已投入使用”不符，请予核实。"
IN_HAND = (
    "申报书所列校企合作项目中有两个项目由我公司承担，合作协议已于上年终止，"
    "申报书仍按执行中项目统计。现提供终止协议，请予核实。"
)
FOUND = "经现场核查和调阅竣工验收资料，实训基地一期已竣工验收并投入使用。"
ANSWER = "您反映的问题已经调查。经现场核查，实训基地一期已于上年竣工验收并投入使用。"
PUBLISHED = "经现场核查，实训基地一期已竣工验收并投入使用，反映的情况不成立。"


def demo_objections(
    application: Application,
    people: Mapping[str, User],
    now: datetime,
    scan: ContentFile[bytes],
) -> None:
    """Raised against a case that is on its notice since yesterday."""
    entry = application.notice_entries.get()
    filed = file_objection(
        entry, objector=PERSON, text=DISMISSED, now=now - timedelta(hours=20)
    )
    found = investigate(
        filed.objection,
        by=people["ndrc"],
        finding=ObjectionState.DISMISSED,
        investigation=FOUND,
        answer=ANSWER,
        published_outcome=PUBLISHED,
        now=now - timedelta(hours=9),
    )
    confirm_objection(found, by=people["ndrc_lead"], now=now - timedelta(hours=6))
    file_objection(
        entry,
        objector=COMPANY,
        text=IN_HAND,
        seal=scan,
        now=now - timedelta(hours=4),
    )
