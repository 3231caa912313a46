"""Addresses of the whole portal; each app keeps its own."""

from django.contrib import admin
from django.urls import include, path

from pilot_portal.health import healthz, readyz
from pilot_portal.home import HomePage

handler400 = "ui.errors.bad_request"
handler403 = "ui.errors.forbidden"
handler404 = "ui.errors.not_found"
handler500 = "ui.errors.server_error"
urlpatterns = [
    path("", HomePage.as_view(), name="home"),
    path("", include("reporting.urls")),
    path("", include("incentives.urls")),
    path("", include("enterprises.urls")),
    path("", include("cities.urls")),
    path("", include("workflow.urls")),
    path("", include("documents.urls")),
    path("accounts/", include("accounts.urls")),
    path("", include("regions.urls")),
    path("api/", include("pilot_portal.api_urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
