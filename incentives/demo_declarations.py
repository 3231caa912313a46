"""A credit declaration for the demonstration: handed in, half of it decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from incentives.choices import LineDecision
from incentives.declaring.items import items_of, last_submission
from incentives.demo_credit import CODE
from incentives.models import CreditDeclaration, CreditPeriod
from incentives.services.declarations import Word, decide_items, start_declaration
from workflow.choices import Move
from workflow.models import Application
from workflow.services import SectionInput, advance, save_section

HOUR = timedelta(hours=1)
REMARK = "实训基地运行费用按季度支付，凭证按付款日期整理（演示）。"


def demo_declarations(now: datetime, people: Mapping[str, User]) -> int:
    """A year before its unit; the number made now (none the second time)."""
    filed = CreditPeriod.objects.filter(account__credit_code=CODE).filed()
    period = filed.select_related("account__enterprise").first()
    if period is None or period.account.enterprise.credit_declarations.exists():
        return 0
    year = timezone.localdate(now).year - 2
    case = _handed_in(year, people["enterprise_ningbo"], now - 5 * HOUR)
    submission = last_submission(case)
    items = items_of(case, submission.data) if submission else []
    first = {item.pk: Word(LineDecision.ACCEPTED) for item in items[:1]}
    decide_items(
        case,
        words=first,
        pool=Word(LineDecision.ACCEPTED),
        by=people["ningbo"],
        now=now - 2 * HOUR,
    )
    return 1


def _handed_in(year: int, by: User, now: datetime) -> CreditDeclaration:
    draft = start_declaration(year=year, by=by, now=now)
    save_section(
        draft,
        section="statement",
        given=SectionInput({"commitment": True, "remark": REMARK}),
        by=by,
        version=draft.section_states.get(section="statement").version,
        now=now,
    )
    advance(Application.objects.get(pk=draft.pk), Move.SUBMIT, by=by, now=now)
    return CreditDeclaration.objects.get(pk=draft.pk)
