"""Who prepares a decision on a case that applies for something."""

from __future__ import annotations

from typing import Any

from ui.refusals import Verdict
from workflow.choices import REVIEW_STAGES, Move
from workflow.models import Application
from workflow.permissions import can_move


def can_prepare_approval(user: Any, case: Application, what: str) -> Verdict:
    """Who may propose or make the decision, before it is proposed.

    `what` the act is called: 逐项审核, 核定金额.
    """
    if case.stage not in REVIEW_STAGES:
        return Verdict.no(f"当前环节为“{case.stage_label}”，不能{what}。")
    if case.proposal_id is not None:
        return Verdict.no(f"已有待确认的处理意见，请先退回或收回，再{what}。")
    return can_move(user, case, Move.APPROVE)
