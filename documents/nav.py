"""Navigation of this app."""

from ui.nav import Item

ITEMS: list[Item] = []
