"""Who may do what to an application, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.choices import Role, Tier
from accounts.models import Organisation, Post
from accounts.standing import standing_of
from ui.refusals import Verdict
from workflow.choices import (
    APPLICANT_MOVES,
    CLOCK_MOVES,
    EDITABLE_STAGES,
    Move,
    Stage,
)
from workflow.models import Application, Proposal, Round
from workflow.permissions.offices import others_can_decide, rejecters_of

TIER_WORDS = {
    Tier.CITY: "城市主管部门",
    Tier.UNIT: "省级牵头部门",
    Tier.NATION: "国家牵头部门",
    Tier.APPLICANT: "申报单位",
}


CONFLICTED = "您已声明回避该事项，不能办理。"
ABOVE = {Tier.CITY: Tier.UNIT, Tier.UNIT: Tier.NATION}


def tier_now(application: Application) -> Tier | None:
    """Which tier decides in the present stage."""
    if application.stage != Stage.UNDER_APPEAL:
        return application.tier_in(application.stage)
    if application.waiting_tier:
        # An authority that has nobody else hands an appeal up.
        return Tier(application.waiting_tier)
    rejecting = application.tier_in(application.interrupted_stage)
    if rejecting is None or not application.rules.appeal_above:
        return rejecting
    return ABOVE.get(rejecting, rejecting)


def serves(organisation: Organisation, application: Application, tier: Tier) -> bool:
    """Whether an organisation is the deciding authority of a tier for this case."""
    if organisation.tier != tier or not organisation.is_lead_authority:
        return False
    if tier == Tier.UNIT:
        return organisation.managing_unit_id == application.managing_unit_id
    if tier == Tier.CITY:
        return organisation.division_id == application.division_id
    return True


def office_posts(user: Any) -> list[Post]:
    """Posts in which a person handles or decides."""
    posts: list[Post] = getattr(user, "posts_now", [])
    return [p for p in posts if p.role in (Role.HANDLER, Role.LEAD)]


def deciding_posts(user: Any, application: Application) -> list[Post]:
    """The person's posts at the authority whose turn it is."""
    tier = tier_now(application)
    if tier is None or tier == Tier.APPLICANT:
        return []
    return [p for p in office_posts(user) if serves(p.organisation, application, tier)]


def applicant_posts(user: Any, application: Application) -> list[Post]:
    return [
        p for p in office_posts(user) if p.organisation_id == application.applicant_id
    ]


def four_eyed(application: Application) -> bool:
    """Whether the round wants a handler and a lead in the present stage."""
    return application.stage in application.rules.four_eyes


def needs_confirmation(application: Application, move: str, user: Any) -> bool:
    """Whether this person's move is a proposal that a lead has still to confirm."""
    if move in (*APPLICANT_MOVES, *CLOCK_MOVES) or not four_eyed(application):
        return False
    return application.proposal is None


def can_move(
    user: Any, application: Application, move: str, now: datetime | None = None
) -> Verdict:
    """Whether this person may make this move now; `None` as user is the clock."""
    now = now or timezone.now()
    if move in CLOCK_MOVES:
        return _clock_may(user, application, move, now)
    if user is None:
        return Verdict.no("该操作须由有权限的人员办理。")
    if move in APPLICANT_MOVES:
        return _applicant_may(user, application, move, now)
    return _authority_may(user, application, move)


def _clock_may(
    user: Any, application: Application, move: str, now: datetime
) -> Verdict:
    if user is not None:
        return Verdict.no("结束公示由系统自动办理，不能人工提前结束。")
    if move == Move.STOP_NOTICE:
        # Something else than an objection forbids to list it: nothing is waited for.
        return Verdict.yes()
    if application.proposal is not None:
        # The days may be over, but an objection somebody found right is not decided.
        return Verdict.no("异议处理意见尚待确认，确认或退回后才能结束公示。")
    if application.objections.open().exists():
        return Verdict.no("该事项有异议尚未办结，办结后才能结束公示。")
    if not is_past(application.due_at, now):
        return Verdict.no("公示期未满，不能结束公示。")
    return Verdict.yes()


def is_past(due_at: datetime | None, now: datetime) -> bool:
    """Whether a term is over; its last second still counts in full."""
    return due_at is not None and now.replace(microsecond=0) > due_at


def _applicant_may(
    user: Any, application: Application, move: str, now: datetime
) -> Verdict:
    posts = applicant_posts(user, application)
    if not posts:
        return Verdict.no("只有申报单位的经办人或负责人可以办理。")
    if move == Move.SUBMIT:
        return _may_submit(application, posts, now)
    if move == Move.RECALL:
        return _may_recall(application, now)
    if move == Move.APPEAL and is_past(application.due_at, now):
        return Verdict.no("已超过申诉期限，不能再提出申诉。")
    return Verdict.yes()


