"""Addresses of this app."""

from django.urls import path

from enterprises.views import (
    changes,
    cultivation,
    directory,
    eligibility,
    filings,
    following,
    ledgers,
    record,
)

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
    path("my-enterprise/", record.OwnEnterprise.as_view(), name="own"),
    path("enterprises/followed/", following.Followed.as_view(), name="followed"),
    path(
        "enterprises/<uuid:public_id>/record/",
        record.EnterpriseRecord.as_view(),
        name="record",
    ),
    path(
        "enterprises/<uuid:public_id>/facts/",
        record.FactsEdit.as_view(),
        name="facts-edit",
    ),
    path(
        "enterprises/<uuid:public_id>/years/<int:year>/",
        record.YearEdit.as_view(),
        name="year-edit",
    ),
    path(
        "enterprises/<uuid:public_id>/members/new/",
        record.MemberNew.as_view(),
        name="member-new",
    ),
    path(
        "enterprises/<uuid:public_id>/members/<int:pk>/",
        record.MemberEdit.as_view(),
        name="member-edit",
    ),
    path(
        "enterprises/<uuid:public_id>/visits/new/",
        following.VisitNew.as_view(),
        name="visit-new",
    ),
    path(
        "enterprises/<uuid:public_id>/filings/<slug:paper>/",
        filings.FilingDetail.as_view(),
        name="filing",
    ),
    path(
        "enterprises/<uuid:public_id>/filings/<slug:paper>/edit/",
        filings.FilingEdit.as_view(),
        name="filing-edit",
    ),
    path(
        "enterprises/<uuid:public_id>/filings/<slug:paper>/excuse/",
        filings.FilingExcuse.as_view(),
        name="filing-excuse",
    ),
    path(
        "enterprises/<uuid:public_id>/filings/<slug:paper>/return/",
        filings.FilingReturn.as_view(),
        name="filing-return",
    ),
    path("enterprise-changes/", changes.ChangeList.as_view(), name="changes"),
    path(
        "enterprise-changes/start/",
        changes.ChangeStart.as_view(),
        name="change-start",
    ),
    path(
        "enterprise-changes/<int:pk>/",
        changes.ChangeDetail.as_view(),
        name="change",
    ),
    path(
        "enterprise-changes/<int:pk>/edit/",
        changes.ChangeOverview.as_view(),
        name="change-edit",
    ),
    path(
        "enterprise-changes/<int:pk>/edit/<slug:section>/",
        changes.ChangeSection.as_view(),
        name="change-section",
    ),
    path(
        "enterprise-changes/<int:pk>/submit/",
        changes.ChangeSubmit.as_view(),
        name="change-submit",
    ),
]
