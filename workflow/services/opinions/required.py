"""What the round demands of departments before an approval, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.choices import Department
from ui.words import cn_date
from workflow.choices import OpinionState, OverdueOpinion
from workflow.models import Application, Opinion
from workflow.permissions import is_past

OVERDUE_WORDS = {
    OverdueOpinion.WAIT: "按批次规则须等待反馈",
    OverdueOpinion.AGREE: "按批次规则视为无不同意见",
}


@dataclass(frozen=True)
class Wanted:
    """One department that the round names for the stage, and its answer."""

    department: str
    words: str  # how it stands
    missing: str = ""  # the sentence that keeps an approval back

    @property
    def label(self) -> str:
        """财政, 人力资源社会保障 …"""
        return str(Department(self.department).label)


def wanted_opinions(
    application: Application, opinions: Iterable[Opinion], now: datetime
) -> list[Wanted]:
    """Each department named for the present stage; `opinions` are the current ones."""
    of_stage = [o for o in opinions if o.stage == application.stage]
    return [
        _wanted(
            application,
            department,
            [o for o in of_stage if o.department == department],
            now,
        )
        for department in application.rules.opinions_required_in(application.stage)
    ]


def _wanted(
    application: Application, department: str, asked: list[Opinion], now: datetime
) -> Wanted:
    """Answered once everybody asked has signed, or counts as agreeing by the rule."""
    label = Department(department).label
    if not asked:
        return Wanted(department, "尚未征求", f"尚未征求{label}部门意见。")
    waiting = [o for o in asked if o.state != OpinionState.SIGNED]
    if not waiting:
        return Wanted(department, "已反馈")
    rule = OverdueOpinion(application.rules.overdue_opinion)
    late = [o for o in waiting if is_past(o.due_at, now)]
    if rule == OverdueOpinion.AGREE and len(late) == len(waiting):
        return Wanted(department, f"逾期未反馈，{OVERDUE_WORDS[rule]}")
    names = "、".join(str(opinion.organisation) for opinion in waiting)
    due = max(opinion.due_at for opinion in waiting)
    words = f"待反馈，期限{cn_date(due)}"
    if late:
        words = f"逾期未反馈，{OVERDUE_WORDS[rule]}"
    return Wanted(department, words, f"{names}尚未反馈{label}部门意见。")
