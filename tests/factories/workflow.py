"""Rounds, and applications that travelled to a stage through the one door.

    a_round = an_open_round("test_kind")
    case = application_at(Stage.PUBLIC_NOTICE, "test_kind", applicant=organisation)

A kind tells how its complete draft is made: `DRAFTS[key] = make`, where
`make(applicant, round, **fields)` gives a draft that may be submitted. `TRAITS` has a
way to every stage; nothing here ever sets one.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.choices import Role
from accounts.models import Organisation, User
from tests.factories.experts import PANEL, scored
from tests.workflow.testkind.models import TestApplication
from workflow.checks.objections import Objector
from workflow.choices import Lane, Move, ObjectionState, ObjectorKind, Stage
from workflow.mail import people_in_turn, people_of_applicant
from workflow.models import Application, Objection, Round
from workflow.services import (
    advance,
    confirm_objection,
    create_round,
    file_objection,
    investigate,
    publish_round,
)

REASON = "材料需要进一步核实。"


def national_lead() -> User:
    """Who opens national rounds."""
    return User.objects.get(username="ndrc_lead")


def an_open_round(
    kind: str = "test_kind",
    *,
    by: User | None = None,
    rules: dict[str, Any] | None = None,
    now: datetime | None = None,
    **fields: Any,
) -> Round:
    """A published round that has been open for a day and stays so for a month."""
    now = now or timezone.now()
    given = {
        "kind": kind,
        "name": "二〇二六年第一批测试申报",
        "year": now.year,
        "batch": Round.objects.filter(kind=kind, year=now.year).count() + 1,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=30),
        "basis": "发改社会〔2019〕1590号",
    }
    by = by or national_lead()
    a_round = create_round(by=by, changes=rules or {}, **(given | fields))
    return publish_round(a_round, by=by, now=now)


def organisation_of(name: str) -> Organisation:
    """The organisation of a persona."""
    return Organisation.objects.get(posts__user__username=name)


def a_test_draft(
    applicant: Organisation, round: Round | None, **fields: Any
) -> TestApplication:
    """A complete draft of the test kind; its city is the one the county lies in."""
    place = applicant.division
    given = {
        "title": f"{applicant}测试申报",
        "goal": "三年建成",
        "managing_unit": applicant.managing_unit,
        "division": place.parent if place and place.level_order > 2 else place,
    }
    return TestApplication.objects.create(
        applicant=applicant, round=round, **(given | fields)
    )


def a_unit_draft(
    applicant: Organisation, round: Round | None, **fields: Any
) -> TestApplication:
    """A complete draft of the kind that units decide; of a central group the nation."""
    lane = Lane.NATIONAL if applicant.is_central_group else Lane.ORDINARY
    given = {"kind": "unit_kind", "lane": lane} | fields
    return a_test_draft(applicant, round, **given)


DRAFTS: dict[str, Callable[..., Any]] = {
    "test_kind": a_test_draft,
    "unit_kind": a_unit_draft,
}


def decide(
    application: Application, move: str, *, note: str = REASON, now: datetime
) -> Application:
    """The authority in turn makes the move: a handler, then a lead where asked.

    A panel that still has to score is carried through before.
    """
    if application.panels.open().exists():
        scored(application, now=now)
        application = Application.objects.get(pk=application.pk)
    # The personas themselves before their colleagues, in whatever order they are read.
    handler = min(people_in_turn(application, now), key=lambda u: u.pk)
    leads = sorted(people_in_turn(application, now, Role.LEAD), key=lambda u: u.pk)
    done = advance(application, move, by=handler, note=note, now=now)
    if done.proposal is None:
        return done
    office = done.proposal.organisation_id
    lead = next(u for u in leads if office in u.standing.applicant_ids)
    return advance(done, move, by=lead, note=note, now=now)


def as_applicant(
    application: Application, move: str, *, note: str = REASON, now: datetime
) -> Application:
    """The applicant's own move."""
    person = people_of_applicant(application, now)[0]
    return advance(application, move, by=person, note=note, now=now)


def submitted(case: Application, stage: str, now: datetime) -> Application:
    """Into a review stage or onto the notice, agreed to at every stage before."""
    case = as_applicant(case, Move.SUBMIT, now=now)
    while case.stage != stage:
        now += timedelta(hours=1)
        if case.stage == Stage.PUBLIC_NOTICE:
            now = case.due_at + timedelta(seconds=1)
            case = advance(case, Move.CLOSE_NOTICE, by=None, now=now)
        elif case.stage == Stage.LISTED:
            raise AssertionError(f"{case.kind} has no stage {stage}")
        else:
            case = decide(case, Move.APPROVE, now=now)
    return case


