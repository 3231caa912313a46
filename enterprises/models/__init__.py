"""The tables of enterprises."""

from enterprises.models.certification import Certificate, CertificationApplication
from enterprises.models.changes import ChangeReport
from enterprises.models.cultivation import CultivationApplication
from enterprises.models.follow_up import (
    AnnualReport,
    FormerFiling,
    ThreeYearPlan,
    Visit,
)
from enterprises.models.imports import EnterpriseImport
from enterprises.models.register import (
    Enterprise,
    EnterpriseName,
    EnterpriseYear,
    GroupMember,
    PoolStay,
)
from enterprises.models.removal import Exclusion, Removal, Suspension
from enterprises.models.rows import (
    ApprenticeshipRow,
    CertificateRow,
    InternRow,
    InvestmentRow,
    ProgrammeRow,
    RightRow,
    SchoolRow,
    YearRow,
)

__all__ = [
    "AnnualReport",
    "ApprenticeshipRow",
    "Certificate",
    "CertificateRow",
    "CertificationApplication",
    "ChangeReport",
    "CultivationApplication",
    "Enterprise",
    "EnterpriseImport",
    "EnterpriseName",
    "EnterpriseYear",
    "Exclusion",
    "FormerFiling",
    "GroupMember",
    "InternRow",
    "InvestmentRow",
    "PoolStay",
    "ProgrammeRow",
    "Removal",
    "RightRow",
    "SchoolRow",
    "Suspension",
    "ThreeYearPlan",
    "Visit",
    "YearRow",
]
