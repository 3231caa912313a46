"""Addresses of the ledgers as authorities read them."""

from django.urls import path

from incentives.views import credit_lists

urlpatterns = [
    path("credit/ledgers/", credit_lists.LedgerList.as_view(), name="credit-ledgers"),
    path(
        "credit/ledgers/export/",
        credit_lists.LedgerExport.as_view(),
        name="credit-ledgers-export",
    ),
]