def after_first(move: Move) -> Callable[[Application, str, datetime], Application]:
    """Submitted, and then this decision at the first stage."""

    def travelled(case: Application, stage: str, now: datetime) -> Application:
        case = as_applicant(case, Move.SUBMIT, now=now)
        return decide(case, move, now=now)

    return travelled


def appealed(case: Application, stage: str, now: datetime) -> Application:
    """Rejected, and appealed against."""
    case = after_first(Move.REJECT)(case, stage, now)
    return as_applicant(case, Move.APPEAL, now=now)


def withdrawn(case: Application, stage: str, now: datetime) -> Application:
    """Submitted, and withdrawn by its applicant."""
    case = submitted(case, case.path[0], now)
    return as_applicant(case, Move.WITHDRAW, now=now)


def delisted(case: Application, stage: str, now: datetime) -> Application:
    """Listed, and struck off."""
    case = submitted(case, Stage.LISTED, now)
    return decide(case, Move.DELIST, now=case.stage_since + timedelta(days=1))


def untouched(case: Application, stage: str, now: datetime) -> Application:
    """A draft."""
    return case


# Words that are found nowhere else, so that a leak of them is seen.
OBJECTOR = Objector(
    kind=ObjectorKind.PERSON,
    name="欧阳若谷",
    phone="13912345678",
    email="ruogu@objector.example.com",
)
COMPANY = replace(
    OBJECTOR,
    kind=ObjectorKind.ORGANISATION,
    name="示例反映情况有限公司",
    contact_name="司马长风",
)
TEXT = "该单位申报材料中的投资额与公开的年度报告不一致，请予核实。"
FINDING = {
    "investigation": "经调阅审计报告并询问有关人员，欧阳若谷反映的情况已经核实。",
    "answer": "欧阳若谷：您好。您反映的情况已经调查，现予答复。",
    "published_outcome": "经核实，申报材料与审计报告一致，所反映的情况不成立。",
}


def an_objection(
    case: Application,
    finding: str = "",
    *,
    confirmed: bool = False,
    objector: Objector = OBJECTOR,
    now: datetime | None = None,
    **files: Any,
) -> Objection:
    """Raised against a case on its notice; investigated and decided where asked."""
    now = now or timezone.now()
    entry = case.notice_entries.get(outcome="running")
    filed = file_objection(entry, objector=objector, text=TEXT, now=now, **files)
    made = filed.objection
    office = entry.notice.issued_by_id
    if finding:
        handler = people_in_turn(case, now, Role.HANDLER, office)[0]
        made = investigate(made, by=handler, finding=finding, now=now, **FINDING)
    if confirmed:
        lead = people_in_turn(case, now, Role.LEAD, office)[0]
        made = confirm_objection(made, by=lead, now=now)
    case.refresh_from_db()
    return made


def upheld(case: Application, now: datetime) -> Application:
    """Off its notice and back to review after an objection that was right."""
    an_objection(case, ObjectionState.UPHELD, confirmed=True, now=now)
    return case


TRAITS: dict[str, Callable[[Application, str, datetime], Application]] = {
    Stage.DRAFT: untouched,
    Stage.RETURNED: after_first(Move.SEND_BACK),
    Stage.REJECTED: after_first(Move.REJECT),
    Stage.UNDER_APPEAL: appealed,
    Stage.WITHDRAWN: withdrawn,
    Stage.DELISTED: delisted,
}


def application_at(
    stage: str,
    kind: str = "test_kind",
    *,
    applicant: Organisation | None = None,
    round: Round | None = None,
    now: datetime | None = None,
    **fields: Any,
) -> Any:
    """An application of a kind in a stage, as its child model."""
    now = now or timezone.now()
    applicant = applicant or organisation_of("enterprise")
    a_round = round or Round.objects.filter(kind=kind).first()
    a_round = a_round or an_open_round(kind, now=now)
    draft = DRAFTS[kind](applicant, a_round, **fields)
    TRAITS.get(stage, submitted)(draft, stage, now)
    return type(draft).objects.get(pk=draft.pk)


def round_with_panel(now: datetime | None = None, **rules: Any) -> Round:
    """Whose experts score before the nation decides."""
    path = {"extra": {"path": ["expert_review", "national_review"]}}
    return an_open_round(rules=PANEL | path | rules, now=now)


def in_expert_review(now: datetime | None = None, **rules: Any) -> Any:
    """A case that waits for its panel."""
    now = now or timezone.now()
    return application_at(
        Stage.EXPERT_REVIEW, round=round_with_panel(now, **rules), now=now
    )
