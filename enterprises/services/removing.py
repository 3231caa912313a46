"""An enterprise is removed on one of the four grounds: proposed, confirmed, dropped.

One order of things: the removal leads. Who proposes it proposes the delisting of the
firm's listed cases with it, as far as they are his authority's; who confirms confirms
both. What another level has listed is named to those people. A delisting without a
removal takes the firm off the list as well, but bans nobody.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from enterprises.choices import RemovalGround, RemovalState, Standing
from enterprises.models import Enterprise, Removal, Suspension
from enterprises.permissions import (
    answering_posts,
    can_decide_removal,
    can_drop_removal,
    can_propose_removal,
)
from enterprises.services.cases import (
    close_cases,
    confirm_delisting,
    drop_delisting,
    propose_delisting,
)
from enterprises.services.certificates import revoke
from enterprises.services.filings import terms_of
from enterprises.services.suspending import lock_enterprise
from enterprises.terms import ban_end
from ui.refusals import Closed, Invalid, Issue, Stale, allow
from ui.text import clean_text, reason_in
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import tell

MOST_FACTS = 5000
MOST_DOCUMENT = 200
MOST_NOTE = 500
CHANGED = "该移出意见刚刚被其他人办理，请刷新页面查看最新情况。"


@transaction.atomic
def propose_removal(
    enterprise: Enterprise,
    *,
    ground: str,
    facts: str,
    document: str = "",
    by: User,
    now: datetime | None = None,
) -> Removal:
    """A handler proposes to remove an enterprise; nothing changes for it yet."""
    now = now or timezone.now()
    firm = lock_enterprise(enterprise, None)
    allow(can_propose_removal(by, firm))
    if ground not in RemovalGround.values:
        words = "请选择一种移出情形。"
        raise Invalid(words, issues=[Issue("ground", words)])
    post = next(p for p in answering_posts(by, firm) if p.role == Role.HANDLER)
    made = Removal.objects.create(
        enterprise=firm,
        ground=ground,
        facts=reason_in(facts, "facts", MOST_FACTS),
        document=clean_text(document, multiline=False)[:MOST_DOCUMENT],
        organisation=post.organisation,
        proposed_by=by,
        proposed_at=now,
    )
    propose_delisting(firm, note=_delisting_note(made), by=by, now=now)
    tell(
        people_of(post.organisation_id, now, (Role.LEAD,)),
        key=f"removal:{made.pk}:proposed",
        subject=f"待确认：移出{firm.name}",
        body=f"{by.name}提出移出意见，情形：{made.get_ground_display()}，请确认或退回。",
        path=made.get_absolute_url(),
        now=now,
    )
    return made


def _delisting_note(removal: Removal) -> str:
    return f"因{removal.get_ground_display()}移出。"


@transaction.atomic
def confirm_removal(
    removal: Removal,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Removal:
    """The lead confirms: the firm leaves pool and directory, and the ban begins.

    All of it at once or nothing: standing, certificates, the delisting of its cases,
    the end of open ones where a move fits; the firm and those in turn are told.
    """
    now = now or timezone.now()
    held = _lock(removal, version)
    firm = lock_enterprise(held.enterprise, None)
    allow(can_decide_removal(by, held))
    if firm.standing == Standing.REMOVED:
        raise Closed("该企业已经移出。")
    today = timezone.localdate(now)
    confirm_delisting(firm, note=_delisting_note(held), by=by, now=now)
    held.banned_until = ban_end(today, terms_of(firm).ban_years)
    _decide(held, RemovalState.CONFIRMED, note, by=by, now=now)
    _take_out(firm, held, by, now)
    close_cases(firm, note=_delisting_note(held), by=by, now=now)
    _tell_firm(firm, held, now)
    return held


def _take_out(firm: Enterprise, removal: Removal, by: User, now: datetime) -> None:
    today = timezone.localdate(now)
    # Delisting a case has changed the row meanwhile.
    firm.refresh_from_db()
    firm.standing, firm.banned_until = Standing.REMOVED, removal.banned_until
    firm.left_pool_on = today
    firm.suspended_since, firm.suspension_note = None, ""
    firm.version += 1
    firm.save()
    Suspension.objects.filter(enterprise=firm, resumed_on__isnull=True).update(
        resumed_on=today, resumed_by=by, resume_reason="因移出终止暂停"
    )
    revoke(firm.certificates.all(), on=today, note=_delisting_note(removal))


@transaction.atomic
def drop_removal(
    removal: Removal,
    *,
    by: User,
    note: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Removal:
    """The lead does not follow the proposal, or the handler takes it back."""
    now = now or timezone.now()
    held = _lock(removal, version)
    allow(can_drop_removal(by, held))
    note = reason_in(note, "note")
    drop_delisting(held.enterprise, by=by, note=note, now=now)
    _decide(held, RemovalState.DROPPED, note, by=by, now=now)
    if held.proposed_by_id != by.pk:
        tell(
            [held.proposed_by],
            key=f"removal:{held.pk}:dropped",
            subject=f"移出意见未被采纳：{held.enterprise}",
            body=f"您提出的移出意见未被采纳。说明：{note}",
            path=held.get_absolute_url(),
            now=now,
        )
    return held


def _lock(removal: Removal, version: int | None) -> Removal:
    rows = Removal.objects.select_for_update(of=("self",))
    held: Removal = rows.select_related(
        "enterprise", "organisation", "proposed_by"
    ).get(pk=removal.pk)
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    if held.state != RemovalState.PROPOSED:
        raise Closed("该移出意见已经办结。")
    return held


def _decide(
    removal: Removal, state: RemovalState, note: str, *, by: User, now: datetime
) -> None:
    removal.state, removal.decided_by, removal.decided_at = state, by, now
    removal.decision_note = clean_text(note)[:MOST_NOTE]
    removal.version += 1
    removal.save()


def _tell_firm(firm: Enterprise, removal: Removal, now: datetime) -> None:
    if firm.organisation_id is None:
        return
    tell(
        people_of(firm.organisation_id, now),
        key=f"removal:{removal.pk}:confirmed",
        subject=f"{firm.name}：已移出产教融合型企业名单",
        body=f"{removal.organisation}决定将贵单位移出，情形："
        f"{removal.get_ground_display()}。\n\n事实和依据：{removal.facts}\n\n"
        f"{cn_date(removal.banned_until)}（含）前不得再次申报。",
        path=removal.get_absolute_url(),
        now=now,
    )
