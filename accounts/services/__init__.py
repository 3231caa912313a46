"""Verbs of accounts, by what they act on."""

from accounts.services.access import record_access
from accounts.services.members import (
    accept_as,
    accept_as_new_user,
    appoint_deputy,
    change_post,
    end_post,
    invite,
    withdraw_invitation,
)
from accounts.services.organisations import (
    create_organisation,
    edit_contact,
    reinvite_administrator,
    set_organisation_status,
)
from accounts.services.passwords import ask_reset, change_password, set_new_password
from accounts.services.personas import ensure_personas
from accounts.services.registration import (
    FirstUser,
    OrganisationFacts,
    confirm_registration,
    refuse_registration,
    register_organisation,
    resubmit_registration,
)
from accounts.services.security import (
    disable_user,
    enable_user,
    end_sessions,
    unlock,
)
from accounts.services.tokens import create_token, note_use, revoke_token

__all__ = [
    "FirstUser",
    "OrganisationFacts",
    "accept_as",
    "accept_as_new_user",
    "appoint_deputy",
    "ask_reset",
    "change_password",
    "change_post",
    "confirm_registration",
    "create_organisation",
    "create_token",
    "disable_user",
    "edit_contact",
    "enable_user",
    "end_post",
    "end_sessions",
    "ensure_personas",
    "invite",
    "note_use",
    "record_access",
    "refuse_registration",
    "register_organisation",
    "reinvite_administrator",
    "resubmit_registration",
    "revoke_token",
    "set_new_password",
    "set_organisation_status",
    "unlock",
    "withdraw_invitation",
]
