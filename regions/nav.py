"""The regions app's lines in the navigation."""

from django.utils.translation import gettext_lazy as _

from regions.permissions import works_with_reference
from ui.nav import Item

ITEMS = [
    Item(
        label=_("行政区划"),
        url_name="regions:divisions",
        icon="map",
        order=810,
        show=works_with_reference,
        group=_("基础数据"),
    ),
    Item(
        label=_("工作日历"),
        url_name="regions:calendar",
        icon="calendar",
        order=820,
        show=works_with_reference,
        group=_("基础数据"),
    ),
]
