"""Resources of the credit: (prefix, viewset, basename)."""

from typing import Any

from incentives.api.estimates import CreditEstimateViewSet
from incentives.api.rates import CreditRatesViewSet
from incentives.api.recomputing import CreditRecomputationViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("credit-estimate", CreditEstimateViewSet, "credit-estimate"),
    ("credit-rates", CreditRatesViewSet, "credit-rates"),
    ("credit-recomputations", CreditRecomputationViewSet, "credit-recomputation"),
]
