"""The cases of a firm that is removed: delisted, closed, or named to those in turn."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from enterprises.choices import CERTIFICATION, CHANGE, CULTIVATION
from enterprises.models import Enterprise
from workflow.choices import EDITABLE_STAGES, OPEN_STAGES, REVIEW_STAGES, Move, Stage
from workflow.mail import people_in_turn
from workflow.models import Application
from workflow.permissions import (
    can_decline_proposal,
    can_move,
    needs_confirmation,
)
from workflow.services import advance, decline_proposal, tell

KINDS = (CULTIVATION, CERTIFICATION, CHANGE)
LISTING = (CULTIVATION, CERTIFICATION)


def cases_of(firm: Enterprise, kinds: tuple[str, ...] = KINDS) -> QuerySet[Application]:
    """All applications of a firm's account, of the kinds that a removal concerns."""
    rows = Application.objects.filter(applicant_id=firm.organisation_id, kind__in=kinds)
    found: QuerySet[Application] = rows.select_related("proposal").order_by("pk")
    return found


def listed_cases(firm: Enterprise) -> QuerySet[Application]:
    """Those by which it stands in pool and directory."""
    return cases_of(firm, LISTING).filter(stage=Stage.LISTED)


def open_cases(firm: Enterprise) -> QuerySet[Application]:
    """Those that somebody has still to act on."""
    return cases_of(firm).filter(stage__in=OPEN_STAGES)


def propose_delisting(
    firm: Enterprise, *, note: str, by: User, now: datetime
) -> list[Application]:
    """Propose it for each listed case that is the handler's; gives those."""
    done = []
    for case in listed_cases(firm):
        fits = case.proposal is None and needs_confirmation(case, Move.DELIST, by)
        if fits and can_move(by, case, Move.DELIST, now):
            done.append(advance(case, Move.DELIST, by=by, note=note, now=now))
    return done


def confirm_delisting(
    firm: Enterprise, *, note: str, by: User, now: datetime
) -> list[Application]:
    """Delist each listed case that the lead may; the others are told of."""
    done = []
    for case in listed_cases(firm):
        if not _moves(case, Move.DELIST, by, note, now):
            _name_to_those_in_turn(case, "请办理“移出名单”", note, now)
        else:
            done.append(case)
    return done


def drop_delisting(firm: Enterprise, *, by: User, note: str, now: datetime) -> None:
    """What was proposed with the removal falls with it."""
    for case in listed_cases(firm):
        waits = case.proposal is not None and case.proposal.move == Move.DELIST
        if waits and can_decline_proposal(by, case):
            decline_proposal(case, by=by, note=note, now=now)


def close_cases(firm: Enterprise, *, note: str, by: User, now: datetime) -> None:
    """Reject what the lead may reject by himself; all else is named.

    What stands at public notice goes back to those who reviewed it: nobody agrees to
    it any more. Drafts stay the firm's own: the checks let none of them in.
    """
    for case in open_cases(firm).exclude(stage__in=EDITABLE_STAGES):
        if case.stage == Stage.PUBLIC_NOTICE:
            words = f"企业已{note}公示终止。"
            case = advance(case, Move.STOP_NOTICE, by=None, note=words, now=now)
        reviewed = case.stage in REVIEW_STAGES
        if not (reviewed and _moves(case, Move.REJECT, by, note, now)):
            _name_to_those_in_turn(case, "不能再予通过，请办结", note, now)


def _moves(case: Application, move: Move, by: User, note: str, now: datetime) -> bool:
    if needs_confirmation(case, move, by) or not can_move(by, case, move, now):
        return False
    advance(case, move, by=by, note=note, now=now)
    return True


def _name_to_those_in_turn(
    case: Application, ask: str, note: str, now: datetime
) -> None:
    users = people_in_turn(case, now) + people_in_turn(case, now, Role.LEAD)
    tell(
        users,
        key=f"removed:{case.pk}:{case.step_count}",
        subject=f"申报企业已移出：{case.title}",
        body=f"{case.applicant}{note}“{case.title}”{ask}。",
        application=case,
        now=now,
    )
