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
from incentives.models.fund_applications import FundApplication
from incentives.models.funds import FundEntry
from incentives.models.grant_events import GrantEvent
from incentives.models.grant_rulings import GrantRuling
from incentives.models.grants import Grant, GrantProposal, IncentiveGrant
from incentives.models.obstacles import Obstacle, ObstacleStep
from incentives.models.policies import PolicyBenefit, PolicyVersion
from incentives.models.preferences import Preference
from incentives.models.projects import (
    FundTerms,
    Project,
    ProjectChange,
    ProjectSource,
)
from incentives.models.rates import CreditRates
from incentives.models.rewards import (
    IndicatorEntry,
    RewardScheme,
    SchemeExclusion,
    SchemeIndicator,
    Simulation,
)

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
    "FundApplication",
    "FundEntry",
    "FundTerms",
    "Grant",
    "GrantEvent",
    "GrantProposal",
    "GrantRuling",
    "IncentiveGrant",
    "IndicatorEntry",
    "Obstacle",
    "ObstacleStep",
    "PolicyBenefit",
    "PolicyVersion",
    "Preference",
    "Project",
    "ProjectChange",
    "ProjectSource",
    "RewardScheme",
    "SchemeExclusion",
    "SchemeIndicator",
    "Simulation",
]
