"""An award comes to be: out of an approved application or a confirmed proposal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation, User
from incentives.checks.grants import basis_of
from incentives.choices.grants import GrantEventKind
from incentives.models import Grant, IncentiveGrant
from incentives.models.grants import GrantTerms
from incentives.services.grants.ledger import append, tell_receiver
from incentives.services.grants.receivers import (
    Receiver,
    award_issues,
    double_issues,
    key_of,
    receiver_of,
)
from incentives.services.grants.ruling import ruling_of, ruling_words
from ui.refusals import Invalid, refuse
from ui.words import cn_date, number
from workflow.services import next_number

PREFIX = "JL"
TERMS = tuple(
    field.name for field in GrantTerms._meta.local_fields if field.name != "id"
)


@transaction.atomic
def award(
    terms: GrantTerms,
    *,
    organisation: Organisation,
    by: User | None,
    awarded_on: date,
    now: datetime,
    note: str = "",
    **more: Any,
) -> Grant:
    """Write an award in the ledger, and tell who receives it.

    Two awards to one receiver wait for each other; the second on one basis is refused
    with the first one named. The caller has asked whether the person may.
    """
    receiver = receiver_of(terms).lock()
    refuse(award_issues(terms, timezone.localdate(now)))
    grant = _row(terms, receiver, organisation, awarded_on, now, more)
    try:
        with transaction.atomic():
            grant.save(force_insert=True)
    except IntegrityError:
        # Whoever wrote past the lock is found by the database's own constraint.
        if issues := double_issues(terms):
            raise Invalid(issues[0].sentence, issues=issues) from None
        raise
    event = append(
        grant,
        GrantEventKind.AWARD,
        on=awarded_on,
        amount=grant.amount or 0,  # type: ignore[arg-type]
        note=note[:2000],
        by=by,
        organisation=organisation,
        now=now,
    )
    granted = f"，金额{number(grant.amount, 2)}元" if grant.amount else ""
    words = f"已授予{granted}，授予日期{cn_date(awarded_on)}。"
    tell_receiver(grant, event, words)
    return grant


def _row(
    terms: GrantTerms,
    receiver: Receiver,
    organisation: Organisation,
    awarded_on: date,
    now: datetime,
    more: dict[str, Any],
) -> Grant:
    unit = receiver.unit
    key = f"{PREFIX}{timezone.localdate(now).year}-{unit.code if unit else '000000'}"
    kept = {name: getattr(terms, name) for name in TERMS}
    return Grant(
        **kept | basis_of(terms).as_fields() | more,
        number=next_number(key),
        organisation=organisation,
        tier=organisation.tier,
        managing_unit=unit,
        division=receiver.place,
        receiver_name=receiver.name,
        receiver_key=receiver.key,
        basis_key=key_of(terms),
        awarded_on=awarded_on,
        updated_at=now,
    )


def award_application(application: IncentiveGrant, step: Any) -> None:
    """An approved application becomes an award of what was set (hook `on_listed`)."""
    note = f"依申请授予，受理编号{application.number}。"
    ruling = ruling_of(application)
    more = {}
    if ruling is not None and application.amount is not None:
        note, more = f"{note}{ruling_words(ruling)}", {"amount": ruling.amount}
    award(
        application,
        organisation=step.organisation,
        by=step.by,
        awarded_on=timezone.localdate(step.at),
        now=step.at,
        note=note,
        application=application,
        **more,
    )
