"""Who takes, gives and gives back a case, and who may declare a conflict."""

from __future__ import annotations

from typing import Any

from accounts.choices import AUTHORITY_TIERS, Role, Tier
from accounts.models import Organisation, Post, User
from ui.refusals import Verdict
from workflow.choices import REVIEW_STAGES, Stage
from workflow.models import Application, Assignment
from workflow.permissions.moves import (
    can_handle,
    deciding_posts,
    is_impartial,
    office_posts,
    rejected_it,
    sees_internal,
)

# Where an authority decides, so that somebody of it handles the case.
HANDLED_STAGES = (*REVIEW_STAGES, Stage.UNDER_APPEAL)
REJECTED_IT = "作出原决定的人员不能办理该申诉。"


def leads_handlers(user: Any) -> list[Post]:
    """Posts in which a person leads the handlers of a lead authority."""
    return [p for p in lead_authority_posts(user) if p.role == Role.LEAD]


def hands_over(user: Any) -> bool:
    """Whether the person's office takes and gives cases."""
    return bool(lead_authority_posts(user))


def lead_authority_posts(user: Any) -> list[Post]:
    """Posts in which a person handles or leads at a lead authority."""
    return [p for p in office_posts(user) if p.organisation.is_lead_authority]


def holding_office(application: Application) -> Organisation | None:
    """The authority whose handler has the case; None where nobody has it."""
    if application.assignee_id is None:
        return None
    given = application.assignments.filter(to_id=application.assignee_id)
    last = given.select_related("organisation").order_by("-pk").first()
    return last.organisation if last else None


def _can_be_handled(user: Any, application: Application) -> Verdict:
    if application.stage not in HANDLED_STAGES:
        return Verdict.no(f"当前环节为“{application.stage_label}”，无须确定承办人。")
    return can_handle(user, application)


def sees_handling(user: Any, application: Application, given: Assignment) -> bool:
    """Whether who handled it at that authority is this person's to know."""
    return sees_internal(user, application, given.organisation)


def can_take(user: Any, application: Application) -> Verdict:
    """A handler of the authority in turn takes what nobody has."""
    verdict = _can_be_handled(user, application)
    if not verdict:
        return verdict
    if not any(p.role == Role.HANDLER for p in deciding_posts(user, application)):
        return Verdict.no("只有经办人可以接办，负责人请将该事项分派给经办人。")
    if application.stage == Stage.UNDER_APPEAL and rejected_it(user, application):
        return Verdict.no(REJECTED_IT)
    if application.assignee_id == user.pk:
        return Verdict.no("您已是该事项的承办人。")
    if application.assignee is not None:
        name = application.assignee.name
        return Verdict.no(f"该事项由{name}承办，须由其本人或负责人转交。")
    return Verdict.yes()


def assigning_posts(user: Any, application: Application) -> list[Post]:
    """Posts in which a person may give the case to somebody of the same authority."""
    posts = deciding_posts(user, application)
    office = holding_office(application)
    if office is not None:
        posts = [p for p in posts if p.organisation_id == office.pk]
    free = application.assignee_id in (None, user.pk)
    return [p for p in posts if p.role == Role.LEAD or free]


def can_assign(user: Any, application: Application) -> Verdict:
    """A lead gives a case to a handler of his; a handler hands over what is his own."""
    verdict = _can_be_handled(user, application)
    if not verdict:
        return verdict
    if assigning_posts(user, application):
        return Verdict.yes()
    name = application.assignee.name if application.assignee else ""
    return Verdict.no(f"该事项由{name}承办，须由其本人或本部门负责人转交。")


def can_be_given(to: User, application: Application, office: Organisation) -> Verdict:
    """Whether a person may be the one who handles the case at this authority."""
    handles = [
        p
        for p in office_posts(to)
        if p.role == Role.HANDLER and p.organisation_id == office.pk
    ]
    if not handles or not to.is_active:
        return Verdict.no("只能交给本部门在岗的经办人。")
    if to.pk in application.conflicted_ids:
        return Verdict.no(f"{to.name}已声明回避该事项，不能承办。")
    if not is_impartial(to, application):
        return Verdict.no(f"该事项由{to.name}本人或其所在单位提交，不能由其承办。")
    if application.stage == Stage.UNDER_APPEAL and rejected_it(to, application):
        return Verdict.no(REJECTED_IT)
    if application.assignee_id == to.pk:
        return Verdict.no(f"该事项已由{to.name}承办。")
    return Verdict.yes()


def can_give_back(user: Any, application: Application) -> Verdict:
    """The one who has it, or the lead of his authority, gives it back to the office."""
    verdict = _can_be_handled(user, application)
    if not verdict:
        return verdict
    if application.assignee is None:
        return Verdict.no("该事项尚未确定承办人，无须交回。")
    if assigning_posts(user, application):
        return Verdict.yes()
    name = application.assignee.name
    return Verdict.no(f"该事项由{name}承办，只能由其本人或本部门负责人交回。")


def reviewing_posts(user: Any, application: Application) -> list[Post]:
    """Posts at authorities that this case passes or that are asked about it."""
    return [p for p in office_posts(user) if _reviews(p.organisation, application)]


def _reviews(organisation: Organisation, application: Application) -> bool:
    if organisation.pk == application.applicant_id:
        return False
    if organisation.tier == Tier.UNIT:
        return organisation.managing_unit_id == application.managing_unit_id
    if organisation.tier == Tier.CITY:
        return organisation.division_id == application.division_id
    return organisation.tier in AUTHORITY_TIERS


def can_declare_conflict(user: Any, application: Application) -> Verdict:
    """Whoever may meet the case at an authority, as long as it is not over."""
    if not reviewing_posts(user, application):
        return Verdict.no("只有办理该事项的部门人员可以声明回避。")
    if user.pk in application.conflicted_ids:
        return Verdict.no("您已声明回避该事项。")
    if application.submitted_at is None:
        return Verdict.no("该事项尚未提交，无须声明回避。")
    if application.stage in (Stage.WITHDRAWN, Stage.DELISTED):
        return Verdict.no("该事项已办结，无须声明回避。")
    return Verdict.yes()
