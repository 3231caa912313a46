"""A handler proposes an award or a revocation; what follows when a lead confirms."""

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
from incentives.checks.grants import basis_of
from incentives.choices.grants import GrantEventKind, ProposalAct
from incentives.models import Grant, GrantProposal
from incentives.permissions.grants import (
    awarding_post,
    can_propose_awards,
    can_propose_revocation,
    granting_posts,
)
from incentives.services.grants.awarding import award
from incentives.services.grants.bases import basis_issues
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
from ui.refusals import Issue, NotAllowed, allow, refuse
from ui.text import reason_in
from ui.words import number
from workflow.services import lay_before_leads, take_effect

MOST_GROUND = 2000
NOT_YOURS = "该激励对象不在贵单位管理范围内，不能授予。"
OPEN_ALREADY = "同一依据的同类激励已有待确认的授予意见，不能重复提出。"
GIVEN = (
    "category",
    "policy",
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
        raise NotAllowed.at("receiver", NOT_YOURS)
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
    for name, value in basis_of(made).as_fields().items():
        setattr(made, name, value)
    if upload is not None:
        made.evidence = store_upload(upload=upload, by=by, owner=post.organisation)
    made.save()
    lay_before_leads(made, now=now)
    return made


def _check_award(made: GrantProposal, checked: bool, now: datetime) -> None:
    today = timezone.localdate(now)
    issues = [*basis_issues(made, today), *award_issues(made, today)]
    if made.awarded_on is not None and made.awarded_on > today:
        issues.append(Issue("awarded_on", "授予日期不能晚于今天。"))
    issues += _same_proposed(made)
    if not issues and not checked:
        warned = level_warnings(made, made.organisation.tier)
        issues = [Issue("checked", issue.sentence) for issue in warned]
    refuse(issues)


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
    refuse(entry_issues(sums_of(held), entry))
    office = granting_posts(by, held, Role.HANDLER)[0].organisation
    file = store_upload(upload=upload, by=by, owner=office) if upload else None
    made = GrantProposal.objects.create(
        act=ProposalAct.REVOKE,
        grant=held,
        enterprise=held.enterprise,
        city=held.city,
        category=held.category,
        policy=held.policy,
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
    lay_before_leads(made, now=now)
    return made


@take_effect.register(GrantProposal)
def _take_effect(proposal: GrantProposal, by: User, now: datetime) -> None:
    """The award, or its revocation, is written in the ledger."""
    if proposal.act == ProposalAct.REVOKE:
        _revoke(proposal, by, now)
        return
    proposal.grant = award(
        proposal,
        organisation=proposal.organisation,
        by=by,
        awarded_on=proposal.awarded_on or timezone.localdate(now),
        now=now,
        note=proposal.ground,
    )
    if proposal.amount_is_public and proposal.amount is not None:
        _show(proposal.grant, by, now)


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
