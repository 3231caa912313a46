"""Who keeps a pool, who steers a panel, whose a seat is, and why not."""

from __future__ import annotations

from typing import Any

from accounts.choices import Role, Tier
from accounts.models import Post
from accounts.standing import standing_of
from regions.models import ManagingUnit
from ui.refusals import Verdict
from workflow.kinds import kinds_scored_at
from workflow.models import Application, Expert, Seat
from workflow.permissions.moves import deciding_posts, is_impartial
from workflow.permissions.rounds import can_manage_rounds, round_scopes


def can_keep_pool(user: Any, unit_code: str | None) -> Verdict:
    """The national pool is a national lead's, a unit's own its lead's."""
    if can_manage_rounds(user, unit_code):
        return Verdict.yes()
    whose = "国家牵头部门" if unit_code is None else "该管理单位牵头部门"
    return Verdict.no(f"只有{whose}的负责人可以维护该专家库。")


def pools_kept(user: Any) -> list[ManagingUnit | None]:
    """The pools this person keeps: None is the nation's."""
    return round_scopes(user)


def can_see_pool(user: Any) -> Verdict:
    """Handlers and leads of the lead authorities of the nation and the units."""
    standing = standing_of(user)
    if standing.decides_at(Tier.NATION) or standing.deciding_unit_codes:
        return Verdict.yes()
    return Verdict.no("只有国家和省级牵头部门可以查看专家库。")


def can_add_experts(user: Any) -> Verdict:
    """Whether there is any pool in which this person may enter somebody."""
    if pools_kept(user):
        return Verdict.yes()
    return Verdict.no("只有国家或省级牵头部门的负责人可以维护专家库。")


def can_declare_tie(user: Any, expert: Expert) -> Verdict:
    """The expert for himself, and who keeps the pool."""
    if expert.user_id == user.pk or can_keep_pool(user, expert.managing_unit_id):
        return Verdict.yes()
    return Verdict.no("利益关系由专家本人或专家库维护人员登记。")


def steering_posts(user: Any, application: Application) -> list[Post]:
    """The person's posts as a lead of the authority whose turn it is."""
    return [p for p in deciding_posts(user, application) if p.role == Role.LEAD]


def can_steer_panel(user: Any, application: Application) -> Verdict:
    """A lead of the authority whose turn it is, free of conflicts."""
    if not steering_posts(user, application):
        return Verdict.no("只有本环节牵头部门的负责人可以办理。")
    return is_impartial(user, application)


def can_rank(user: Any) -> Verdict:
    """The lead authorities that decide where experts score."""
    standing = standing_of(user)
    scores = standing.deciding_unit_codes and kinds_scored_at(Tier.UNIT)
    if standing.decides_at(Tier.NATION) or scores:
        return Verdict.yes()
    return Verdict.no("评分排序只供专家评审环节的牵头部门查看。")


def is_expert(user: Any) -> bool:
    """Whether the person holds an expert's post now."""
    return standing_of(user).has_role(Role.EXPERT)


def expert_post(user: Any) -> Post | None:
    """The post under which an expert acts."""
    posts: list[Post] = getattr(user, "posts_now", [])
    return next((post for post in posts if post.role == Role.EXPERT), None)


def can_hold_seat(user: Any, seat: Seat) -> Verdict:
    """A seat is its expert's alone, as long as he holds an expert's post."""
    if seat.expert.user_id != user.pk:
        return Verdict.no("只有被抽取的专家本人可以办理。")
    if not is_expert(user):
        return Verdict.no("您已无专家岗位，不能参加评审。")
    return Verdict.yes()
