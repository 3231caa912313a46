"""Addresses of this app."""

from django.urls import path

from reporting.views import dashboard, reports

app_name = "reporting"
urlpatterns = [
    path("dashboard/", dashboard.Dashboard.as_view(), name="dashboard"),
    path("dashboard/rows/", dashboard.ApplicationRows.as_view(), name="rows"),
    path("dashboard/cities/", dashboard.CityRows.as_view(), name="city-rows"),
    path("reports/", reports.ReportList.as_view(), name="reports"),
    path("reports/new/", reports.ReportRequest.as_view(), name="report-request"),
    path("reports/<int:pk>/", reports.ReportDetail.as_view(), name="report"),
    path(
        "reports/<int:pk>/regenerate/",
        reports.ReportRegenerate.as_view(),
        name="report-regenerate",
    ),
    path(
        "reports/<int:pk>/preview/",
        reports.ReportPreview.as_view(),
        name="report-preview",
    ),
]
