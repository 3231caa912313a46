"""Navigation of this app."""

from django.utils.translation import gettext_lazy as _

from ui.nav import Item

GROUP = _("激励政策")

ITEMS: list[Item] = []
PUBLIC_ITEMS: list[Item] = []
