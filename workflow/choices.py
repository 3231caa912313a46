"""Stages, moves and the other closed lists of the life cycle."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where an application stands; one list for every kind."""

    DRAFT = "draft", _("草稿")
    CITY_REVIEW = "city_review", _("市级初审")
    PROVINCIAL_REVIEW = "provincial_review", _("省级审核")
    EXPERT_REVIEW = "expert_review", _("专家评审")
    NATIONAL_REVIEW = "national_review", _("国家审核")
    PUBLIC_NOTICE = "public_notice", _("公示")
    LISTED = "listed", _("已列入")
    RETURNED = "returned", _("退回补正")
    REJECTED = "rejected", _("未通过")
    UNDER_APPEAL = "under_appeal", _("申诉复核")
    WITHDRAWN = "withdrawn", _("已撤回")
    DELISTED = "delisted", _("已移出")


REVIEW_STAGES = (
    Stage.CITY_REVIEW,
    Stage.PROVINCIAL_REVIEW,
    Stage.EXPERT_REVIEW,
    Stage.NATIONAL_REVIEW,
)
EDITABLE_STAGES = (Stage.DRAFT, Stage.RETURNED)
# Somebody has still to act on an application in one of these.
OPEN_STAGES = (
    *EDITABLE_STAGES,
    *REVIEW_STAGES,
    Stage.PUBLIC_NOTICE,
    Stage.UNDER_APPEAL,
)
FINAL_STAGES = (Stage.LISTED, Stage.REJECTED, Stage.WITHDRAWN, Stage.DELISTED)

# How a stage looks wherever it is shown (tones of the badge component).
STAGE_TONE: dict[str, str] = {
    Stage.DRAFT: "draft",
    Stage.CITY_REVIEW: "review",
    Stage.PROVINCIAL_REVIEW: "review",
    Stage.EXPERT_REVIEW: "review",
    Stage.NATIONAL_REVIEW: "review",
    Stage.PUBLIC_NOTICE: "notice",
    Stage.LISTED: "good",
    Stage.RETURNED: "late",
    Stage.REJECTED: "off",
    Stage.UNDER_APPEAL: "review",
    Stage.WITHDRAWN: "off",
    Stage.DELISTED: "off",
}


class Move(TextChoices):
    """What can be done to an application; nothing else changes its stage."""

    SUBMIT = "submit", _("提交")
    RECALL = "recall", _("撤回修改")
    APPROVE = "approve", _("同意")
    SEND_BACK = "send_back", _("退回补正")
    REJECT = "reject", _("不予通过")
    CLOSE_NOTICE = "close_notice", _("公示期满")
    UPHOLD_OBJECTION = "uphold_objection", _("异议成立，重新审核")
    WITHDRAW = "withdraw", _("撤回申报")
    APPEAL = "appeal", _("提出申诉")
    GRANT_APPEAL = "grant_appeal", _("申诉成立，恢复审核")
    DISMISS_APPEAL = "dismiss_appeal", _("驳回申诉")
    DELIST = "delist", _("移出名单")


APPLICANT_MOVES = (Move.SUBMIT, Move.RECALL, Move.WITHDRAW, Move.APPEAL)
CLOCK_MOVES = (Move.CLOSE_NOTICE,)
AUTHORITY_MOVES = tuple(
    m for m in Move if m not in APPLICANT_MOVES and m not in CLOCK_MOVES
)
# These change or end somebody's case: the reason is part of the record.
MOVES_WITH_REASON = (
    Move.SEND_BACK,
    Move.REJECT,
    Move.UPHOLD_OBJECTION,
    Move.WITHDRAW,
    Move.APPEAL,
    Move.GRANT_APPEAL,
    Move.DISMISS_APPEAL,
    Move.DELIST,
)


class Action(TextChoices):
    """What a step records: a move, or the four-eyes handling before one."""

    MOVE = "move", _("办理")
    PROPOSE = "propose", _("提出意见")
    DECLINE = "decline", _("退回经办人")


class Lane(TextChoices):
    """Which way an application goes; computed from who applies."""

    ORDINARY = "ordinary", _("省级推荐")
    SEPARATELY_PLANNED = "separately_planned", _("计划单列市自荐")
    MUNICIPALITY = "municipality", _("直辖市推荐核心区")
    NATIONAL = "national", _("国家直接受理")


class ProposalOutcome(TextChoices):
    OPEN = "open", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    DECLINED = "declined", _("已退回")
    LAPSED = "lapsed", _("已失效")


class NoticeOutcome(TextChoices):
    RUNNING = "running", _("公示中")
    CLOSED = "closed", _("公示期满")
    HELD = "held", _("异议成立")
    WITHDRAWN = "withdrawn", _("申报单位撤回")


class MailState(TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
