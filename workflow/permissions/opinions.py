"""Who asks departments for opinions, who gives and signs them, and why not."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.choices import AUTHORITY_TIERS, Role
from accounts.models import Organisation, Post
from accounts.standing import standing_of
from ui.refusals import Verdict
from workflow.choices import REVIEW_STAGES, OpinionState
from workflow.models import Application, Opinion
from workflow.permissions.moves import can_handle, is_impartial, office_posts


def gives_opinions(user: Any) -> bool:
    """Whether the person serves an authority, of which opinions may be asked."""
    return any(post.organisation.tier in AUTHORITY_TIERS for post in office_posts(user))


def can_read_opinions(user: Any) -> Verdict:
    """What authorities say among themselves is for those who serve one."""
    if gives_opinions(user):
        return Verdict.yes()
    return Verdict.no("部门意见属于审核部门内部办理内容，您没有查看权限。")


def can_ask_opinions(user: Any, application: Application) -> Verdict:
    """A handler or lead of the authority in turn, while it reviews."""
    if application.stage not in REVIEW_STAGES:
        return Verdict.no(
            f"当前环节为“{application.stage_label}”，只有审核环节可以征求部门意见。"
        )
    return can_handle(user, application)


def can_write_resolution(user: Any, application: Application) -> Verdict:
    """Whoever may ask also settles the disagreement, in writing."""
    if application.stage not in REVIEW_STAGES:
        return Verdict.no(
            f"当前环节为“{application.stage_label}”，只有审核环节可以填写协调结论。"
        )
    return can_handle(user, application)


def can_draft_opinion(user: Any, opinion: Opinion) -> Verdict:
    """A handler of the department asked."""
    return _answers(user, opinion, Role.HANDLER, "填写意见")


def can_sign_opinion(user: Any, opinion: Opinion) -> Verdict:
    """A lead of the department asked, never who drafted it."""
    verdict = _answers(user, opinion, Role.LEAD, "签发或退回意见")
    if verdict and opinion.drafted_by_id == user.pk:
        return Verdict.no("该意见由您起草，须由本部门其他负责人签发。")
    return verdict


def can_cancel_opinion(user: Any, opinion: Opinion) -> Verdict:
    """A handler or lead of the authority that asks."""
    if not posts_at(user, opinion.asked_organisation_id):
        return _not_there(
            user, opinion.asked_organisation, "经办人或负责人", "取消征求意见"
        )
    return can_handle(user, opinion.application)


def opinion_closed(opinion: Opinion) -> str:
    """Why nothing can be written any more; empty while it is asked."""
    if opinion.state == OpinionState.SIGNED:
        return "该意见已由负责人签发，不能再修改。"
    if opinion.application.stage != opinion.stage:
        stage = opinion.get_stage_display()
        return f"该申报已离开“{stage}”环节，不再接收部门意见。"
    if opinion.state == OpinionState.CANCELLED:
        return "该项征求意见已取消，无须再反馈。"
    return ""


def sees_draft(user: Any, opinion: Opinion) -> bool:
    """What a department has not signed is its own alone."""
    own = opinion.organisation_id in standing_of(user).applicant_ids
    return opinion.state == OpinionState.SIGNED or own


def sees_note(user: Any, opinion: Opinion) -> bool:
    """Why it is asked no more is for all; why a draft came back, its department's."""
    return opinion.state == OpinionState.CANCELLED or sees_draft(user, opinion)


def posts_at(user: Any, organisation_id: int, role: Role | None = None) -> list[Post]:
    """The posts in which a person handles or leads at an organisation."""
    return [
        post
        for post in office_posts(user)
        if post.organisation_id == organisation_id and role in (None, post.role)
    ]


def _answers(user: Any, opinion: Opinion, role: Role, what: str) -> Verdict:
    if not posts_at(user, opinion.organisation_id, role):
        return _not_there(user, opinion.organisation, str(role.label), what)
    return is_impartial(user, opinion.application)


def _not_there(user: Any, organisation: Organisation, who: str, what: str) -> Verdict:
    """Another's matter, or his own until his term was over."""
    ended = Post.objects.filter(
        user=user.pk, organisation=organisation, valid_until__lte=timezone.now()
    )
    if not posts_at(user, organisation.pk) and ended.exists():
        return Verdict.no(f"您在{organisation}的任职或代理期限已经结束，不能{what}。")
    return Verdict.no(f"只有{organisation}的{who}可以{what}。")
