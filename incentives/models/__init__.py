"""The tables of incentives."""

from incentives.models.credit import (
    CreditAccount,
    CreditLine,
    CreditLineDecision,
    CreditPeriod,
    CreditResult,
    CreditStatement,
)
from incentives.models.declarations import CreditDeclaration, CreditRuling
from incentives.models.funds import FundEntry
from incentives.models.obstacles import Obstacle, ObstacleStep
from incentives.models.projects import (
    FundTerms,
    Project,
    ProjectChange,
    ProjectSource,
)
from incentives.models.rates import CreditRates

__all__ = [
    "CreditAccount",
    "CreditDeclaration",
    "CreditLine",
    "CreditLineDecision",
    "CreditPeriod",
    "CreditRates",
    "CreditResult",
    "CreditRuling",
    "CreditStatement",
    "FundEntry",
    "FundTerms",
    "Obstacle",
    "ObstacleStep",
    "Project",
    "ProjectChange",
    "ProjectSource",
]
