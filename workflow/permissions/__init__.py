"""Who may do what to an application and around it, and why not."""

from workflow.permissions.desk import can_read_mail_log, works_on_cases
from workflow.permissions.moves import (
    ABOVE,
    TIER_WORDS,
    applicant_posts,
    can_decline_proposal,
    can_edit,
    can_move,
    deciding_posts,
    four_eyed,
    is_past,
    needs_confirmation,
    office_posts,
    proposal_seen_by,
    round_takes,
    sees_internal,
    sees_internal_of,
    serves,
    tier_now,
)
from workflow.permissions.rounds import (
    can_manage_rounds,
    can_open_rounds,
    can_override_rules,
    round_scopes,
)

__all__ = [
    "ABOVE",
    "TIER_WORDS",
    "applicant_posts",
    "can_decline_proposal",
    "can_edit",
    "can_manage_rounds",
    "can_move",
    "can_open_rounds",
    "can_override_rules",
    "can_read_mail_log",
    "deciding_posts",
    "four_eyed",
    "is_past",
    "needs_confirmation",
    "office_posts",
    "proposal_seen_by",
    "round_scopes",
    "round_takes",
    "sees_internal",
    "sees_internal_of",
    "serves",
    "tier_now",
    "works_on_cases",
]
