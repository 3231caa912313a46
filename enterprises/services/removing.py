"""An enterprise is removed on one of the four grounds, under four eyes.

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
from enterprises.choices import RemovalGround, Standing
from enterprises.models import Enterprise, Removal, Suspension
from enterprises.permissions import (
    answering_posts,
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
from ui.refusals import Closed, Invalid, allow
from ui.text import clean_text, reason_in
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import fall_away, lay_before_leads, take_effect, tell

MOST_FACTS = 5000
MOST_DOCUMENT = 200


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
        raise Invalid.at("ground", "请选择一种移出情形。")
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
    lay_before_leads(made, more=f"情形：{made.get_ground_display()}，", now=now)
    return made


def _delisting_note(removal: Removal) -> str:
    return f"因{removal.get_ground_display()}移出。"


@take_effect.register(Removal)
def _take_effect(removal: Removal, by: User, now: datetime) -> None:
    """The firm leaves pool and directory, and the ban begins.

    All of it at once or nothing: standing, certificates, the delisting of its cases,
    the end of open ones where a move fits; the firm and those in turn are told.
    """
    firm = lock_enterprise(removal.enterprise, None)
    if firm.standing == Standing.REMOVED:
        raise Closed("该企业已经移出。")
    note, today = _delisting_note(removal), timezone.localdate(now)
    confirm_delisting(firm, note=note, by=by, now=now)
    removal.banned_until = ban_end(today, terms_of(firm).ban_years)
    _take_out(firm, removal, by, now)
    close_cases(firm, note=note, by=by, now=now)
    _tell_firm(firm, removal, now)


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


@fall_away.register(Removal)
def _fall_away(removal: Removal, by: User, note: str, now: datetime) -> None:
    """The delisting that was proposed with it."""
    drop_delisting(removal.enterprise, by=by, note=note, now=now)


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
