"""A benefit is drafted, or a published one revised; the public sees nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Post, User
from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from incentives.conditions import problems_of
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.naming import names_for
from incentives.permissions.policies import (
    NOT_ITS_AREA,
    can_discard,
    can_draft,
    keeping_posts,
    scope_of,
)
from incentives.services.policies.shared import (
    MOST_NOTE,
    copy_content,
    lock_benefit,
    lock_open_version,
)
from ui.refusals import Closed, Issue, NotAllowed, allow, refuse
from ui.text import clean_text


@transaction.atomic
def draft_policy(
    *,
    content: Mapping[str, Any],
    by: User,
    post: Post | None = None,
    now: datetime | None = None,
) -> PolicyVersion:
    """A new benefit for the area of the person's office, as its first version."""
    now = now or timezone.now()
    chosen = _own_post(by, post)
    checked = checked_content(content)
    scope = scope_of(chosen)
    office = chosen.organisation
    unit = None if scope == PolicyScope.NATION else office.managing_unit_id
    benefit = PolicyBenefit.objects.create(
        scope=scope,
        managing_unit_id=unit,
        division_id=office.division_id if scope == PolicyScope.CITY else None,
        created_at=now,
        **checked,
    )
    made: PolicyVersion = PolicyVersion.objects.create(
        benefit=benefit, number=1, drafted_by=by, drafted_at=now, **checked
    )
    return made


def _own_post(by: User, post: Post | None) -> Post:
    posts = keeping_posts(by)
    chosen = posts[0] if posts and post is None else post
    if chosen is None or chosen not in posts:
        raise NotAllowed(NOT_ITS_AREA)
    return chosen


@transaction.atomic
def revise_policy(
    benefit: PolicyBenefit, *, by: User, now: datetime | None = None
) -> PolicyVersion:
    """Open the next version of a published benefit, or give the one that is open."""
    now = now or timezone.now()
    held = lock_benefit(benefit, None)
    allow(can_draft(by, held))
    found: PolicyVersion | None = held.versions.unpublished().first()
    if found is not None:
        return found
    last = held.versions.order_by("-number").values_list("number", flat=True).first()
    made = PolicyVersion(
        benefit=held, number=(last or 0) + 1, drafted_by=by, drafted_at=now
    )
    copy_content(held, made)
    made.save()
    return made


@transaction.atomic
def redraft_policy(
    version: PolicyVersion,
    *,
    content: Mapping[str, Any],
    change_note: str = "",
    by: User,
    stamp: int | None = None,
    now: datetime | None = None,
) -> PolicyVersion:
    """Write into an open version; one that waits for the lead is a draft again."""
    now = now or timezone.now()
    benefit, held = lock_open_version(version, stamp)
    allow(can_draft(by, benefit))
    for name, value in checked_content(content).items():
        setattr(held, name, value)
    held.change_note = clean_text(change_note, multiline=False)[:MOST_NOTE]
    held.state, held.drafted_by, held.drafted_at = VersionState.DRAFT, by, now
    held.version += 1
    held.save()
    if benefit.state == PolicyState.DRAFT:
        copy_content(held, benefit)
        benefit.version += 1
        benefit.save()
    return held


@transaction.atomic
def discard_version(
    version: PolicyVersion,
    *,
    by: User,
    stamp: int | None = None,
) -> PolicyBenefit | None:
    """Throw an open version away; a benefit that was never published goes with it."""
    benefit, held = lock_open_version(version, stamp)
    allow(can_discard(by, held))
    held.delete()
    if benefit.state == PolicyState.DRAFT:
        benefit.delete()
        return None
    return benefit


def checked_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content, complete and holding together; Invalid names each field."""
    strange = sorted(set(content) - set(CONTENT))
    if strange:
        raise Closed(f"没有这些字段：{'、'.join(strange)}。")
    refuse([*_lacking(content), *_out_of_order(content), *_of_conditions(content)])
    return dict(content)


def _lacking(content: Mapping[str, Any]) -> list[Issue]:
    words = {
        "name": "请填写政策名称。",
        "kinds": "请选择类别。",
        "content": "请填写优惠或支持内容。",
        "basis_title": "请填写依据文件。",
        "source": "请填写信息来源。",
    }
    return [Issue(name, said) for name, said in words.items() if not content.get(name)]


def _out_of_order(content: Mapping[str, Any]) -> list[Issue]:
    first, last = content.get("effective_from"), content.get("effective_until")
    if first and last and last < first:
        return [Issue("effective_until", "截止日期不能早于生效日期。")]
    return []


def _of_conditions(content: Mapping[str, Any]) -> list[Issue]:
    conditions = content.get("conditions") or []
    try:
        names = names_for(conditions)
    except (AttributeError, KeyError, TypeError):
        return [Issue("conditions", "每项条件应有 test、operator 和 value。")]
    return problems_of(conditions, str(content.get("subject", "enterprise")), names)
