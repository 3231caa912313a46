"""How objections end, each with its step in the chain and its letter."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Post, User
from ui.refusals import NotAllowed, refuse
from workflow.checks.objections import naming_issues
from workflow.choices import Action, LetterKind, Move, ObjectionState
from workflow.models import Application, Objection, Step
from workflow.permissions import is_own_objection, objector_of
from workflow.services.letters import write_letter
from workflow.services.record import record_act

MERGED_WORDS = "与同案异议一并办结，该事项已退回重新审核。"
WITHDRAWN_WORDS = "申报单位已撤回申报，异议办理终止。"
STOPPED_WORDS = "公示已终止，该事项已退回审核，异议办理终止。"
ENDED_WORDS: dict[str, str] = {
    Move.UPHOLD_OBJECTION: MERGED_WORDS,
    Move.STOP_NOTICE: STOPPED_WORDS,
}


def end_objection(
    objection: Objection,
    application: Application,
    state: ObjectionState,
    *,
    by: User | None,
    post: Post | None,
    now: datetime,
) -> None:
    """Make the outcome final; the caller holds the lock of the case."""
    objection.state, objection.decided_by, objection.decided_at = state, by, now
    objection.remind_at = None
    objection.version += 1
    objection.save()
    record_act(
        application,
        Action.ANSWER_OBJECTION,
        by=by,
        post=post,
        now=now,
        note=f"{objection.number}：{state.label}。{objection.published_outcome}",
        about=objection,
    )
    write_letter(objection, LetterKind.ANSWER)


def end_objections(application: Application, step: Step) -> None:
    """The case left the notice: those found right are upheld, the rest end with it."""
    for objection in application.objections.open().order_by("pk"):
        if step.move == Move.UPHOLD_OBJECTION and _found_right(objection):
            _uphold(objection, application, step)
            continue
        words = ENDED_WORDS.get(step.move, WITHDRAWN_WORDS)
        # What a handler proposed and nobody confirmed does not stand as the answer.
        objection.answer = objection.published_outcome = words
        state = ObjectionState.MERGED
        end_objection(objection, application, state, by=None, post=None, now=step.at)


def _found_right(objection: Objection) -> bool:
    return (
        objection.state == ObjectionState.INVESTIGATED
        and objection.finding == ObjectionState.UPHELD
    )


def _uphold(objection: Objection, application: Application, step: Step) -> None:
    if step.by is not None and is_own_objection(step.by, objection):
        raise NotAllowed("不能办理本人或本单位提出的异议。")
    held = step.by.posts_now if step.by else []
    post = next((p for p in held if p.organisation_id == step.organisation_id), None)
    state = ObjectionState.UPHELD
    end_objection(objection, application, state, by=step.by, post=post, now=step.at)


def give_back_objections(application: Application, reason: str) -> None:
    """A proposal to uphold came back: what it rested on is to be looked at again."""
    for objection in application.objections.found_right():
        refuse_naming(objection, reason, "note")
        give_back(objection, reason)


def give_back_findings_of(application: Application, user: User) -> None:
    """Who declares a conflict of interest leaves no finding behind to be confirmed."""
    found = application.objections.open().filter(
        state=ObjectionState.INVESTIGATED, handled_by=user
    )
    for objection in found:
        give_back(objection, "经办人已声明回避，请其他经办人重新调查。")


def give_back(objection: Objection, reason: str) -> None:
    """The handler has it again, with what he wrote and why it came back."""
    objection.state = ObjectionState.RECEIVED
    objection.return_reason = reason
    objection.version += 1
    objection.save()


def refuse_naming(objection: Objection, text: str, field: str) -> None:
    """Refuse a text that others read and that tells who objected."""
    refuse(naming_issues(text, objector_of(objection), field))
