"""Opinions of departments for the demonstration, given by the personas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from workflow.choices import Stance
from workflow.models import Application
from workflow.services import (
    ask_opinions,
    draft_opinion,
    sign_opinion,
    write_resolution,
)

REQUEST = "请结合本部门职责，重点就资金安排、设备投入和技能人才培养目标提出意见。"
ASKED = ("finance", "industry", "human_resources")
FINANCE = "财政投入安排与本级财力相匹配，未增加地方政府隐性债务，同意推荐。"
INDUSTRY = "实训设备更新目标偏低，与当地重点产业链升级需求不匹配，建议补充后再行审核。"
RESOLUTION = (
    "经与工业和信息化部门沟通，申报城市已书面承诺将设备更新资金列入年度计划，"
    "并在进展报告中逐年反映；工业和信息化部门对此不再持不同意见。"
)


def demo_opinions(
    application: Application, people: Mapping[str, User], now: datetime
) -> None:
    """One department agrees, one does not and is answered, one has still to sign."""
    case = Application.objects.get(pk=application.pk)
    rows = ask_opinions(
        case,
        by=people["ndrc"],
        departments=ASKED,
        request=REQUEST,
        days=12,
        now=now - timedelta(days=9),
    )
    asked = {row.department: row for row in rows}
    given = (
        ("finance", "mof", Stance.AGREE, FINANCE, now - timedelta(days=6)),
        ("industry", "miit", Stance.DISAGREE, INDUSTRY, now - timedelta(days=5)),
    )
    for department, who, stance, text, then in given:
        opinion = asked[department]
        draft_opinion(opinion, by=people[who], stance=stance, text=text, now=then)
        then += timedelta(hours=3)
        sign_opinion(opinion, by=people[f"{who}_lead"], now=then)
    draft_opinion(
        asked["human_resources"],
        by=people["mohrss"],
        stance=Stance.AGREE_WITH_REMARKS,
        text="建议进一步明确技能等级认定的年度目标。",
        now=now - timedelta(days=3),
    )
    write_resolution(
        Application.objects.get(pk=case.pk),
        by=people["ndrc"],
        text=RESOLUTION,
        now=now - timedelta(days=2),
    )
