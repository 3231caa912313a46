"""The reference data in the Django admin, to look at: corrections have their pages."""

from django.contrib import admin

from regions.models import CalendarDay, CalendarYear, Division, ManagingUnit, NewArea
from ui.admin import ReadOnlyAdmin


@admin.register(ManagingUnit)
class ManagingUnitAdmin(ReadOnlyAdmin):
    """The 37 units."""

    list_display = ["code", "name", "kind", "economic_region", "is_standard_code"]
    list_filter = ["kind", "economic_region"]


@admin.register(Division)
class DivisionAdmin(ReadOnlyAdmin):
    """All divisions."""

    list_display = ["code", "full_name", "level", "managing_unit", "is_less_developed"]
    list_filter = ["level", "economic_region", "is_less_developed"]
    list_select_related = ["managing_unit"]
    search_fields = ["code", "full_name", "pinyin"]


@admin.register(NewArea)
class NewAreaAdmin(ReadOnlyAdmin):
    """The 19 national new areas."""

    list_display = ["name", "host_unit", "established", "division"]
    list_select_related = ["host_unit", "division"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    """Corrections of single days."""

    list_display = ["date", "is_working", "note", "corrected_by", "updated"]


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnlyAdmin):
    """Years declared complete."""

    list_display = ["year", "note", "confirmed_by", "updated"]
