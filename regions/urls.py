"""Addresses of the regions app."""

from django.urls import path, register_converter

from regions.converters import DayConverter, YearConverter
from regions.views import calendar, divisions

register_converter(DayConverter, "day")
register_converter(YearConverter, "yyyy")

app_name = "regions"
urlpatterns = [
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path(
        "calendar/<yyyy:year>/", calendar.CalendarPage.as_view(), name="calendar-year"
    ),
    path(
        "calendar/<yyyy:year>/confirm/",
        calendar.CalendarYearConfirm.as_view(),
        name="calendar-year-confirm",
    ),
    path(
        "calendar/<yyyy:year>/reopen/",
        calendar.CalendarYearReopen.as_view(),
        name="calendar-year-reopen",
    ),
    path(
        "calendar/days/<day:day>/",
        calendar.CalendarDayEdit.as_view(),
        name="calendar-day",
    ),
    path(
        "calendar/days/<day:day>/remove/",
        calendar.CalendarDayRemove.as_view(),
        name="calendar-day-remove",
    ),
    path("divisions/", divisions.DivisionList.as_view(), name="divisions"),
    path("divisions/<str:pk>/", divisions.DivisionDetail.as_view(), name="division"),
    path(
        "divisions/<str:pk>/less-developed/",
        divisions.LessDevelopedEdit.as_view(),
        name="division-less-developed",
    ),
]
