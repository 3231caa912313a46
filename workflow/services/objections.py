"""Objections are investigated by a handler and decided by a lead, never by one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from ui.refusals import Closed, Invalid, Stale, allow, refuse
from ui.text import clean_text
from ui.words import cn_date
from workflow.checks.objections import finding_issues, naming_issues
from workflow.choices import Action, Move, ObjectionState, Reminder
from workflow.mail import people_in_turn, people_of_applicant
from workflow.models import Application, Objection
from workflow.permissions import (
    can_decide_objection,
    can_investigate,
    needs_confirmation,
    objection_posts,
    objector_of,
)
from workflow.services.door import advance, decline_proposal
from workflow.services.outcomes import end_objection, give_back, refuse_naming
from workflow.services.record import CHANGED, lock_case, record_act
from workflow.services.reminders import pass_reminder
from workflow.services.telling import tell

GIVEN_BACK = "异议调查意见已退回，请补充调查。"
NO_REASON = "请填写退回原因。"
LONGEST_REASON = 2000


@transaction.atomic
def investigate(
    objection: Objection,
    *,
    by: User,
    finding: str,
    investigation: str,
    answer: str,
    published_outcome: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Objection:
    """A handler writes what he found; one found right is also proposed at the door."""
    now = now or timezone.now()
    case, held = _locked(objection, version)
    allow(can_investigate(by, held))
    texts = [clean_text(text) for text in (investigation, answer, published_outcome)]
    issues = finding_issues(finding, *texts)
    issues += naming_issues(texts[2], objector_of(held), "published_outcome")
    refuse(issues)
    held.finding = finding
    held.investigation, held.answer, held.published_outcome = texts
    held.state, held.return_reason = ObjectionState.INVESTIGATED, ""
    _handled_by(held, by, now)
    _write_finding(case, held, by, now)
    return held


def _handled_by(held: Objection, by: User, now: datetime) -> None:
    post = objection_posts(by, held, Role.HANDLER)[0]
    held.handled_by, held.handled_at = by, now
    held.handling_organisation = post.organisation
    held.version += 1
    held.save()


def _write_finding(case: Application, held: Objection, by: User, now: datetime) -> None:
    """The step, and for one found right the proposal to take the case back."""
    post = objection_posts(by, held, Role.HANDLER)[0]
    label = ObjectionState(held.finding).label
    words = f"{held.number}：提出“{label}”的处理意见。"
    record_act(case, Action.INVESTIGATE, by=by, post=post, now=now, note=words)
    upholds = held.finding == ObjectionState.UPHELD
    if upholds and needs_confirmation(case, Move.UPHOLD_OBJECTION, by):
        # The lead hears of the proposal itself.
        note = held.published_outcome
        advance(case, Move.UPHOLD_OBJECTION, by=by, note=note, now=now)
        return
    tell(
        people_in_turn(case, now, Role.LEAD, held.handling_organisation_id),
        key=f"objection:{held.pk}:investigated:{held.version}",
        subject=f"待确认异议处理意见：{case.title}",
        body=f"{by.name}对异议{held.number}提出“{label}”的处理意见，请确认或退回。",
        application=case,
        now=now,
    )


@transaction.atomic
def confirm_objection(
    objection: Objection,
    *,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Objection:
    """A lead of the same organisation confirms; upheld, the case goes to review."""
    now = now or timezone.now()
    case, held = _locked(objection, version)
    allow(can_decide_objection(by, held))
    if held.finding == ObjectionState.UPHELD:
        note = held.published_outcome
        advance(case, Move.UPHOLD_OBJECTION, by=by, note=note, now=now)
        held.refresh_from_db()
        return held
    post = objection_posts(by, held, Role.LEAD)[0]
    state = ObjectionState(held.finding)
    end_objection(held, case, state, by=by, post=post, now=now)
    tell(
        people_of_applicant(case, now),
        key=f"objection:{held.pk}:decided",
        subject=f"异议已办结：{case.title}",
        body=f"“{case.title}”收到的异议{held.number}已办结：{state.label}。"
        f"\n\n{held.published_outcome}",
        application=case,
        now=now,
    )
    return held


@transaction.atomic
def return_objection(
    objection: Objection,
    *,
    by: User,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Objection:
    """A lead gives the finding back with a reason; its proposal falls with it."""
    now = now or timezone.now()
    case, held = _locked(objection, version)
    allow(can_decide_objection(by, held))
    reason = clean_text(reason)
    _check_reason(held, reason)
    post = objection_posts(by, held, Role.LEAD)[0]
    words = f"{held.number}：退回补充调查。"
    record_act(case, Action.RETURN_OBJECTION, by=by, post=post, now=now, note=words)
    give_back(held, reason)
    told = _drop_proposal(case, by, now)
    if held.handled_by is not None and held.handled_by != told:
        tell(
            [held.handled_by],
            key=f"objection:{held.pk}:returned:{held.version}",
            subject=f"异议处理意见被退回：{case.title}",
            body=f"您对异议{held.number}提出的处理意见被退回，请补充调查后重新提出。",
            application=case,
            now=now,
        )
    return held


def _check_reason(held: Objection, reason: str) -> None:
    if not reason:
        raise Invalid.at("reason", NO_REASON)
    if len(reason) > LONGEST_REASON:
        raise Invalid.at("reason", f"退回原因不能超过{LONGEST_REASON}个字。")
    refuse_naming(held, reason, "reason")


def _drop_proposal(case: Application, by: User, now: datetime) -> User | None:
    """A proposal to uphold stands only on what is found right; who was told."""
    proposal = case.proposal
    if proposal is None or proposal.move != Move.UPHOLD_OBJECTION:
        return None
    if case.objections.found_right().exists():
        return None
    decline_proposal(case, by=by, note=GIVEN_BACK, now=now)
    return proposal.by


def _locked(objection: Objection, version: int | None) -> tuple[Application, Objection]:
    """The case and the objection, locked in this order."""
    case = lock_case(objection.application_id)
    held = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("entry__notice__issued_by", "handled_by")
        .get(pk=objection.pk)
    )
    held.application = case
    if not held.is_open:
        raise Closed("该异议已经办结，请刷新页面查看结果。")
    if version is not None and held.version != version:
        raise Stale(CHANGED.replace("该申报", "该异议"))
    return case, held


@transaction.atomic
def remind_of_objection(*, objection_id: int, now: datetime) -> bool:
    """Tell those in turn, once before the day due and once after it; whether it did."""
    objection: Objection | None = (
        Objection.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("application", "entry__notice")
        .open()
        .filter(pk=objection_id, remind_at__lte=now)
        .first()
    )
    if objection is None:
        return False
    case, what = objection.application, pass_reminder(objection, now)
    words, late = str(what.label), what == Reminder.LATE
    waiting = objection.state == ObjectionState.RECEIVED
    roles = [Role.HANDLER if waiting else Role.LEAD, *([Role.LEAD] if late else [])]
    issuer = objection.entry.notice.issued_by_id
    tell(
        [user for role in roles for user in people_in_turn(case, now, role, issuer)],
        key=f"objection:{objection.pk}:{words}",
        subject=f"异议办理{words}：{case.title}",
        body=f"异议{objection.number}的办理期限为{cn_date(objection.due_at)}，"
        f"{words}，请抓紧办理。",
        application=case,
        now=now,
    )
    return True
