"""Addresses of preferences."""

from django.urls import path

from incentives.views import preferences

urlpatterns = [
    path(
        "incentives/preferences/",
        preferences.PreferenceList.as_view(),
        name="preferences",
    ),
    path(
        "incentives/preferences/export/",
        preferences.PreferenceExport.as_view(),
        name="preferences-export",
    ),
    path(
        "incentives/preferences/new/",
        preferences.PreferenceNew.as_view(),
        name="preference-new",
    ),
    path(
        "incentives/preferences/<int:pk>/",
        preferences.PreferenceDetail.as_view(),
        name="preference",
    ),
    path(
        "incentives/preferences/<int:pk>/confirm/",
        preferences.PreferenceConfirm.as_view(),
        name="preference-confirm",
    ),
    path(
        "incentives/preferences/<int:pk>/drop/",
        preferences.PreferenceDrop.as_view(),
        name="preference-drop",
    ),
    path(
        "incentives/preferences/<int:pk>/counter/",
        preferences.PreferenceCounter.as_view(),
        name="preference-counter",
    ),
]
