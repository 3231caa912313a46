"""Verbs of accounts, by what they act on."""

from accounts.services.access import record_access
from accounts.services.personas import ensure_personas
from accounts.services.tokens import create_token, note_use, revoke_token

__all__ = [
    "create_token",
    "ensure_personas",
    "note_use",
    "record_access",
    "revoke_token",
]
