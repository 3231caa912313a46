"""Who is told what of a panel: experts of their seats, the authority of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.choices import Role
from accounts.models import User
from ui.words import cn_date
from workflow.mail import people_in_turn
from workflow.models import Application, Panel, Seat
from workflow.services.telling import tell


def authority_of(case: Application, now: datetime) -> list[User]:
    """Handlers and leads of the authority in turn."""
    return people_in_turn(case, now) + people_in_turn(case, now, Role.LEAD)


def tell_invited(case: Application, panel: Panel, seat: Seat, now: datetime) -> None:
    """He learns of the case with this, and not before."""
    until = cn_date(seat.answer_by)
    tell(
        [seat.expert.user],
        key=f"seat:{seat.pk}:invited",
        subject=f"评审邀请：{case.title}",
        body=f"经随机抽取，邀请您评审“{case.title}”（申报单位：{case.applicant}）。"
        f"请在{until}24:00前确认能否参加；与申报单位有利益关系的，请申请回避。"
        f"评分截止日期为{cn_date(panel.due_at)}。",
        path=seat.get_absolute_url(),
        now=now,
    )


def tell_second_round(panel: Panel, seat: Seat, title: str, now: datetime) -> None:
    """The same experts score again."""
    tell(
        [seat.expert.user],
        key=f"seat:{seat.pk}:again",
        subject=f"第二轮评分：{title}",
        body=f"请您对“{title}”再次评分。理由：{panel.reason}\n\n"
        f"评分截止日期为{cn_date(panel.due_at)}。",
        path=seat.get_absolute_url(),
        now=now,
    )


def tell_shortfall(case: Application, panel: Panel, now: datetime) -> None:
    """The lead authority hears once of each reason why nobody could be drawn."""
    tell(
        authority_of(case, now),
        key=f"panel:{panel.pk}:short:{case.step_count}",
        subject=f"未能抽取评审专家：{case.title}",
        body=f"{panel.shortfall}请补充专家库后再次抽取。",
        path=panel.get_absolute_url(),
        now=now,
    )


def tell_closed(case: Application, panel: Panel, now: datetime) -> None:
    """The authority goes on with the scores."""
    tell(
        authority_of(case, now),
        key=f"panel:{panel.pk}:closed",
        subject=f"专家评分结束：{case.title}",
        body=f"“{case.title}”第{panel.number}轮专家评分已结束，共{panel.sheets}份，"
        f"平均{panel.mean}分。评分供决策参考，请提出处理意见。",
        path=panel.get_absolute_url(),
        now=now,
    )


def tell_review_ended(seats: Iterable[Seat], case: Application, now: datetime) -> None:
    """Whoever still holds a seat need not score any more."""
    for seat in seats:
        tell(
            [seat.expert.user],
            key=f"seat:{seat.pk}:ended",
            subject=f"评审已终止：{case.title}",
            body=f"“{case.title}”已离开专家评审环节，您无需再评分，感谢您的支持。",
            path=seat.get_absolute_url(),
            now=now,
        )


def tell_due(
    seat: Seat, panel: Panel, title: str, *, late: bool, now: datetime
) -> None:
    """Before and after the day due, once each."""
    words = "已逾期" if late else "即将到期"
    tell(
        [seat.expert.user],
        key=f"seat:{seat.pk}:{words}:{panel.due_at:%Y%m%d}",
        subject=f"评审{words}：{title}",
        body=f"您对“{title}”的评审尚未完成，截止日期为{cn_date(panel.due_at)}，"
        f"{words}，请抓紧办理。",
        path=seat.get_absolute_url(),
        now=now,
    )


def tell_panel_late(case: Application, panel: Panel, now: datetime) -> None:
    """After the day due the lead may close the panel without the missing sheets."""
    tell(
        authority_of(case, now),
        key=f"panel:{panel.pk}:late:{panel.due_at:%Y%m%d}",
        subject=f"专家评分已逾期：{case.title}",
        body=f"“{case.title}”的专家评分期限（{cn_date(panel.due_at)}）已过，"
        "仍有专家未提交评分。已提交份数达到规则要求的，负责人可以结束评分。",
        path=panel.get_absolute_url(),
        now=now,
    )
