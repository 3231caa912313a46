"""Addresses of this app; one module a subject."""

from incentives.urls import (
    credit,
    credit_lists,
    declarations,
    grants,
    policies,
    preferences,
    projects,
    rewards,
)

app_name = "incentives"
urlpatterns = [
    *credit.urlpatterns,
    *credit_lists.urlpatterns,
    *declarations.urlpatterns,
    *grants.urlpatterns,
    *preferences.urlpatterns,
    *policies.urlpatterns,
    *projects.urlpatterns,
    *rewards.urlpatterns,
]
