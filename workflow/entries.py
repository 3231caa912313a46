"""Entries of the timeline: what a step or a message is about, its title and tone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow.choices import Action, EntryKind, Move, Stage
from workflow.models import Notification, Step

ACTIONS_OF: dict[EntryKind, tuple[Action, ...]] = {
    EntryKind.DECISION: (
        Action.MOVE,
        Action.PROPOSE,
        Action.DECLINE,
        Action.APPEAL_FILES,
        Action.HAND_UP,
        Action.DECIDE_ITEMS,
        Action.SET_AMOUNT,
    ),
    EntryKind.OPINION: (
        Action.ASK_OPINION,
        Action.CANCEL_OPINION,
        Action.SIGN_OPINION,
        Action.RESOLVE,
    ),
    EntryKind.EXPERT: (Action.DRAW, Action.SEAT, Action.CLOSE_PANEL),
    EntryKind.QUESTION: (Action.ASK, Action.ANSWER, Action.END_QUESTION),
    EntryKind.NOTICE: (
        Action.OBJECTION,
        Action.INVESTIGATE,
        Action.RETURN_OBJECTION,
        Action.ANSWER_OBJECTION,
    ),
}
# All other acts: who handles the case, and by when.
ACTIONS_OF[EntryKind.HANDLING] = tuple(
    action
    for action in Action
    if not any(action in actions for actions in ACTIONS_OF.values())
)

# How an entry looks; steps that only prepare something are quiet.
MOVE_TONES: dict[str, str] = {
    Move.SEND_BACK: "late",
    Move.REJECT: "off",
    Move.WITHDRAW: "off",
    Move.DELIST: "off",
    Move.CLOSE_NOTICE: "good",
    Move.APPROVE: "good",
    Move.GRANT_APPEAL: "good",
    Move.STOP_NOTICE: "late",
    Move.UPHOLD_OBJECTION: "late",
}
ACTION_TONES: dict[str, str] = {
    Action.SIGN_OPINION: "review",
    Action.RESOLVE: "notice",
    Action.DRAW: "review",
    Action.CLOSE_PANEL: "good",
    Action.ASK: "late",
    Action.ANSWER: "good",
    Action.OBJECTION: "late",
    Action.INVESTIGATE: "notice",
    Action.ANSWER_OBJECTION: "good",
    Action.CONFLICT: "notice",
    Action.EXCEPTION: "notice",
    Action.CALENDAR: "notice",
    Action.DECIDE_ITEMS: "review",
    Action.SET_AMOUNT: "review",
}
# Where the name of the act says less than what it may have been: here accepting,
# declining, stepping back, handing in.
TITLES: dict[str, str] = {Action.SEAT: "专家参评情况"}
QUIET = "draft"
TOLD = "已告知申报单位"
CLOCK = "系统"


@dataclass(frozen=True)
class Entry:
    """One thing that happened to a case, as its timeline tells it."""

    kind: EntryKind
    title: str
    tone: str
    at: datetime
    by: str
    post: str = ""
    note: str = ""
    # (label, text): what the row says that the step is about.
    details: list[tuple[str, str]] = field(default_factory=list)
    # (place, sentence): the reasons of a return.
    remarks: list[tuple[str, str]] = field(default_factory=list)
    step: Step | None = None

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)


def kind_of_step(step: Step) -> EntryKind:
    """What a step is about."""
    return next(kind for kind, acts in ACTIONS_OF.items() if step.action in acts)


def title_of(step: Step) -> str:
    """What was done, and where it led."""
    label = step.get_move_display()
    if step.action == Action.PROPOSE:
        return f"提出“{label}”意见"
    if step.action == Action.DECLINE:
        return f"“{label}”意见退回经办人"
    if step.action != Action.MOVE:
        return TITLES.get(step.action, step.label)
    return f"{label}：{step.get_from_stage_display()} → {step.get_to_stage_display()}"


def tone_of(step: Step) -> str:
    """The colour of the mark."""
    if step.action != Action.MOVE:
        return ACTION_TONES.get(step.action, QUIET)
    if step.to_stage == Stage.PUBLIC_NOTICE:
        return "notice"
    return MOVE_TONES.get(step.move, "review")


def entry_of_step(step: Step, details: list[tuple[str, str]] | None = None) -> Entry:
    """A step of the record; `details` are of the row that it is about."""
    return Entry(
        kind=kind_of_step(step),
        title=title_of(step),
        tone=tone_of(step),
        at=step.at,
        by=step.by_name,
        post=step.post if step.post != step.by_name else "",
        note=step.note,
        details=details or [],
        remarks=[(remark.label, remark.sentence) for remark in step.remarks.all()],
        step=step,
    )


def entry_of_message(message: Notification, reader: Any) -> Entry:
    """A message of one's own; of another's only that he was told."""
    mail = getattr(message, "mail", None)
    sent = [("邮件", str(mail.get_state_display()))] if mail else []
    own = message.user_id == reader.pk
    return Entry(
        kind=EntryKind.MESSAGE,
        title=message.subject if own else TOLD,
        tone=QUIET,
        at=message.created_at,
        by=CLOCK,
        note=message.body if own else message.subject,
        details=sent if own else [],
    )
