"""Resources of this app: (prefix, viewset, basename)."""

from typing import Any

from incentives.api import (
    credit,
    declarations,
    fund_applications,
    grants,
    indicators,
    ledgers,
    policies,
    preferences,
    projects,
    rewards,
)

ROUTES: list[tuple[str, Any, str]] = [
    *credit.ROUTES,
    *declarations.ROUTES,
    *grants.ROUTES,
    *ledgers.ROUTES,
    *preferences.ROUTES,
    *policies.ROUTES,
    *projects.ROUTES,
    *fund_applications.ROUTES,
    *rewards.ROUTES,
    *indicators.ROUTES,
]
