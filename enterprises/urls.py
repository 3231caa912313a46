"""Addresses of this app."""

from django.urls import path

from enterprises.views import directory, eligibility

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", directory.Directory.as_view(), name="directory"),
    path(
        "enterprises/export/",
        directory.DirectoryExport.as_view(),
        name="directory-export",
    ),
    path(
        "enterprises/<uuid:public_id>/",
        directory.EnterpriseDetail.as_view(),
        name="enterprise",
    ),
    path(
        "enterprises/check/",
        eligibility.EligibilityCheck.as_view(),
        name="eligibility-check",
    ),
]
