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
    STOP_NOTICE = "stop_notice", _("终止公示，退回审核")
    UPHOLD_OBJECTION = "uphold_objection", _("异议成立，重新审核")
    WITHDRAW = "withdraw", _("撤回申报")
    APPEAL = "appeal", _("提出申诉")
    GRANT_APPEAL = "grant_appeal", _("申诉成立，恢复审核")
    DISMISS_APPEAL = "dismiss_appeal", _("驳回申诉")
    DELIST = "delist", _("移出名单")


APPLICANT_MOVES = (Move.SUBMIT, Move.RECALL, Move.WITHDRAW, Move.APPEAL)
CLOCK_MOVES = (Move.CLOSE_NOTICE, Move.STOP_NOTICE)
AUTHORITY_MOVES = tuple(
    m for m in Move if m not in APPLICANT_MOVES and m not in CLOCK_MOVES
)
# These change or end somebody's case: the reason is part of the record.
MOVES_WITH_REASON = (
    Move.SEND_BACK,
    Move.REJECT,
    Move.STOP_NOTICE,
    Move.UPHOLD_OBJECTION,
    Move.WITHDRAW,
    Move.APPEAL,
    Move.GRANT_APPEAL,
    Move.DISMISS_APPEAL,
    Move.DELIST,
)


class Action(TextChoices):
    """What a step records: a move, or an act that leaves the stage as it is."""

    MOVE = "move", _("办理")
    PROPOSE = "propose", _("提出意见")
    DECLINE = "decline", _("退回经办人")
    ASK_OPINION = "ask_opinion", _("征求部门意见")
    CANCEL_OPINION = "cancel_opinion", _("取消征求意见")
    SIGN_OPINION = "sign_opinion", _("部门意见")
    RESOLVE = "resolve", _("意见分歧协调结论")
    DRAW = "draw", _("抽取专家")
    SEAT = "seat", _("专家参评")
    CLOSE_PANEL = "close_panel", _("专家评分结束")
    ASK = "ask", _("补正通知")
    ANSWER = "answer", _("答复补正通知")
    END_QUESTION = "end_question", _("结束补正通知")
    OBJECTION = "objection", _("收到异议")
    INVESTIGATE = "investigate", _("异议调查意见")
    RETURN_OBJECTION = "return_objection", _("异议意见退回经办人")
    ANSWER_OBJECTION = "answer_objection", _("异议办结")
    APPEAL_FILES = "appeal_files", _("提交申诉材料")
    HAND_UP = "hand_up", _("申诉提请上一级复核")
    ASSIGN = "assign", _("确定承办人")
    CONFLICT = "conflict", _("声明回避")
    EXCEPTION = "exception", _("准予逾期申报")
    CALENDAR = "calendar", _("办理期限调整")
    DECIDE_ITEMS = "decide_items", _("逐项审核")
    SET_AMOUNT = "set_amount", _("核定金额")


# What an applicant is told of beside the moves; all else is the authorities' own.
ACTIONS_TOLD = (
    Action.MOVE,
    Action.ASK,
    Action.ANSWER,
    Action.END_QUESTION,
    Action.OBJECTION,
    Action.ANSWER_OBJECTION,
    Action.APPEAL_FILES,
    Action.HAND_UP,
    Action.EXCEPTION,
    Action.CALENDAR,
)


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
    STOPPED = "stopped", _("公示终止")
    WITHDRAWN = "withdrawn", _("申报单位撤回")


