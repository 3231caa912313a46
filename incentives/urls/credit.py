"""Addresses of the credit: the calculator and the rates."""

from django.urls import path

from incentives.views.rates import RatesList, RatesNew

urlpatterns = [
    path("credit-rates/", RatesList.as_view(), name="credit-rates"),
    path("credit-rates/new/", RatesNew.as_view(), name="credit-rates-new"),
]
