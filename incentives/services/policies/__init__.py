"""Writes of the policy list: drafting, publishing, withdrawing."""

from incentives.services.policies.drafting import (
    discard_version,
    draft_policy,
    redraft_policy,
    revise_policy,
)
from incentives.services.policies.publishing import (
    propose_version,
    publish_version,
    send_back_version,
    withdraw_policy,
)
from incentives.services.policies.seeding import load_policies

__all__ = [
    "discard_version",
    "draft_policy",
    "load_policies",
    "propose_version",
    "publish_version",
    "redraft_policy",
    "revise_policy",
    "send_back_version",
    "withdraw_policy",
]
