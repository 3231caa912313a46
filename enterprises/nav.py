"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from ui.nav import Item

ITEMS = [
    Item(
        label=_("企业名录"),
        url_name="enterprises:directory",
        icon="building-factory-2",
        order=330,
        group=_("企业培育"),
    ),
]
PUBLIC_ITEMS = [
    Item(
        label=_("企业名录"),
        url_name="enterprises:directory",
        icon="building-factory-2",
        order=35,
    ),
    Item(
        label=_("企业自测"),
        url_name="enterprises:eligibility-check",
        icon="checklist",
        order=40,
    ),
]
