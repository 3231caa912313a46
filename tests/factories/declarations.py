"""Credit declarations that came to their stage through the services.

account = a_firm_with_ledger(year=2025)            # one filed year, three lines
case = declaration_at(Stage.PROVINCIAL_REVIEW, year=2025)
accept_all(case, refuse={0: "凭证与合作协议不符。"})    # by the place of the item
case = declaration_at(Stage.LISTED, year=2025)     # all accepted, both pairs of eyes
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from incentives.choices import LineDecision
from incentives.declaring.items import items_of, last_submission
from incentives.models import CreditAccount, CreditDeclaration
from incentives.services.declarations import Word, decide_items, start_declaration
from tests.factories.credit import a_filed_period, a_line, an_account, keeper
from tests.factories.enterprises import FIRM
from tests.factories.workflow import as_applicant, decide, organisation_of
from workflow.choices import Move, Stage
from workflow.mail import people_in_turn
from workflow.models import Application
from workflow.services import SectionInput, save_section

YES, NO = LineDecision.ACCEPTED, LineDecision.REFUSED
# In 万元, like the lines of the ledger's factory.
THREE = ("40", "25", "35")


def last_year(now: datetime | None = None) -> int:
    return timezone.localdate(now or timezone.now()).year - 1


def a_firm_with_ledger(
    name: str = FIRM,
    *,
    year: int | None = None,
    amounts: Sequence[str] = THREE,
    vat: str = "600",
    now: datetime | None = None,
) -> CreditAccount:
    """The ledger of a firm in the pool since 2019, with one filed year."""
    year, account = year or last_year(now), an_account(name)
    lines = [
        a_line(wan, date(year, 6, 1 + place % 28), description=f"办学投资{place + 1}")
        for place, wan in enumerate(amounts)
    ]
    a_filed_period(account, year, lines, vat=vat, now=now)
    return account


def declaration_draft(
    name: str = FIRM, *, year: int | None = None, now: datetime | None = None
) -> CreditDeclaration:
    """A complete draft; a firm without a ledger of the year gets one."""
    now, year = now or timezone.now(), year or last_year(now)
    held = CreditAccount.objects.filter(
        enterprise__organisation=organisation_of(name), periods__starts__year=year
    ).first()
    account = held or a_firm_with_ledger(name, year=year, now=now)
    by = keeper(account)
    draft = start_declaration(year=year, by=by, now=now)
    promise(draft, by=by, now=now)
    return draft


def promise(draft: CreditDeclaration, *, by: User, now: datetime) -> None:
    """Fill in what the firm itself says."""
    save_section(
        draft,
        section="statement",
        given=SectionInput({"commitment": True, "remark": ""}),
        by=by,
        version=draft.section_states.get(section="statement").version,
        now=now,
    )


def accept_all(
    case: Application,
    *,
    refuse: Mapping[int, str] | None = None,
    now: datetime | None = None,
) -> None:
    """The handler in turn confirms the pool and every item but those refused."""
    now = now or timezone.now()
    declaration = CreditDeclaration.objects.get(pk=case.pk)
    submission = last_submission(declaration)
    assert submission is not None
    items = items_of(declaration, submission.data)
    words = {items[place].pk: Word(NO, why) for place, why in (refuse or {}).items()}
    handler = people_in_turn(Application.objects.get(pk=case.pk), now)[0]
    decide_items(
        declaration, words=words, pool=Word(YES), accept_rest=True, by=handler, now=now
    )


def declaration_at(
    stage: str,
    name: str = FIRM,
    *,
    year: int | None = None,
    refuse: Mapping[int, str] | None = None,
    now: datetime | None = None,
) -> CreditDeclaration:
    """A declaration that travelled to a stage through the one door."""
    now = now or timezone.now()
    draft = declaration_draft(name, year=year, now=now)
    if stage != Stage.DRAFT:
        case = as_applicant(draft, Move.SUBMIT, now=now)
        if stage != case.stage:
            accept_all(case, refuse=refuse, now=now)
            ends = {Stage.LISTED: Move.APPROVE, Stage.RETURNED: Move.SEND_BACK}
            move = ends.get(Stage(stage), Move.REJECT)
            decide(Application.objects.get(pk=case.pk), move, now=now)
    return CreditDeclaration.objects.get(pk=draft.pk)
