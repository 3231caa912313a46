"""Who applies for grants, awards them, and keeps their ledger; and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import OrganisationKind, Role, Tier
from accounts.models import Organisation, Post
from accounts.standing import standing_of
from enterprises.models import Enterprise
from enterprises.permissions import enterprises_of
from incentives.choices.grants import ProposalAct
from incentives.models import Grant, GrantEvent, IncentiveGrant, Preference
from incentives.permissions.deciding import can_prepare_approval
from regions.models import Division
from ui.refusals import Verdict
from workflow.choices import FourEyesState
from workflow.permissions import office_posts

NOT_GRANTING = "只有授予单位的人员可以办理该激励。"
GRANTING_TIERS = (Tier.NATION, Tier.UNIT, Tier.CITY)


def city_offices_of(user: Any) -> list[Organisation]:
    """City lead offices for which a person works."""
    return [
        post.organisation
        for post in office_posts(user)
        if post.organisation.kind == OrganisationKind.CITY_OFFICE
        and post.organisation.is_lead_authority
    ]


def can_apply(user: Any) -> Verdict:
    """Enterprises and city offices apply for themselves."""
    if enterprises_of(user) or city_offices_of(user):
        return Verdict.yes()
    return Verdict.no("激励由在库企业或城市主管部门申请，您所在单位不能申请。")


def can_set_amount(user: Any, case: IncentiveGrant) -> Verdict:
    """Whose turn it is says how much is granted of what was applied for."""
    if case.amount is None:
        return Verdict.no("该申请没有金额，不需要核定。")
    return can_prepare_approval(user, case, "核定金额")


def granting_offices(user: Any, role: str | None = None) -> list[Post]:
    """Posts at lead authorities, which alone grant."""
    return [
        post
        for post in office_posts(user)
        if post.organisation.is_lead_authority
        and post.organisation.tier in GRANTING_TIERS
        and role in (None, post.role)
    ]


def can_propose_awards(user: Any) -> Verdict:
    """A handler of a lead authority proposes; a lead confirms."""
    if granting_offices(user, Role.HANDLER):
        return Verdict.yes()
    return Verdict.no("直接授予由牵头部门的经办人提出、负责人确认。")


def answers_for(office: Organisation, receiver: Enterprise | Division) -> bool:
    """Whether an authority may grant something to a receiver."""
    if office.tier == Tier.NATION:
        return True
    if office.tier == Tier.UNIT:
        return office.managing_unit_id == receiver.managing_unit_id
    # A city office does not grant to itself, nor to whole groups of the nation.
    if isinstance(receiver, Division) or receiver.managing_unit_id is None:
        return False
    place = receiver.division
    places = {place.pk, place.parent_id} if place is not None else set()
    return office.division_id in places


def awarding_post(user: Any, receiver: Enterprise | Division) -> Post | None:
    """The handler's post in which a person may propose to grant to a receiver."""
    posts = granting_offices(user, Role.HANDLER)
    return next((p for p in posts if answers_for(p.organisation, receiver)), None)


def granting_posts(user: Any, grant: Grant, role: str | None = None) -> list[Post]:
    """The person's posts at the authority that granted it."""
    return [
        post
        for post in office_posts(user)
        if post.organisation_id == grant.organisation_id and role in (None, post.role)
    ]


def can_enter_event(user: Any, grant: Grant) -> Verdict:
    """Payments, conditions and recoveries are entered by who granted."""
    if granting_posts(user, grant):
        return Verdict.yes()
    return Verdict.no(NOT_GRANTING)


def can_pay(user: Any, grant: Grant) -> Verdict:
    """While there is something left to pay."""
    if not (verdict := can_enter_event(user, grant)):
        return verdict
    if grant.is_ended:
        return Verdict.no("该激励已经撤销，不能再兑付。")
    if grant.amount is None:
        return Verdict.no("该激励没有金额，不登记兑付。")
    if not grant.still_to_pay:
        return Verdict.no("该激励已全部兑付。")
    return Verdict.yes()


def can_judge(user: Any, grant: Grant) -> Verdict:
    """Whether conditions are met, while it stands."""
    if not (verdict := can_enter_event(user, grant)):
        return verdict
    if grant.is_ended:
        return Verdict.no("该激励已经撤销，不再登记条件。")
    return Verdict.yes()


