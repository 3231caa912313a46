"""Addresses of the credit: the ledger of a firm, the calculator and the rates."""

from django.urls import path

from incentives.views.calculator import Calculator
from incentives.views.credit import account, acting, editing, files, overview, period
from incentives.views.rates import RatesList, RatesNew
from incentives.views.recomputing import RecomputeAll

ACCOUNT = "credit/accounts/<uuid:public_id>/"
PERIOD = "credit/periods/<int:pk>/"
STATEMENT = "credit/statements/<int:pk>/"

urlpatterns = [
    path("credit-calculator/", Calculator.as_view(), name="credit-calculator"),
    path("credit-rates/", RatesList.as_view(), name="credit-rates"),
    path("credit-rates/new/", RatesNew.as_view(), name="credit-rates-new"),
    path("credit-recompute/", RecomputeAll.as_view(), name="credit-recompute"),
    path("credit/", overview.OwnLedgers.as_view(), name="credit-accounts"),
    path("credit/open/", overview.LedgerOpen.as_view(), name="credit-open"),
    path(ACCOUNT, account.AccountDetail.as_view(), name="credit-account"),
    path(f"{ACCOUNT}term/", account.TermEdit.as_view(), name="credit-term"),
    path(f"{ACCOUNT}start/", account.PeriodStart.as_view(), name="credit-start"),
    path(PERIOD, period.PeriodDetail.as_view(), name="credit-period"),
    path(f"{PERIOD}correct/", acting.PeriodCorrect.as_view(), name="credit-correct"),
    path(STATEMENT, period.StatementDetail.as_view(), name="credit-statement"),
    path(f"{STATEMENT}edit/", editing.StatementEdit.as_view(), name="credit-edit"),
    path(f"{STATEMENT}file/", acting.StatementFile.as_view(), name="credit-file"),
    path(f"{STATEMENT}drop/", acting.StatementDrop.as_view(), name="credit-drop"),
    path(f"{STATEMENT}return.xlsx", files.StatementXlsx.as_view(), name="credit-xlsx"),
    path(f"{STATEMENT}return.pdf", files.StatementPdf.as_view(), name="credit-pdf"),
]