def _may_submit(application: Application, posts: list[Post], now: datetime) -> Verdict:
    needs_lead = application.kind_of.submit_needs_lead(application)
    if needs_lead and not any(post.role == Role.LEAD for post in posts):
        return Verdict.no("提交后即定稿，须由本单位负责人提交。")
    return _window_is_open(application, now)


def _may_recall(application: Application, now: datetime) -> Verdict:
    # What the clock did since, such as a day moved by the calendar, is no beginning.
    acts = application.steps.filter(by__isnull=False)
    last = acts.order_by("-sequence").values_list("move", flat=True)
    if application.proposal is not None or last.first() != Move.SUBMIT:
        return Verdict.no("审核部门已开始办理，不能撤回修改。")
    verdict = round_takes(application.round, now, application.applicant_id)
    if not verdict:
        # A draft taken back now could never be handed in again.
        return Verdict.no(
            "申报已截止，撤回修改后将无法再次提交；如不再申报，请撤回申报。"
        )
    return verdict


def _window_is_open(application: Application, now: datetime) -> Verdict:
    if application.stage == Stage.RETURNED:
        # A return has its own term, also after the round has closed.
        if is_past(application.due_at, now):
            return Verdict.no("已超过补正期限，不能再提交。")
        return Verdict.yes()
    return round_takes(application.round, now, application.applicant_id)


def round_takes(
    a_round: Round | None, now: datetime, applicant_id: int | None = None
) -> Verdict:
    """Whether a round takes submissions at this moment, of this applicant.

    After its end it takes those of an applicant with a late exception, until the
    exception's own end.
    """
    if a_round is None:
        return Verdict.yes()
    if not a_round.published_at or now < a_round.opens_at:
        return Verdict.no(f"“{a_round.name}”尚未开始申报。")
    if now >= a_round.closes_at:
        if late_until(a_round, now, applicant_id):
            return Verdict.yes()
        when = a_round.closing_words
        return Verdict.no(f"“{a_round.name}”已于{when}截止，不能再提交。")
    return Verdict.yes()


def late_until(
    a_round: Round, now: datetime, applicant_id: int | None
) -> datetime | None:
    """Until when an applicant may still submit though the round is closed."""
    if applicant_id is None:
        return None
    late = a_round.exceptions.valid_at(now).filter(applicant_id=applicant_id)
    return late.values_list("until", flat=True).first()


def last_moment_for(application: Application, now: datetime) -> datetime | None:
    """When a round ends for this application: its own end, or the exception's."""
    a_round = application.round
    if a_round is None or now < a_round.closes_at:
        return a_round.closes_at if a_round else None
    return late_until(a_round, now, application.applicant_id) or a_round.closes_at


def can_handle(user: Any, application: Application) -> Verdict:
    """Whether the case is this person's to handle now: in turn, and not his own."""
    posts = deciding_posts(user, application)
    if not posts:
        tier = tier_now(application)
        words = TIER_WORDS.get(tier, "有权限的部门") if tier else "有权限的部门"
        return Verdict.no(f"当前环节由{words}办理，您没有办理权限。")
    return is_impartial(user, application)


def is_impartial(user: Any, application: Application) -> Verdict:
    """Nobody handles what he or an organisation of his submitted, nor in conflict.

    Also who works for the applicant beside the authority, or did when he submitted.
    """
    if applicant_posts(user, application):
        return Verdict.no("不能审核本单位提交的申报。")
    if user.pk in application.submitter_ids:
        return Verdict.no("不能审核本人提交的申报。")
    if user.pk in application.conflicted_ids:
        return Verdict.no(CONFLICTED)
    return Verdict.yes()


def _authority_may(user: Any, application: Application, move: str) -> Verdict:
    verdict = can_handle(user, application)
    if verdict and move in (Move.GRANT_APPEAL, Move.DISMISS_APPEAL):
        verdict = _not_who_rejected(user, application)
    if not verdict:
        return verdict
    posts = deciding_posts(user, application)
    if four_eyed(application):
        return _four_eyes(user, application, move, posts)
    if any(p.role == Role.LEAD for p in posts):
        return Verdict.yes()
    return _not_anothers(user, application)


def _not_anothers(user: Any, application: Application) -> Verdict:
    """A handler leaves to a colleague what that colleague has taken."""
    if application.assignee is None or application.assignee_id == user.pk:
        return Verdict.yes()
    name = application.assignee.name
    return Verdict.no(f"该事项由{name}承办，须由其办理，或由其本人、负责人转交。")


def rejected_it(user: Any, application: Application) -> bool:
    """Whether the person had a hand in the rejection that is appealed against."""
    return user.pk in rejecters_of(application)


