"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from ui.nav import Item

PUBLIC_ITEMS = [
    Item(
        label=_("企业自测"),
        url_name="enterprises:eligibility-check",
        icon="checklist",
        order=40,
    ),
]
