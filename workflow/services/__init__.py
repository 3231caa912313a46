"""The verbs of the life cycle."""

from workflow.services.audit import BrokenStep, verify_chain
from workflow.services.door import MoveOffer, advance, decline_proposal, moves_open_to
from workflow.services.evidence import attach, attach_by_authority, detach
from workflow.services.messages import mark_all_read, mark_read
from workflow.services.reading import steps_seen_by
from workflow.services.reminders import remind
from workflow.services.rounds import (
    close_round,
    create_round,
    current_rules,
    publish_round,
    set_rules,
    update_round,
)
from workflow.services.telling import tell

__all__ = [
    "BrokenStep",
    "MoveOffer",
    "advance",
    "attach",
    "attach_by_authority",
    "close_round",
    "create_round",
    "current_rules",
    "decline_proposal",
    "detach",
    "mark_all_read",
    "mark_read",
    "moves_open_to",
    "publish_round",
    "remind",
    "set_rules",
    "steps_seen_by",
    "tell",
    "update_round",
    "verify_chain",
]
