"""Addresses of this app; one module a subject."""

from incentives.urls import credit, declarations, projects

app_name = "incentives"
urlpatterns = [
    *credit.urlpatterns,
    *declarations.urlpatterns,
    *projects.urlpatterns,
]
