"""The lists of incentives of which a filtered view can be kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incentives.filters.declarations import DeclarationFilter
from incentives.filters.grants import GrantApplicationFilter
from incentives.filters.projects import FundApplicationFilter
from workflow.kept import keep

DECLARATIONS = keep(
    "declarations", _("抵免信息申报"), "incentives:declarations", DeclarationFilter
)
GRANT_APPLICATIONS = keep(
    "grant-applications",
    _("激励申请"),
    "incentives:grant-applications",
    GrantApplicationFilter,
)
FUND_APPLICATIONS = keep(
    "fund-applications",
    _("资金申请"),
    "incentives:fund-applications",
    FundApplicationFilter,
)