class MailState(TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")


class OverdueOpinion(TextChoices):
    """What it means when a required department has not answered in time."""

    WAIT = "wait", _("须等待部门意见")
    AGREE = "agree", _("视为无不同意见")


class Stance(TextChoices):
    """What a department says of an application."""

    AGREE = "agree", _("同意")
    AGREE_WITH_REMARKS = "agree_with_remarks", _("原则同意，附修改意见")
    DISAGREE = "disagree", _("不同意")
    NOT_CONCERNED = "not_concerned", _("不涉及本部门职责")


# A stance that says nothing without words.
STANCES_WITH_REASON = (Stance.AGREE_WITH_REMARKS, Stance.DISAGREE)
STANCES_FOR = (Stance.AGREE, Stance.AGREE_WITH_REMARKS)
STANCE_TONE: dict[str, str] = {
    Stance.AGREE: "good",
    Stance.AGREE_WITH_REMARKS: "notice",
    Stance.DISAGREE: "late",
    Stance.NOT_CONCERNED: "off",
}


class OpinionState(TextChoices):
    ASKED = "asked", _("待反馈")
    DRAFTED = "drafted", _("待负责人签发")
    SIGNED = "signed", _("已反馈")
    CANCELLED = "cancelled", _("已取消")


OPEN_OPINIONS = (OpinionState.ASKED, OpinionState.DRAFTED)
OPINION_TONE: dict[str, str] = {
    OpinionState.ASKED: "review",
    OpinionState.DRAFTED: "notice",
    OpinionState.SIGNED: "good",
    OpinionState.CANCELLED: "off",
}


class ExpertField(TextChoices):
    """What an expert knows about; quotas of a panel are set by it."""

    REGIONAL_PLANNING = "regional_planning", _("区域与产业规划")
    INDUSTRY = "industry", _("产业经济")
    VOCATIONAL_EDUCATION = "vocational_education", _("职业教育")
    HIGHER_EDUCATION = "higher_education", _("高等教育")
    ENTERPRISE = "enterprise", _("企业经营管理")
    TECHNOLOGY = "technology", _("工程技术")
    SKILLS = "skills", _("技能人才与就业")
    FINANCE = "finance", _("财务与投资")
    LAW = "law", _("政策法规")


class ExpertStatus(TextChoices):
    ACTIVE = "active", _("在库")
    PAUSED = "paused", _("暂停")
    LEFT = "left", _("已出库")


class TieNature(TextChoices):
    """What binds an expert to an organisation; each keeps him off its cases."""

    EMPLOYMENT = "employment", _("任职或兼职")
    COOPERATION = "cooperation", _("合作项目")
    CONSULTING = "consulting", _("咨询、授课等有偿服务")
    RELATIVE = "relative", _("近亲属任职")
    DECLARED = "declared", _("本人声明的其他利益关系")


class PanelState(TextChoices):
    WAITING = "waiting", _("待抽取")
    SCORING = "scoring", _("评审中")
    CLOSED = "closed", _("已结束")
    VOID = "void", _("已作废")


class SeatState(TextChoices):
    """What a drawn expert answered; the last four leave the seat to another."""

    INVITED = "invited", _("待应邀")
    ACCEPTED = "accepted", _("已应邀")
    SUBMITTED = "submitted", _("已提交评分")
    DECLINED = "declined", _("不能参加")
    RECUSED = "recused", _("回避")
    LAPSED = "lapsed", _("逾期未应邀")
    VOID = "void", _("已作废")


SEATED = (SeatState.INVITED, SeatState.ACCEPTED, SeatState.SUBMITTED)
# Whose holder reads the case and has a sheet.
SCORED_SEATS = (SeatState.ACCEPTED, SeatState.SUBMITTED)

# How the states of panels and seats look wherever they are shown.
PANEL_TONE: dict[str, str] = {
    PanelState.WAITING: "draft",
    PanelState.SCORING: "review",
    PanelState.CLOSED: "good",
    PanelState.VOID: "off",
}
SEAT_TONE: dict[str, str] = {
    SeatState.INVITED: "notice",
    SeatState.ACCEPTED: "review",
    SeatState.SUBMITTED: "good",
    SeatState.DECLINED: "off",
    SeatState.RECUSED: "off",
    SeatState.LAPSED: "late",
    SeatState.VOID: "off",
}


class QuestionState(TextChoices):
    OPEN = "open", _("待答复")
    ANSWERED = "answered", _("已答复")
    EXPIRED = "expired", _("逾期未答复")
    WITHDRAWN = "withdrawn", _("已撤销")


QUESTION_TONE: dict[str, str] = {
    QuestionState.OPEN: "notice",
    QuestionState.ANSWERED: "good",
    QuestionState.EXPIRED: "late",
    QuestionState.WITHDRAWN: "off",
}


class ObjectorKind(TextChoices):
    PERSON = "person", _("个人（实名）")
    ORGANISATION = "organisation", _("单位（加盖公章）")


class ObjectionState(TextChoices):
    RECEIVED = "received", _("已受理")
    INVESTIGATED = "investigated", _("调查完毕，待负责人确认")
    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")
    INADMISSIBLE = "inadmissible", _("不予受理")
    MERGED = "merged", _("办理终止")


OPEN_OBJECTIONS = (ObjectionState.RECEIVED, ObjectionState.INVESTIGATED)
# What a handler may find, and a lead confirm.
OBJECTION_FINDINGS = (
    ObjectionState.UPHELD,
    ObjectionState.DISMISSED,
    ObjectionState.INADMISSIBLE,
)


class LetterKind(TextChoices):
    """What an objector who gave a mail address is written."""

    RECEIPT = "receipt", _("受理回执")
    ANSWER = "answer", _("办理结果")


class AppealOutcome(TextChoices):
    OPEN = "open", _("复核中")
    GRANTED = "granted", _("申诉成立")
    DISMISSED = "dismissed", _("申诉驳回")


class EntryKind(TextChoices):
    """What an entry of the timeline is about; its filter."""

    DECISION = "decision", _("办理决定")
    OPINION = "opinion", _("部门意见")
    EXPERT = "expert", _("专家评审")
    QUESTION = "question", _("补正通知")
    NOTICE = "notice", _("公示与异议")
    HANDLING = "handling", _("承办与期限")
    MESSAGE = "message", _("消息通知")


class FourEyesState(TextChoices):
    """Where a handler's proposal outside a life cycle stands."""

    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    DROPPED = "dropped", _("未采纳")


FOUR_EYES_TONE: dict[str, str] = {
    FourEyesState.PROPOSED: "review",
    FourEyesState.CONFIRMED: "good",
    FourEyesState.DROPPED: "off",
}


class Difference(TextChoices):
    """What became of a value between two submissions."""

    ADDED = "added", _("新增")
    REMOVED = "removed", _("删除")
    CHANGED = "changed", _("修改")
    SAME = "same", _("相同")


class Reminder(TextChoices):
    """What the clock tells next of a day due."""

    SOON = "soon", _("即将到期")
    LATE = "late", _("已逾期")
    ESCALATED = "escalated", _("严重逾期")
