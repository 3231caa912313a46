"""Nominations, what stands in them, and the pilot cities that come of them."""

from cities.models.nomination import CityNomination, Recommendation
from cities.models.pilots import ListedImport, PilotCity
from cities.models.rows import (
    EnterpriseRow,
    GoalRow,
    IndustryRow,
    MeasureRow,
    PairingRow,
    PolicyItemRow,
    PolicyRow,
    ProblemRow,
    Row,
    TrainingBaseRow,
)

__all__ = [
    "CityNomination",
    "EnterpriseRow",
    "GoalRow",
    "IndustryRow",
    "ListedImport",
    "MeasureRow",
    "PairingRow",
    "PilotCity",
    "PolicyItemRow",
    "PolicyRow",
    "ProblemRow",
    "Recommendation",
    "Row",
    "TrainingBaseRow",
]