def can_recover(user: Any, grant: Grant) -> Verdict:
    """While something is still to come back."""
    if not (verdict := can_enter_event(user, grant)):
        return verdict
    if not grant.to_recover:
        return Verdict.no("该激励没有应收回的资金。")
    return Verdict.yes()


def can_reverse(user: Any, event: GrantEvent) -> Verdict:
    """A lead undoes a payment or a recovery that was entered wrongly, once."""
    if not granting_posts(user, event.grant, Role.LEAD):
        return Verdict.no("冲销由授予单位的负责人办理。")
    if event.kind not in ("payment", "recovery"):
        return Verdict.no("只能冲销兑付和收回资金的记录。")
    if hasattr(event, "reversed_by"):
        return Verdict.no("该记录已经冲销。")
    return Verdict.yes()


def can_keep_grant(user: Any, grant: Grant) -> Verdict:
    """A lead says that an award under review goes on."""
    if not granting_posts(user, grant, Role.LEAD):
        return Verdict.no("复核由授予单位的负责人办理。")
    if not grant.needs_review:
        return Verdict.no("该激励没有待复核的情形。")
    return Verdict.yes()


def can_show_amount(user: Any, grant: Grant) -> Verdict:
    """A lead says whether everybody may know the amount."""
    if grant.amount is None:
        return Verdict.no("该激励没有金额。")
    if granting_posts(user, grant, Role.LEAD):
        return Verdict.yes()
    return Verdict.no("是否公开金额由授予单位的负责人确定。")


def can_propose_revocation(user: Any, grant: Grant) -> Verdict:
    """A handler of who granted proposes; a lead confirms."""
    if not granting_posts(user, grant):
        return Verdict.no(NOT_GRANTING)
    if not granting_posts(user, grant, Role.HANDLER):
        return Verdict.no("撤销须先由经办人提出意见，再由负责人确认。")
    if grant.is_ended:
        return Verdict.no("该激励已经撤销。")
    open_ones = grant.proposals.open().filter(act=ProposalAct.REVOKE)
    if open_ones.exists():
        return Verdict.no("该激励已有待确认的撤销意见。")
    return Verdict.yes()


def can_read_proposals(user: Any) -> Verdict:
    """Lead authorities."""
    if granting_offices(user):
        return Verdict.yes()
    return Verdict.no("激励办理意见由各级牵头部门查看。")


def reads_inside(user: Any, grant: Grant) -> bool:
    """Whether a person reads what authorities say of an award among themselves."""
    standing = standing_of(user)
    if standing.is_national or granting_posts(user, grant):
        return True
    return grant.managing_unit_id in standing.unit_codes


def reads_ledger(user: Any) -> bool:
    """Authorities; a receiver has a page of his own."""
    tiers = GRANTING_TIERS
    return any(p.organisation.tier in tiers for p in office_posts(user))


def giving_post(user: Any, role: str) -> Post | None:
    """The person's post at a lead authority of a unit or the nation."""
    return next(
        (p for p in granting_offices(user, role) if p.organisation.tier != Tier.CITY),
        None,
    )


def can_propose_preference(user: Any) -> Verdict:
    """A handler of a unit's or the nation's lead authority."""
    if giving_post(user, Role.HANDLER):
        return Verdict.yes()
    return Verdict.no("倾斜支持由管理单位或国家牵头部门的经办人登记、负责人确认。")


def can_counter(user: Any, entry: Preference) -> Verdict:
    """A handler of who gave it takes something off again."""
    office = entry.organisation_id
    if not any(
        p.role == Role.HANDLER and p.organisation_id == office
        for p in office_posts(user)
    ):
        return Verdict.no("更正由登记单位的经办人提出。")
    if entry.state != FourEyesState.CONFIRMED or entry.corrects_id is not None:
        return Verdict.no("只能冲减已确认的登记。")
    if entry.left <= 0:
        return Verdict.no("该登记已全部冲减。")
    return Verdict.yes()


def can_list_preferences(user: Any) -> Verdict:
    """Authorities, schools and whoever else may receive something."""
    if office_posts(user):
        return Verdict.yes()
    return Verdict.no("倾斜支持台账由各级主管部门和支持对象查看。")
