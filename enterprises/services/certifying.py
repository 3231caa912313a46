"""An enterprise asks to be certified."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from enterprises.certifying import opening_issues
from enterprises.choices import CERTIFICATION
from enterprises.models import CertificationApplication, Enterprise
from enterprises.permissions import can_start_certification, enterprises_of
from enterprises.places import case_of
from ui.refusals import Invalid, Severity, allow
from workflow.models import Round
from workflow.rules import Rules
from workflow.services import open_draft, refuse_unless_taken, rules_in

NO_RECORD = "贵单位尚未纳入建设培育库，请先申报建设培育；入库并完成培育后可以申请认证。"
OPEN_ALREADY = "贵单位已有正在办理的认证申报，不能重复申报。"


@transaction.atomic
def start_certification(
    *, round: Round, by: User, now: datetime | None = None
) -> CertificationApplication:
    """Open the draft of a certification, or of a renewal in the last months.

    Raises `Closed` outside the round's days, `NotAllowed` for people of no enterprise,
    `Invalid` with each thing that is missing in the years of cultivation.
    """
    now = now or timezone.now()
    allow(can_start_certification(by))
    organisation = enterprises_of(by)[0]
    # Two people of one firm: the second waits here and then sees the first's draft.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    enterprise = record_of(organisation)
    if enterprise is None:
        raise Invalid.at("round", NO_RECORD)
    refuse_unless_taken(
        round,
        kind=CERTIFICATION,
        unit_code=enterprise.managing_unit_id,
        applicant_id=organisation.pk,
        now=now,
    )
    _refuse_second(enterprise)
    _refuse_unless_ready(round, enterprise, now)
    return _create(round, enterprise, by, now)


def record_of(organisation: Organisation) -> Enterprise | None:
    """The record of an account holder, if there is one."""
    rows = Enterprise.objects.select_related("managing_unit", "rule_set", "division")
    found: Enterprise | None = rows.filter(organisation=organisation).first()
    return found


def rules_for(a_round: Round | None, enterprise: Enterprise) -> Rules:
    """What a round asks of an enterprise; the common rules without a round."""
    return rules_in(a_round, enterprise.managing_unit_id)


def _refuse_second(enterprise: Enterprise) -> None:
    held = CertificationApplication.objects.filter(enterprise=enterprise)
    if held.still_open().exists():
        raise Invalid.at("round", OPEN_ALREADY)


def _refuse_unless_ready(a_round: Round, enterprise: Enterprise, now: datetime) -> None:
    rules = rules_for(a_round, enterprise)
    found = opening_issues(enterprise, rules, timezone.localdate(now))
    errors = [issue for issue in found if issue.severity == Severity.ERROR]
    if errors:
        words = f"还有{len(errors)}项条件没有满足，暂不能申请认证。"
        raise Invalid(words, issues=errors)


def _create(
    a_round: Round, enterprise: Enterprise, by: User, now: datetime
) -> CertificationApplication:
    today = timezone.localdate(now)
    is_renewal = enterprise.certificates.running_on(today).exists()
    what = "认证复评申报" if is_renewal else "认证申报"
    application = CertificationApplication(
        title=f"{enterprise.name}产教融合型企业{what}",
        **case_of(enterprise),
        is_renewal=is_renewal,
        round=a_round,
    )
    return open_draft(application, by=by, now=now)
