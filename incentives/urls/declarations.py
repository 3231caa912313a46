"""Addresses of the credit declaration."""

from django.urls import path

from incentives.views.declarations import lists, pages, review

urlpatterns = [
    path("credit/declarations/", lists.DeclarationList.as_view(), name="declarations"),
    path(
        "credit/declarations/export/",
        lists.DeclarationExport.as_view(),
        name="declarations-export",
    ),
    path(
        "credit/declarations/start/",
        pages.DeclarationStart.as_view(),
        name="declaration-start",
    ),
    path(
        "credit/declarations/<int:pk>/",
        pages.DeclarationDetail.as_view(),
        name="declaration",
    ),
    path(
        "credit/declarations/<int:pk>/edit/",
        pages.DeclarationOverview.as_view(),
        name="declaration-edit",
    ),
    path(
        "credit/declarations/<int:pk>/edit/<slug:section>/",
        pages.DeclarationSection.as_view(),
        name="declaration-section",
    ),
    path(
        "credit/declarations/<int:pk>/submit/",
        pages.DeclarationSubmit.as_view(),
        name="declaration-submit",
    ),
    path(
        "credit/declarations/<int:pk>/review/",
        review.DeclarationReview.as_view(),
        name="declaration-review",
    ),
    path(
        "credit/declarations/<int:pk>/print/",
        pages.DeclarationPrint.as_view(),
        name="declaration-print",
    ),
    path(
        "credit/declarations/<int:pk>/print.pdf",
        pages.DeclarationPdf.as_view(),
        name="declaration-pdf",
    ),
]
