"""The verbs of grants."""

from incentives.services.grants.applying import start_grant
from incentives.services.grants.awarding import award_application
from incentives.services.grants.bases import (
    bases_for,
    bases_of_office,
    basis_issues,
)
from incentives.services.grants.ledger import (
    Given,
    keep_after_review,
    record_condition,
    record_payment,
    record_recovery,
    replay,
    reverse_event,
    show_amount,
    sums_of,
)
from incentives.services.grants.proposing import (
    propose_award,
    propose_revocation,
)
from incentives.services.grants.receivers import (
    Receiver,
    award_issues,
    level_warnings,
    receiver_of,
)
from incentives.services.grants.reviewing import ask_for_review
from incentives.services.grants.ruling import (
    ruling_of,
    ruling_seen_by,
    set_amount,
    unruled_issues,
)

__all__ = [
    "Given",
    "Receiver",
    "ask_for_review",
    "award_application",
    "award_issues",
    "bases_for",
    "bases_of_office",
    "basis_issues",
    "keep_after_review",
    "level_warnings",
    "propose_award",
    "propose_revocation",
    "receiver_of",
    "record_condition",
    "record_payment",
    "record_recovery",
    "replay",
    "reverse_event",
    "ruling_of",
    "ruling_seen_by",
    "set_amount",
    "show_amount",
    "start_grant",
    "sums_of",
    "unruled_issues",
]
