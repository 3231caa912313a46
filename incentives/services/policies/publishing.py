"""A version is put before the lead, published or sent back; a benefit is withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role, Tier
from accounts.models import Post, User
from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.permissions.policies import (
    can_propose,
    can_publish,
    can_send_back,
    can_withdraw,
)
from incentives.services.policies.shared import (
    copy_content,
    lock_benefit,
    lock_open_version,
)
from ui.refusals import Invalid, allow
from ui.text import reason_in
from workflow.services import tell


@transaction.atomic
def propose_version(
    version: PolicyVersion,
    *,
    by: User,
    stamp: int | None = None,
    now: datetime | None = None,
) -> PolicyVersion:
    """Put a draft before the leads of its area."""
    now = now or timezone.now()
    benefit, held = lock_open_version(version, stamp)
    allow(can_propose(by, held))
    if held.number > 1 and not held.change_note:
        raise Invalid.at("change_note", "修订已发布的政策须填写修订说明。")
    held.state, held.return_note = VersionState.PROPOSED, ""
    held.version += 1
    held.save()
    tell(
        [user for user in _leads_of(benefit, now) if user.pk != by.pk],
        key=f"policy:{held.pk}:{held.version}:proposed",
        subject=f"待发布：{held.name}",
        body=f"{by.name}报请发布政策清单事项（第{held.number}版），请审核。",
        path=benefit.get_absolute_url(),
        now=now,
    )
    return held


def _leads_of(benefit: PolicyBenefit, now: datetime) -> list[User]:
    nation = benefit.scope == PolicyScope.NATION
    posts = Post.objects.current(now).filter(
        role=Role.LEAD, organisation__is_lead_authority=True, user__is_active=True
    )
    if not nation:
        posts = posts.filter(organisation__managing_unit_id=benefit.managing_unit_id)
    wanted = Tier.NATION if nation else Tier.UNIT
    found = posts.select_related("user", "organisation")
    return [post.user for post in found if post.organisation.tier == wanted]


@transaction.atomic
def publish_version(
    version: PolicyVersion,
    *,
    by: User,
    stamp: int | None = None,
    now: datetime | None = None,
) -> PolicyBenefit:
    """The version becomes what everybody reads; the one before it stays as it was."""
    now = now or timezone.now()
    benefit, held = lock_open_version(version, stamp)
    allow(can_publish(by, held))
    held.state = VersionState.PUBLISHED
    held.published_by, held.published_at = by, now
    held.version += 1
    held.save()
    copy_content(held, benefit)
    benefit.state = PolicyState.PUBLISHED
    benefit.version += 1
    benefit.save()
    _tell_draftsman(held, "已发布", "您报请的政策清单事项已发布。", by, now)
    return benefit


@transaction.atomic
def send_back_version(
    version: PolicyVersion,
    *,
    note: str,
    by: User,
    stamp: int | None = None,
    now: datetime | None = None,
) -> PolicyVersion:
    """Back to the draft, with what has to be mended."""
    now = now or timezone.now()
    _benefit, held = lock_open_version(version, stamp)
    allow(can_send_back(by, held))
    held.state, held.return_note = VersionState.DRAFT, reason_in(note, "note")
    held.version += 1
    held.save()
    _tell_draftsman(held, "已退回", f"退回意见：{held.return_note}", by, now)
    return held


def _tell_draftsman(
    version: PolicyVersion, what: str, body: str, by: User, now: datetime
) -> None:
    if version.drafted_by is None or version.drafted_by_id == by.pk:
        return
    tell(
        [version.drafted_by],
        key=f"policy:{version.pk}:{version.version}",
        subject=f"{version.name}：{what}",
        body=body,
        path=version.benefit.get_absolute_url(),
        now=now,
    )


@transaction.atomic
def withdraw_policy(
    benefit: PolicyBenefit,
    *,
    reason: str,
    by: User,
    stamp: int | None = None,
    now: datetime | None = None,
) -> PolicyBenefit:
    """Out of the list; address and versions stay, with the reason."""
    now = now or timezone.now()
    held = lock_benefit(benefit, stamp)
    allow(can_withdraw(by, held))
    held.versions.unpublished().delete()
    held.state, held.withdrawal_reason = (
        PolicyState.WITHDRAWN,
        reason_in(reason, "reason"),
    )
    held.withdrawn_by, held.withdrawn_at = by, now
    held.version += 1
    held.save()
    return held
