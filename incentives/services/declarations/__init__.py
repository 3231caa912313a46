"""The verbs of the credit declaration."""

from incentives.services.declarations.deciding import Word, decide_items
from incentives.services.declarations.following import (
    confirm_declaration,
    keep_declared,
    tell_items,
)
from incentives.services.declarations.starting import start_declaration

__all__ = [
    "Word",
    "confirm_declaration",
    "decide_items",
    "keep_declared",
    "start_declaration",
    "tell_items",
]