def _not_who_rejected(user: Any, application: Application) -> Verdict:
    if not rejected_it(user, application):
        return Verdict.yes()
    words = "作出原决定的人员不能办理该申诉"
    if _has_others(application, rejecters_of(application)):
        return Verdict.no(f"{words}。")
    above = level_above(application)
    remedy = (
        f"请提请上一级（{TIER_WORDS[above]}）复核"
        if above
        else "请由单位管理员增设经办人和负责人后办理"
    )
    return Verdict.no(f"{words}，本部门没有其他可以办理的人员，{remedy}。")


def _has_others(application: Application, rejecters: set[int]) -> bool:
    tier = tier_now(application)
    return tier is not None and others_can_decide(
        application, tier, rejecters, four_eyes=four_eyed(application)
    )


def level_above(application: Application) -> Tier | None:
    """The level above the one in turn; None at the top."""
    tier = tier_now(application)
    return ABOVE.get(tier) if tier else None


def can_hand_up(user: Any, application: Application) -> Verdict:
    """An authority that has nobody but who rejected gives an appeal to the next level.

    So an appeal is never without somebody who may decide it.
    """
    if application.stage != Stage.UNDER_APPEAL:
        return Verdict.no(f"当前环节为“{application.stage_label}”，没有待复核的申诉。")
    if not deciding_posts(user, application):
        return Verdict.no("只有正在复核申诉的部门可以提请上一级复核。")
    if level_above(application) is None:
        return Verdict.no("国家牵头部门没有上一级，申诉由本级其他人员复核。")
    if application.proposal is not None:
        return Verdict.no("已有待确认的处理意见，请先退回或收回。")
    if _has_others(application, rejecters_of(application)):
        return Verdict.no("本部门有其他人员可以复核该申诉，不需要提请上一级。")
    return Verdict.yes()


def _four_eyes(
    user: Any, application: Application, move: str, posts: list[Post]
) -> Verdict:
    proposal = application.proposal
    if proposal is None:
        if not any(p.role == Role.HANDLER for p in posts):
            return Verdict.no("须先由经办人提出处理意见，再由负责人确认。")
        return _not_anothers(user, application)
    if proposal.by_id == user.pk:
        return Verdict.no("您已提出处理意见，须由本部门负责人确认。")
    leads = [
        p
        for p in posts
        if p.role == Role.LEAD and p.organisation_id == proposal.organisation_id
    ]
    if not leads:
        return Verdict.no(
            f"已由{proposal.organisation}提出处理意见，须由该部门负责人确认。"
        )
    if proposal.move != move:
        label = Move(proposal.move).label
        return Verdict.no(f"经办人提出的是“{label}”，如不同意，请先退回经办人。")
    return Verdict.yes()


def can_decline_proposal(user: Any, application: Application) -> Verdict:
    """A lead gives a proposal back; the handler may take back his own."""
    proposal = application.proposal
    if proposal is None:
        return Verdict.no("当前没有待确认的处理意见。")
    if user.pk in application.conflicted_ids:
        return Verdict.no(CONFLICTED)
    here = [
        p for p in office_posts(user) if p.organisation_id == proposal.organisation_id
    ]
    if here and proposal.by_id == user.pk:
        return Verdict.yes()
    leads = [
        p
        for p in deciding_posts(user, application)
        if p.role == Role.LEAD and p.organisation_id == proposal.organisation_id
    ]
    if leads:
        return Verdict.yes()
    return Verdict.no("只有提出意见的经办人或本部门负责人可以退回该意见。")


def sees_internal(
    user: Any, application: Application, organisation: Organisation | None
) -> bool:
    """Whether what an authority handles among itself is this person's to see.

    An applicant hears decisions, not what a handler proposed before; a lower level
    does not see what a higher one has not decided.
    """
    if organisation is None:
        return False
    return sees_internal_of(user, application, organisation.tier)


def sees_internal_of(user: Any, application: Application, tier: Tier) -> bool:
    """The same by level: what the authorities of a tier handle among themselves."""
    standing = standing_of(user)
    if application.applicant_id in standing.applicant_ids:
        return False
    if standing.is_national:
        return True
    in_unit = application.managing_unit_id in standing.unit_codes
    if tier == Tier.UNIT:
        return in_unit
    in_city = application.division_id in standing.city_codes
    return tier == Tier.CITY and (in_unit or in_city)


def proposal_seen_by(user: Any, application: Application) -> Proposal | None:
    """The open proposal, for those whose own matter it is."""
    proposal: Proposal | None = application.proposal
    if proposal and sees_internal(user, application, proposal.organisation):
        return proposal
    return None


def can_edit(user: Any, application: Application) -> Verdict:
    """Only the applicant, and only a draft or a returned application."""
    if not applicant_posts(user, application):
        return Verdict.no("只有申报单位的经办人或负责人可以填写。")
    if application.stage not in EDITABLE_STAGES:
        return Verdict.no(
            f"当前环节为“{application.stage_label}”，内容已锁定，不能修改。"
        )
    return Verdict.yes()
