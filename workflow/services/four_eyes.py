"""Two people act outside a life cycle: proposed, then confirmed or dropped; ADR 11.

A kind says what follows with `take_effect.register(Model)`, and where a proposal that
is dropped took something with it, with `fall_away.register(Model)`.
"""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from ui.refusals import Closed, Stale, allow
from ui.text import clean_text, reason_in
from workflow.choices import FourEyesState
from workflow.mail import people_of
from workflow.models import FourEyes
from workflow.permissions import can_confirm_proposed, can_drop_proposed
from workflow.services.telling import tell

MOST_NOTE = 500
Row = TypeVar("Row", bound=FourEyes)


@singledispatch
def take_effect(row: Any, by: User, now: datetime) -> None:
    """What follows from the confirmation; what it raises refuses the whole."""
    raise NotImplementedError(type(row))


@singledispatch
def fall_away(row: Any, by: User, note: str, now: datetime) -> None:
    """What falls with a proposal that is dropped; for most kinds nothing."""


def lay_before_leads(row: FourEyes, *, now: datetime, more: str = "") -> None:
    """Tell the leads of its authority of a new proposal; `more` ends with a comma."""
    name = row.proposal_name
    tell(
        people_of(row.organisation_id, now, (Role.LEAD,)),
        key=f"{_key(row)}:proposed",
        subject=f"待确认：{row}",
        body=f"{row.proposed_by.name}提出{name}“{row}”，{more}请确认或退回。",
        path=_path(row),
        now=now,
    )


@transaction.atomic
def confirm_proposed(
    row: Row,
    *,
    by: User,
    note: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Row:
    """The lead confirms: the act happens now, all of it or nothing.

    Raises NotAllowed, Stale where `version` is not the present one, Closed where it
    is decided, and what the act itself refuses.
    """
    now = now or timezone.now()
    held = _lock(row, version)
    allow(can_confirm_proposed(by, held))
    take_effect(held, by, now)
    words = clean_text(note)[:MOST_NOTE]
    return _settle(held, FourEyesState.CONFIRMED, words, by=by, now=now)


@transaction.atomic
def drop_proposed(
    row: Row,
    *,
    by: User,
    note: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Row:
    """The lead does not follow it, or who proposed takes his own back; with why."""
    now = now or timezone.now()
    held = _lock(row, version)
    allow(can_drop_proposed(by, held))
    words = reason_in(note, "note", MOST_NOTE)
    fall_away(held, by, words, now)
    _settle(held, FourEyesState.DROPPED, words, by=by, now=now)
    if held.proposed_by_id != by.pk:
        _tell_dropped(held, now)
    return held


def _lock(row: Row, version: int | None) -> Row:
    rows = type(row)._default_manager.select_for_update(of=("self",))
    held: Row = rows.select_related("organisation", "proposed_by").get(pk=row.pk)
    name = held.proposal_name
    if version is not None and held.version != version:
        raise Stale(f"该{name}刚刚被其他人办理，请刷新页面查看最新情况。")
    if not held.is_open:
        raise Closed(f"该{name}已经办结。")
    return held


def _settle(
    held: Row, state: FourEyesState, note: str, *, by: User, now: datetime
) -> Row:
    held.state, held.decision_note = state, note
    held.decided_by, held.decided_at = by, now
    held.version += 1
    held.save()
    return held


def _tell_dropped(held: FourEyes, now: datetime) -> None:
    name = held.proposal_name
    tell(
        [held.proposed_by],
        key=f"{_key(held)}:dropped",
        subject=f"{name}未被采纳：{held}",
        body=f"您提出的{name}未被采纳。说明：{held.decision_note}",
        path=_path(held),
        now=now,
    )


def _key(row: FourEyes) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _path(row: Any) -> str:
    return str(row.get_absolute_url())
