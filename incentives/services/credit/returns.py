"""A version of a statement as the tax return's sheet."""

from __future__ import annotations

from dataclasses import fields

from incentives.credit import Outcome, TaxBases
from incentives.models import CreditResult, CreditStatement
from incentives.services.credit.comparing import changes_if_filed
from incentives.services.credit.reading import BASES
from incentives.sheets import ReturnSheet
from ui.words import cn_date

OUTCOME = tuple(field.name for field in fields(Outcome))


def tax_return_of(statement: CreditStatement) -> ReturnSheet:
    """With the newest result of this version; a draft as if it were filed now.

    Raises `LookupError` where a draft begins before the first rates.
    """
    period, result = statement.period, _result(statement)
    return ReturnSheet(
        taxpayer=period.account.name,
        credit_code=period.account.credit_code,
        starts=period.starts,
        ends=period.ends,
        bases=TaxBases(**{name: getattr(statement, name) for name in BASES}),
        rates=result.rates.rates,
        outcome=Outcome(**{name: getattr(result, name) for name in OUTCOME}),
        paid_already=statement.paid_already,
        is_held=result.is_held,
        version=_version(statement),
    )


def _result(statement: CreditStatement) -> CreditResult:
    if statement.is_draft:
        return changes_if_filed(statement)[0].new
    result: CreditResult = statement.results.select_related("rates").latest("pk")
    return result


def _version(statement: CreditStatement) -> str:
    if statement.filed_at is None:
        return "草稿，尚未填报"
    return f"第{statement.number}版，{cn_date(statement.filed_at)}填报"
