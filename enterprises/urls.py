"""Addresses of this app."""

from django.urls import path

from enterprises.views import eligibility

app_name = "enterprises"
urlpatterns = [
    path(
        "enterprises/check/",
        eligibility.EligibilityCheck.as_view(),
        name="eligibility-check",
    ),
]
