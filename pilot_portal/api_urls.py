"""The API: one router for the resources that each app lists in its `api/urls.py`."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.routers import DefaultRouter

from accounts.api.urls import ROUTES as ACCOUNTS
from cities.api.urls import ROUTES as CITIES
from documents.api.urls import ROUTES as DOCUMENTS
from regions.api.urls import ROUTES as REGIONS
from reporting.api.urls import ROUTES as REPORTING
from workflow.api.urls import ROUTES as WORKFLOW

router = DefaultRouter()
for prefix, viewset, basename in (
    *CITIES,
    *REPORTING,
    *WORKFLOW,
    *DOCUMENTS,
    *ACCOUNTS,
    *REGIONS,
):
    router.register(prefix, viewset, basename=basename)

open_to_all = {"permission_classes": [AllowAny]}
urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("schema/", SpectacularAPIView.as_view(**open_to_all), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(url_name="api-schema", **open_to_all),
        name="api-docs",
    ),
]
