"""The verbs of the credit ledger.

account = open_account(enterprise, term=FilingTerm.YEAR, by=user)
draft = start_period(account, starts=…, ends=…, by=user)
draft = save_draft(draft, figures=Figures(vat=…), lines=[LineInput(…)], by=user)
file_statement(draft, confirmed=True, by=user)
draft = correct(period, reason="…", by=user)
"""

from incentives.services.credit.accounts import change_term, open_account
from incentives.services.credit.comparing import (
    PeriodChange,
    changes_if_filed,
    changes_made_by,
)
from incentives.services.credit.drafting import correct, drop_draft, save_draft
from incentives.services.credit.estimating import estimate_draft
from incentives.services.credit.filing import file_statement
from incentives.services.credit.following import follow_enterprise
from incentives.services.credit.mass import (
    RECOMPUTE_JOB,
    recompute_all,
    start_recompute_all,
)
from incentives.services.credit.periods import start_period
from incentives.services.credit.reading import decisions_on, words_on
from incentives.services.credit.recomputing import recompute, recompute_many
from incentives.services.credit.returns import tax_return_of
from incentives.services.credit.surroundings import issues_of
from incentives.services.credit.totals import (
    ACCOUNT,
    ENTERPRISE,
    UNIT,
    Totals,
    totals_by,
    totals_of,
)
from incentives.services.credit.vouchers import store_voucher

__all__ = [
    "ACCOUNT",
    "ENTERPRISE",
    "RECOMPUTE_JOB",
    "UNIT",
    "PeriodChange",
    "Totals",
    "change_term",
    "changes_if_filed",
    "changes_made_by",
    "correct",
    "decisions_on",
    "drop_draft",
    "estimate_draft",
    "file_statement",
    "follow_enterprise",
    "issues_of",
    "open_account",
    "recompute",
    "recompute_all",
    "recompute_many",
    "save_draft",
    "start_period",
    "start_recompute_all",
    "store_voucher",
    "tax_return_of",
    "totals_by",
    "totals_of",
    "words_on",
]
