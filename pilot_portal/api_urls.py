"""The API: one router for the resources that each app lists in its `api/urls.py`."""

from django.urls import include, path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.routers import DefaultRouter

from accounts.api.urls import ROUTES as ACCOUNTS
from cities.api.urls import ROUTES as CITIES
from documents.api.urls import ROUTES as DOCUMENTS
from enterprises.api.urls import ROUTES as ENTERPRISES
from incentives.api.urls import ROUTES as INCENTIVES
from industries.api.urls import ROUTES as INDUSTRIES
from regions.api.urls import ROUTES as REGIONS
from reporting.api.urls import ROUTES as REPORTING
from workflow.api.urls import ROUTES as WORKFLOW

router = DefaultRouter()
for prefix, viewset, basename in (
    *INCENTIVES,
    *ENTERPRISES,
    *CITIES,
    *REPORTING,
    *WORKFLOW,
    *DOCUMENTS,
    *ACCOUNTS,
    *INDUSTRIES,
    *REGIONS,
):
    router.register(prefix, viewset, basename=basename)

# The same for everybody, so nobody is asked who he is, and seconds to make: kept for
# five minutes.
open_to_all = {"permission_classes": [AllowAny], "authentication_classes": []}
schema = cache_page(300)(SpectacularAPIView.as_view(**open_to_all))
urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("schema/", schema, name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(url_name="api-schema", **open_to_all),
        name="api-docs",
    ),
]
