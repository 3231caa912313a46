"""Addresses of this app."""

from django.urls import path

from cities.views import drafting, imports, national, nominations, pilots, reading

app_name = "cities"
urlpatterns = [
    path("nominations/", nominations.NominationList.as_view(), name="nominations"),
    path(
        "nominations/start/",
        nominations.NominationStart.as_view(),
        name="nomination-start",
    ),
    path(
        "nominations/compare/",
        national.NationalReview.as_view(),
        name="national-review",
    ),
    path(
        "nominations/<int:pk>/", reading.NominationDetail.as_view(), name="nomination"
    ),
    path(
        "nominations/<int:pk>/edit/",
        drafting.NominationOverview.as_view(),
        name="nomination-edit",
    ),
    path(
        "nominations/<int:pk>/edit/<slug:section>/",
        drafting.NominationSection.as_view(),
        name="nomination-section",
    ),
    path(
        "nominations/<int:pk>/submit/",
        drafting.NominationSubmit.as_view(),
        name="nomination-submit",
    ),
    path(
        "nominations/<int:pk>/print/",
        reading.NominationPrint.as_view(),
        name="nomination-print",
    ),
    path(
        "nominations/<int:pk>/print.pdf",
        reading.NominationPdf.as_view(),
        name="nomination-pdf",
    ),
    path(
        "nominations/<int:pk>/recommendation/",
        nominations.RecommendationEdit.as_view(),
        name="recommendation",
    ),
    path("pilot-cities/", pilots.PilotCityList.as_view(), name="pilot-cities"),
    path(
        "pilot-cities.csv", pilots.PilotCityExport.as_view(), name="pilot-cities-export"
    ),
    path(
        "pilot-cities/<slug:code>/", pilots.PilotCityDetail.as_view(), name="pilot-city"
    ),
    path(
        "pilot-cities/<slug:code>/document/",
        pilots.PilotCityDocument.as_view(),
        name="pilot-city-document",
    ),
    path(
        "pilot-cities/<slug:code>/end/",
        pilots.PilotCityEnd.as_view(),
        name="pilot-city-end",
    ),
    path("listed-imports/", imports.ListedImportList.as_view(), name="listed-imports"),
    path(
        "listed-imports/new/",
        imports.ListedImportNew.as_view(),
        name="listed-import-new",
    ),
    path(
        "listed-imports/confirm/",
        imports.ListedImportConfirm.as_view(),
        name="listed-import-confirm",
    ),
    path(
        "listed-imports/<int:pk>/",
        imports.ListedImportDetail.as_view(),
        name="listed-import",
    ),
]
