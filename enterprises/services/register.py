"""The register's verbs: a record is opened, enters the pool, leaves it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from enterprises.choices import IN_PILOT, GroupKind, Provenance, Standing
from enterprises.models import (
    CultivationApplication,
    Enterprise,
    EnterpriseName,
    EnterpriseYear,
    PoolStay,
    YearRow,
)
from enterprises.models.facts import FACTS, FIGURES
from enterprises.services.certificates import revoke
from enterprises.services.filings import open_filings
from ui.refusals import Invalid
from workflow.services import next_number

NO_CODE = "贵单位尚未登记统一社会信用代码，请先在“单位信息”中补充。"
TAKEN = "已有其他账户使用该企业的登记信息，请与管理单位联系核实。"


@transaction.atomic
def open_record(organisation: Organisation, *, now: datetime) -> Enterprise:
    """The record of an account holder; one that an import made is taken over.

    It is known by its credit code; an official list without codes by its exact name.
    Raises `Invalid` where the organisation has no code or another account holds it.
    """
    if not organisation.credit_code:
        raise Invalid.at("credit_code", NO_CODE)
    held = _held(organisation)
    if held is None:
        held = Enterprise(created_at=now, name=organisation.name)
        held.division = organisation.division
        held.managing_unit = organisation.managing_unit
        if organisation.is_central_group:
            held.group_kind, held.managing_unit = GroupKind.CENTRAL, None
    if held.organisation_id not in (None, organisation.pk):
        raise Invalid.at("credit_code", TAKEN)
    if held.pk is None or held.organisation_id is None:
        held.credit_code = organisation.credit_code
        held.organisation = organisation
        held.version += 1 if held.pk else 0
        held.save()
    record_name(held, held.name, since=None, reason="开户登记")
    return held


def _held(organisation: Organisation) -> Enterprise | None:
    rows = Enterprise.objects.select_for_update()
    found: Enterprise | None = (
        rows.filter(organisation=organisation).first()
        or rows.filter(credit_code=organisation.credit_code).first()
        or rows.filter(name=organisation.name, credit_code__isnull=True).first()
    )
    return found


def record_name(
    enterprise: Enterprise, name: str, *, since: date | None, reason: str
) -> None:
    """Keep a name from a day on; the one before ends the day before.

    The same name again changes nothing.
    """
    last = enterprise.names.filter(until__isnull=True).last()
    if last is not None and last.name == name:
        return
    if last is not None and since is not None:
        last.until = since - timedelta(days=1)
        last.save(update_fields=["until"])
    EnterpriseName.objects.create(
        enterprise=enterprise, name=name, since=since, reason=reason
    )


@transaction.atomic
def enter_pool(application: CultivationApplication, step: Any) -> Enterprise:
    """Take the enterprise into the pool with number and date (hook `on_listed`).

    Running twice makes it once. The facts of the application become the record's.
    """
    locked: Enterprise = Enterprise.objects.select_for_update().get(
        pk=application.enterprise_id
    )
    if locked.pool_number and locked.standing in IN_PILOT:
        return locked
    today = timezone.localdate(step.at)
    _keep_stay(locked)
    for name in FACTS:
        setattr(locked, name, getattr(application, name))
    locked.division = application.place
    locked.managing_unit = application.managing_unit
    locked.pooled_on, locked.left_pool_on = today, None
    locked.pool_number = _pool_number(application, today)
    locked.rule_set = application.rule_set
    locked.provenance = Provenance.APPLICATION
    if locked.standing not in IN_PILOT:
        locked.standing = Standing.POOLED
    locked.version += 1
    locked.save()
    _keep_years(locked, application)
    open_filings(locked, step.at)
    return locked


def _keep_stay(enterprise: Enterprise) -> None:
    """A stay that is over is kept before another begins: money counted within it."""
    since, until = enterprise.pooled_on, enterprise.left_pool_on
    if since is not None and until is not None and since <= until:
        PoolStay.objects.get_or_create(
            enterprise=enterprise,
            since=since,
            defaults={
                "until": until,
                "pool_number": enterprise.pool_number or "",
            },
        )


def _pool_number(application: CultivationApplication, today: date) -> str:
    unit = application.managing_unit_id or "000000"
    return next_number(f"RK{today.year}-{unit}")


def _keep_years(enterprise: Enterprise, application: CultivationApplication) -> None:
    for row in YearRow.rows_of(application):
        if row.year is not None:
            EnterpriseYear.objects.update_or_create(
                enterprise=enterprise,
                year=row.year,
                defaults={name: getattr(row, name) for name in FIGURES},
            )


@transaction.atomic
def leave_pool(application: CultivationApplication, step: Any) -> None:
    """Take the enterprise out of the pool with the day (hook `on_delisted`)."""
    locked = Enterprise.objects.select_for_update().get(pk=application.enterprise_id)
    if locked.standing not in IN_PILOT:
        return
    locked.standing = Standing.LEFT
    locked.left_pool_on = timezone.localdate(step.at)
    locked.version += 1
    locked.save()
    # Who is not in the pool is not certified either.
    revoke(locked.certificates.all(), on=locked.left_pool_on, note=step.note)
