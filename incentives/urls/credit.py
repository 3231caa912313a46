"""Addresses of the credit: the calculator and the rates."""

from django.urls import path

from incentives.views.calculator import Calculator
from incentives.views.rates import RatesList, RatesNew
from incentives.views.recomputing import RecomputeAll

urlpatterns = [
    path("credit-calculator/", Calculator.as_view(), name="credit-calculator"),
    path("credit-rates/", RatesList.as_view(), name="credit-rates"),
    path("credit-rates/new/", RatesNew.as_view(), name="credit-rates-new"),
    path("credit-recompute/", RecomputeAll.as_view(), name="credit-recompute"),
]
