"""The tax return's sheet, filled in so that a person can copy it line by line.

    sheet = ReturnSheet(taxpayer=…, credit_code=…, starts=…, ends=…, bases=…, rates=…,
                        outcome=…, paid_already=…)
    return_workbook(sheet)              -> bytes of an XLSX
    return_pdf(sheet, moment=now)       -> bytes of a PDF, A4 across

《增值税及附加税费申报表（一般纳税人适用）附列资料（五）（附加税费情况表）》, and where
there is consumption tax the 《消费税附加税费计算表》. Plain facts in, no table is read.
"""

from incentives.sheets.facts import ReturnLine, ReturnSheet
from incentives.sheets.paper import return_pdf
from incentives.sheets.workbook import return_workbook

__all__ = ["ReturnLine", "ReturnSheet", "return_pdf", "return_workbook"]
