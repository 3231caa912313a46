"""In words: whose turn it is, and how an application stands to its day due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.choices import Tier
from regions.calendar import WorkingCalendar, load_calendar, local_day
from ui.words import cn_date
from workflow.choices import REVIEW_STAGES, Move, Reminder, Stage
from workflow.models import Application, Proposal
from workflow.permissions import TIER_WORDS, is_past, tier_now


def authority_of(application: Application) -> str:
    """The deciding authority by name, as far as the case tells."""
    tier = tier_now(application)
    if tier == Tier.UNIT and application.managing_unit:
        return f"{application.managing_unit.name}牵头部门"
    if tier == Tier.CITY and application.division:
        return f"{application.division.name}产教融合主管部门"
    return TIER_WORDS.get(tier, "有权限的部门") if tier else "有权限的部门"


def next_hint(application: Application, proposal: Proposal | None) -> str:
    """下一步由谁办理, in one sentence; `proposal` is the open one if it may be seen."""
    stage = application.stage
    if application.paused_at is not None:
        applicant, question = application.applicant, waits_for_words(application)
        return f"由申报单位{applicant}答复{question}，答复后继续审核。"
    if proposal is not None:
        label = Move(proposal.move).label
        return f"由{proposal.organisation}负责人确认或退回“{label}”意见。"
    if stage in REVIEW_STAGES or stage == Stage.UNDER_APPEAL:
        words = (
            "先由经办人提出意见，再由负责人确认" if application.four_eyes else "办理"
        )
        return f"由{authority_of(application)}{words}。"
    return _without_authority(application)


def _without_authority(application: Application) -> str:
    stage, applicant = application.stage, application.applicant
    if stage == Stage.DRAFT:
        return f"由申报单位{applicant}填写并提交。"
    if stage == Stage.RETURNED:
        return f"由申报单位{applicant}按意见补正后再次提交。"
    if stage == Stage.PUBLIC_NOTICE:
        following = application.after(stage).label
        return f"公示期满且无异议的，由系统自动转入“{following}”。"
    if stage == Stage.REJECTED and application.due_at:
        until = cn_date(application.due_at)
        return f"如有异议，申报单位可在{until}前提出申诉。"
    return "已办结，无须办理。"


def waits_for_words(application: Application) -> str:
    """第1号补正通知: what the applicant has to answer before the clock goes on."""
    number = application.waits_for
    return f"第{number}号补正通知" if number else "补正通知"


def pause_words(application: Application) -> str:
    """已暂停计时：等待申报单位答复第1号补正通知; "" while the clock runs."""
    if application.paused_at is None:
        return ""
    return f"已暂停计时：等待申报单位答复{waits_for_words(application)}"


def is_soon_due(application: Application, now: datetime) -> bool:
    """Not late yet, but within the days at which the round reminds."""
    if application.due_at is None or is_past(application.due_at, now):
        return False
    told = application.remind_of == Reminder.LATE
    at = application.remind_at if application.remind_of == Reminder.SOON else None
    return told or (at is not None and at <= now)


@dataclass(frozen=True)
class Term:
    """How an application stands to its day due, in working days.

    While its clock stands still nothing is due: `paused` then says why.
    """

    due_at: datetime | None
    late: bool
    days: int
    soon: bool = False
    paused: str = ""

    @property
    def words(self) -> str:
        """剩余3个工作日, 今日到期, 已逾期2个工作日, 已暂停计时：…"""
        if self.paused:
            return self.paused
        if self.late:
            return f"已逾期{self.days}个工作日" if self.days else "已逾期"
        return f"剩余{self.days}个工作日" if self.days else "今日到期"


def term_of(
    application: Application,
    now: datetime | None = None,
    calendar: WorkingCalendar | None = None,
) -> Term | None:
    """The term of the present stage; None where nothing is due."""
    now = now or timezone.now()
    if application.paused_at is not None:
        return Term(None, late=False, days=0, paused=pause_words(application))
    if application.due_at is None or application.stage in (
        Stage.LISTED,
        Stage.WITHDRAWN,
        Stage.DELISTED,
    ):
        return None
    calendar = calendar or load_calendar()
    days = calendar.between(local_day(now), local_day(application.due_at))
    late, soon = is_past(application.due_at, now), is_soon_due(application, now)
    return Term(application.due_at, late, abs(days), soon)
