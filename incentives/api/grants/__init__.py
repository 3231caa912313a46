"""Resources of grants: ledger, proposals, applications, what is public."""

from typing import Any

from incentives.api.grants.applications import GrantApplicationViewSet
from incentives.api.grants.ledger import GrantViewSet, PublicGrantViewSet
from incentives.api.grants.proposals import GrantProposalViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("incentive-grants", GrantApplicationViewSet, "incentive-grant"),
    ("grants", GrantViewSet, "grant"),
    ("public-grants", PublicGrantViewSet, "public-grant"),
    ("grant-proposals", GrantProposalViewSet, "grant-proposal"),
]
