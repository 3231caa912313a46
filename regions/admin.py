"""The reference data in the Django admin, to look at: corrections have their pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from regions.models import CalendarDay, CalendarYear, Division, ManagingUnit, NewArea


class ReadOnlyAdmin(admin.ModelAdmin):
    """No adding, changing or deleting past the services."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from the data files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Corrections are made on the portal's pages, with a basis."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Records may hang on a row."""
        return False


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
