"""Enterprises that came to their certificate through the services.

firm = ready_enterprise()                 # a year in the pool, plan and reports filed
case = certification_at(Stage.PUBLIC_NOTICE)
certificate = a_certificate()             # the firm behind it: certificate.enterprise
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from enterprises.choices import CERTIFICATION, GroupKind
from enterprises.demo_certifying import fill_certification
from enterprises.models import (
    AnnualReport,
    Certificate,
    CertificationApplication,
    Enterprise,
    ThreeYearPlan,
)
from enterprises.services.certifying import start_certification
from enterprises.terms import add_months, plan_due, report_due, valid_until
from tests.factories import register
from tests.factories.enterprises import FIRM, person_of
from tests.factories.workflow import DRAFTS, an_open_round, organisation_of, submitted
from workflow.choices import Stage
from workflow.models import Round

POOL_DAYS = timedelta(days=440)
DAY = timedelta(days=1)


def certification_round(**fields: Any) -> Round:
    """A published national round of certification."""
    return an_open_round(CERTIFICATION, **{"name": "产教融合型企业认证"} | fields)


def moment(day: Any) -> datetime:
    """Noon of a day."""
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time(12), tzinfo=zone)


def file_papers(firm: Enterprise, until: datetime) -> None:
    """The plan and the reports of all years that are over, each in time."""
    assert firm.pooled_on is not None
    due = plan_due(firm.pooled_on, 3)
    ThreeYearPlan.objects.update_or_create(
        enterprise=firm,
        defaults={"due_on": due, "filed_at": moment(firm.pooled_on + DAY)},
    )
    for year in range(firm.pooled_on.year, timezone.localdate(until).year):
        due = report_due(year, 1, 31)
        AnnualReport.objects.update_or_create(
            enterprise=firm,
            year=year,
            defaults={"due_on": due, "filed_at": moment(due - 5 * DAY)},
        )


def a_pool_enterprise(name: str = FIRM, *, now: datetime | None = None) -> Enterprise:
    """In the pool for more than a year, without the case by which it entered."""
    owner = organisation_of(name)
    pooled_on = timezone.localdate(now or timezone.now()) - POOL_DAYS
    held = Enterprise.objects.filter(organisation=owner).first()
    if held is not None:
        held.pooled_on = pooled_on
        held.save()
        return held
    central = owner.is_central_group
    return register.enterprise(
        owner.name,
        organisation=owner,
        credit_code=owner.credit_code,
        managing_unit_id=None if central else owner.managing_unit_id,
        division_id=owner.division_id,
        group_kind=GroupKind.CENTRAL if central else GroupKind.NONE,
        pooled_on=pooled_on,
    )


def ready_enterprise(name: str = FIRM, *, now: datetime | None = None) -> Enterprise:
    """An enterprise to which certification is open."""
    now = now or timezone.now()
    held = Enterprise.objects.filter(organisation=organisation_of(name)).first()
    old = held and held.pooled_on and held.pooled_on < timezone.localdate() - POOL_DAYS
    firm = held if held and old else a_pool_enterprise(name, now=now)
    file_papers(firm, now)
    return Enterprise.objects.get(pk=firm.pk)


def certification_draft(
    applicant: Organisation, round: Round | None, **fields: Any
) -> CertificationApplication:
    """A complete draft of an enterprise that is ready."""
    now = fields.get("now") or timezone.now()
    by = person_of(applicant)
    ready_enterprise(by.username, now=now)
    draft = start_certification(
        round=round or certification_round(now=now), by=by, now=now
    )
    leave_out = fields.get("leave_out", ())
    fill_certification(draft, by=by, now=now, leave_out=leave_out)
    return CertificationApplication.objects.get(pk=draft.pk)


DRAFTS[CERTIFICATION] = certification_draft


def certification_of(name: str = FIRM, **fields: Any) -> CertificationApplication:
    """A complete draft of a persona's enterprise."""
    a_round = fields.pop("a_round", None)
    return certification_draft(organisation_of(name), a_round, **fields)


def certification_at(
    stage: str, name: str = FIRM, *, now: datetime | None = None, **fields: Any
) -> CertificationApplication:
    """An application that travelled to a stage through the one door."""
    now = now or timezone.now()
    draft = certification_of(name, now=now, **fields)
    submitted(draft, stage, now)
    return CertificationApplication.objects.get(pk=draft.pk)


def a_certificate(name: str = FIRM, *, now: datetime | None = None) -> Certificate:
    """A certificate that is valid from today on, or from the day of `now`."""
    case = certification_at(Stage.LISTED, name, now=now)
    row = Certificate.objects.select_related("enterprise").get(application=case)
    # The public notice took its days; the certificate shall hold at once.
    row.valid_from = timezone.localdate(now or timezone.now())
    row.valid_until = valid_until(row.valid_from, 3)
    row.remind_on = add_months(row.valid_until, -6)
    row.save()
    return row
