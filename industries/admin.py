"""The industries in the Django admin, to look at."""

from django.contrib import admin

from industries.models import Industry
from ui.admin import ReadOnlyAdmin


@admin.register(Industry)
class IndustryAdmin(ReadOnlyAdmin):
    """Sections and divisions."""

    list_display = ["code", "name", "section"]
    list_select_related = ["section"]
    search_fields = ["code", "name"]
