"""Who confirms or drops what a handler proposed outside a life cycle; why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role
from ui.refusals import Verdict
from workflow.models import FourEyes
from workflow.permissions.moves import office_posts


def leads_at(user: Any, organisation_id: int) -> bool:
    """Whether a person is a lead of an organisation."""
    return any(
        post.role == Role.LEAD and post.organisation_id == organisation_id
        for post in office_posts(user)
    )


def can_confirm_proposed(user: Any, row: FourEyes) -> Verdict:
    """A lead of the authority that proposed it, never the same person."""
    name = row.proposal_name
    if not row.is_open:
        return Verdict.no(f"该{name}已经办结。")
    if row.proposed_by_id == user.pk:
        return Verdict.no(f"您已提出该{name}，须由本部门负责人确认。")
    if leads_at(user, row.organisation_id):
        return Verdict.yes()
    return Verdict.no(f"已由{row.organisation}提出{name}，须由该部门负责人确认。")


def can_drop_proposed(user: Any, row: FourEyes) -> Verdict:
    """The lead does not follow it, or who proposed takes it back while he is there."""
    here = any(p.organisation_id == row.organisation_id for p in office_posts(user))
    if here and row.is_open and row.proposed_by_id == user.pk:
        return Verdict.yes()
    return can_confirm_proposed(user, row)
