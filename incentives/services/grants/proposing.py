"""Four eyes: a handler proposes an award or a revocation, a lead confirms or drops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from documents.services import store_upload
from enterprises.models import Enterprise
from incentives.checks.grant_sums import Entry, entry_issues
from incentives.choices.grants import FourEyesState, GrantEventKind, ProposalAct
from incentives.models import Grant, GrantProposal
from incentives.models.grants import FourEyes
from incentives.permissions.grants import (
    awarding_post,
    can_decide,
    can_drop,
    can_propose_awards,
    can_propose_revocation,
    granting_posts,
)
from incentives.services.grants.awarding import award
from incentives.services.grants.ledger import (
    append,
    lock_grant,
    sums_of,
    tell_receiver,
)
from incentives.services.grants.receivers import (
    Receiver,
    award_issues,
    key_of,
    level_warnings,
)
from regions.models import Division
from ui.refusals import Closed, Invalid, Issue, NotAllowed, Stale, allow
from ui.text import clean_text, reason_in
from ui.words import number
from workflow.mail import people_of
from workflow.services import tell

MOST_GROUND = 2000
MOST_NOTE = 500
CHANGED = "该意见刚刚被其他人办理，请刷新页面查看最新情况。"
NOT_YOURS = "该激励对象不在贵单位管理范围内，不能授予。"
OPEN_ALREADY = "同一依据的同类激励已有待确认的授予意见，不能重复提出。"
GIVEN = (
    "category",
    "basis_name",
    "basis_number",
    "basis_url",
    "amount",
    "right",
    "starts",
    "ends",
    "conditions",
)


@transaction.atomic
def propose_award(
    receiver: Enterprise | Division,
    *,
    terms: Mapping[str, Any],
    reason: str,
    awarded_on: date | None = None,
    amount_is_public: bool = False,
    upload: Any = None,
    checked: bool = False,
    by: User,
    now: datetime | None = None,
) -> GrantProposal:
    """A handler proposes to grant without application; money in yuan.

    Refused at the field with all that keeps it from being granted. Where another
    level granted on the same basis it is refused at `checked` until that is ticked.
    """
    now = now or timezone.now()
    allow(can_propose_awards(by))
    post = awarding_post(by, receiver)
    if post is None:
        raise NotAllowed(NOT_YOURS, issues=[Issue("receiver", NOT_YOURS)])
    held = Receiver(receiver).lock()
    made = GrantProposal(
        act=ProposalAct.AWARD,
        enterprise=held.enterprise,
        city=held.city,
        organisation=post.organisation,
        proposed_by=by,
        proposed_at=now,
        awarded_on=awarded_on or timezone.localdate(now),
        amount_is_public=amount_is_public,
        ground=reason_in(reason, "reason", MOST_GROUND),
        **{name: terms[name] for name in GIVEN if name in terms},
    )
    _check_award(made, checked, now)
    if upload is not None:
        made.evidence = store_upload(upload=upload, by=by, owner=post.organisation)
    made.save()
    _tell_leads(made, now)
    return made


def _check_award(made: GrantProposal, checked: bool, now: datetime) -> None:
    today = timezone.localdate(now)
    issues = award_issues(made, today)
    if made.awarded_on is not None and made.awarded_on > today:
        issues.append(Issue("awarded_on", "授予日期不能晚于今天。"))
    issues += _same_proposed(made)
    if not issues and not checked:
        warned = level_warnings(made, made.organisation.tier)
        issues = [Issue("checked", issue.sentence) for issue in warned]
    if issues:
        raise Invalid(issues[0].sentence, issues=issues)


def _same_proposed(made: GrantProposal) -> list[Issue]:
    rows = GrantProposal.objects.open().filter(
        act=ProposalAct.AWARD,
        enterprise=made.enterprise,
        city=made.city,
        category=made.category,
    )
    key = key_of(made)
    if any(key_of(row) == key for row in rows):
        return [Issue("basis_number", OPEN_ALREADY)]
    return []


@transaction.atomic
def propose_revocation(
    grant: Grant,
    *,
    ground: str,
    demanded: Decimal = Decimal(0),
    upload: Any = None,
    version: int | None = None,
    by: User,
    now: datetime | None = None,
) -> GrantProposal:
    """A handler proposes to revoke an award and what is to come back, in yuan."""
    now = now or timezone.now()
    held = lock_grant(grant, version)
    allow(can_propose_revocation(by, held))
    entry = Entry(GrantEventKind.REVOCATION, demanded)
    if issues := entry_issues(sums_of(held), entry):
        raise Invalid(issues[0].sentence, issues=issues)
    office = granting_posts(by, held, Role.HANDLER)[0].organisation
    file = store_upload(upload=upload, by=by, owner=office) if upload else None
    made = GrantProposal.objects.create(
        act=ProposalAct.REVOKE,
        grant=held,
        enterprise=held.enterprise,
        city=held.city,
        category=held.category,
        basis_name=held.basis_name,
        basis_number=held.basis_number,
        amount=held.amount,
        starts=held.starts,
        ends=held.ends,
        ground=reason_in(ground, "ground", MOST_GROUND),
        demanded=demanded,
        evidence=file,
        organisation=office,
        proposed_by=by,
        proposed_at=now,
    )
    _tell_leads(made, now)
    return made


def _tell_leads(made: GrantProposal, now: datetime) -> None:
    tell(
        people_of(made.organisation_id, now, (Role.LEAD,)),
        key=f"grantproposal:{made.pk}",
        subject=f"待确认：{made}",
        body=f"{made.proposed_by.name}提出“{made.get_act_display()}”意见，请确认或退回。",
        path=made.get_absolute_url(),
        now=now,
    )


@transaction.atomic
def confirm_proposal(
    proposal: GrantProposal,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> GrantProposal:
    """The lead confirms: the award, or its revocation, is written in the ledger."""
    now = now or timezone.now()
    held = lock_proposal(proposal, version)
    allow(can_decide(by, held))
    if held.act == ProposalAct.AWARD:
        held.grant = award(
            held,
            organisation=held.organisation,
            by=by,
            awarded_on=held.awarded_on or timezone.localdate(now),
            now=now,
            note=held.ground,
        )
        if held.amount_is_public and held.amount is not None:
            _show(held.grant, by, now)
    else:
        _revoke(held, by, now)
    settle(held, FourEyesState.CONFIRMED, note, by=by, now=now)
    return held


def _show(grant: Grant, by: User, now: datetime) -> None:
    append(
        grant,
        GrantEventKind.SHOWN,
        on=timezone.localdate(now),
        by=by,
        organisation=grant.organisation,
        now=now,
    )


def _revoke(proposal: GrantProposal, by: User, now: datetime) -> None:
    assert proposal.grant is not None  # every revocation names its award
    grant = lock_grant(proposal.grant)
    event = append(
        grant,
        GrantEventKind.REVOCATION,
        on=timezone.localdate(now),
        amount=proposal.demanded,
        note=proposal.ground,
        voucher=proposal.evidence,
        by=by,
        organisation=proposal.organisation,
        now=now,
    )
    owed = proposal.demanded
    back = f"应退回资金{number(owed, 2)}元。" if owed else "不涉及资金退回。"
    tell_receiver(grant, event, f"已撤销。{back}理由：{proposal.ground}")


@transaction.atomic
def drop_proposal(
    proposal: GrantProposal,
    *,
    by: User,
    note: str,
    version: int | None = None,
    now: datetime | None = None,
) -> GrantProposal:
    """The lead does not follow it, or the handler takes his own back."""
    now = now or timezone.now()
    held = lock_proposal(proposal, version)
    allow(can_drop(by, held))
    settle(
        held, FourEyesState.DROPPED, reason_in(note, "note", MOST_NOTE), by=by, now=now
    )
    tell_dropped(held, by, now)
    return held


def lock_proposal(proposal: Any, version: int | None) -> Any:
    """A proposal that is still open, locked; what moved on is `Stale` or `Closed`."""
    rows = type(proposal).objects.select_for_update(of=("self",))
    held = rows.select_related("organisation", "proposed_by").get(pk=proposal.pk)
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    if held.state != FourEyesState.PROPOSED:
        raise Closed("该意见已经办结。")
    return held


def settle(
    held: FourEyes, state: FourEyesState, note: str, *, by: User, now: datetime
) -> None:
    """Write down who decided what; the row is final from now on."""
    held.state, held.decided_by, held.decided_at = state, by, now
    held.decision_note = clean_text(note)[:MOST_NOTE]
    held.version += 1
    held.save()


def tell_dropped(held: Any, by: User, now: datetime) -> None:
    """Who proposed hears why it was not followed."""
    if held.proposed_by_id == by.pk:
        return
    tell(
        [held.proposed_by],
        key=f"{held._meta.model_name}:{held.pk}:dropped",
        subject=f"意见未被采纳：{held}",
        body=f"您提出的意见未被采纳。说明：{held.decision_note}",
        path=held.get_absolute_url(),
        now=now,
    )
