"""Addresses of this app."""

from django.urls import path

from enterprises.views import cultivation, directory, eligibility, ledgers

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
    path("cultivation/", cultivation.CultivationList.as_view(), name="cultivations"),
    path(
        "cultivation/start/",
        cultivation.CultivationStart.as_view(),
        name="cultivation-start",
    ),
    path(
        "cultivation/<int:pk>/",
        cultivation.CultivationDetail.as_view(),
        name="cultivation",
    ),
    path(
        "cultivation/<int:pk>/edit/",
        cultivation.CultivationOverview.as_view(),
        name="cultivation-edit",
    ),
    path(
        "cultivation/<int:pk>/edit/<slug:section>/",
        cultivation.CultivationSection.as_view(),
        name="cultivation-section",
    ),
    path(
        "cultivation/<int:pk>/submit/",
        cultivation.CultivationSubmit.as_view(),
        name="cultivation-submit",
    ),
    path(
        "cultivation/<int:pk>/print/",
        cultivation.CultivationPrint.as_view(),
        name="cultivation-print",
    ),
    path(
        "cultivation/<int:pk>/print.pdf",
        cultivation.CultivationPdf.as_view(),
        name="cultivation-pdf",
    ),
    path("ledgers/", ledgers.LedgerList.as_view(), name="ledgers"),
    path("ledgers/new/", ledgers.LedgerNew.as_view(), name="ledger-new"),
    path(
        "ledgers/template.xlsx",
        ledgers.LedgerTemplate.as_view(),
        name="ledger-template",
    ),
    path("ledgers/<int:pk>/", ledgers.LedgerPage.as_view(), name="ledger"),
    path(
        "ledgers/<int:pk>/confirm/",
        ledgers.LedgerConfirm.as_view(),
        name="ledger-confirm",
    ),
]
