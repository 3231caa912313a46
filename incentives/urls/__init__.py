"""Addresses of this app; one module a subject."""

from incentives.urls import (
    credit,
    declarations,
    grants,
    policies,
    preferences,
    projects,
)

app_name = "incentives"
urlpatterns = [
    *credit.urlpatterns,
    *declarations.urlpatterns,
    *grants.urlpatterns,
    *preferences.urlpatterns,
    *policies.urlpatterns,
    *projects.urlpatterns,
]
