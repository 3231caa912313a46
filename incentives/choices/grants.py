"""The closed lists of grants and preferences (plan 五（一）, 五（二）)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

INCENTIVE_GRANT = "incentive_grant"


class GrantCategory(TextChoices):
    """What is granted; the first four are the combined package 组合式激励."""

    FINANCE = "finance", _("金融支持")
    FISCAL = "fiscal", _("财政支持")
    LAND = "land", _("土地支持")
    CREDIT = "credit", _("信用激励")
    SUBSIDY = "subsidy", _("专项补助")
    REWARD = "reward", _("奖励")
    OTHER = "other", _("其他激励")


# For certified enterprises alone.
PACKAGE = (
    GrantCategory.FINANCE,
    GrantCategory.FISCAL,
    GrantCategory.LAND,
    GrantCategory.CREDIT,
)


class GrantState(TextChoices):
    """Where an award stands; follows from its events."""

    AWARDED = "awarded", _("执行中")
    PAYING = "paying", _("部分兑付")
    PAID = "paid", _("已兑付")
    RECOVERING = "recovering", _("追缴中")
    REVOKED = "revoked", _("已撤销")


GRANT_TONE: dict[str, str] = {
    GrantState.AWARDED: "review",
    GrantState.PAYING: "notice",
    GrantState.PAID: "good",
    GrantState.RECOVERING: "late",
    GrantState.REVOKED: "off",
}
ENDED = (GrantState.RECOVERING, GrantState.REVOKED)


class GrantEventKind(TextChoices):
    """What happened to an award; entries are only ever added."""

    AWARD = "award", _("授予")
    PAYMENT = "payment", _("兑付")
    CONDITION_MET = "condition_met", _("条件已满足")
    CONDITION_UNMET = "condition_unmet", _("条件未满足")
    REVIEW_DUE = "review_due", _("待复核")
    KEPT = "kept", _("复核后继续执行")
    REVOCATION = "revocation", _("撤销")
    RECOVERY = "recovery", _("收回资金")
    REVERSAL = "reversal", _("冲销")
    SHOWN = "shown", _("公开金额")
    HIDDEN = "hidden", _("不公开金额")


# What authorities say among themselves; the receiver is not told.
INTERNAL_EVENTS = (GrantEventKind.REVIEW_DUE, GrantEventKind.KEPT)
EVENT_TONE: dict[str, str] = {
    GrantEventKind.AWARD: "good",
    GrantEventKind.PAYMENT: "good",
    GrantEventKind.CONDITION_MET: "good",
    GrantEventKind.CONDITION_UNMET: "late",
    GrantEventKind.REVIEW_DUE: "late",
    GrantEventKind.REVOCATION: "late",
    GrantEventKind.RECOVERY: "notice",
    GrantEventKind.REVERSAL: "off",
}


class ProposalAct(TextChoices):
    """What a handler proposes and a lead confirms."""

    AWARD = "award", _("直接授予")
    REVOKE = "revoke", _("撤销激励")


class PreferenceKind(TextChoices):
    """In what good places, schools and industries are preferred (plan 五（二）)."""

    ENROLMENT_PLAN = "enrolment_plan", _("招生计划")
    PROJECT_INVESTMENT = "project_investment", _("项目投资")
    DEGREE_POINT = "degree_point", _("学位点")


PREFERENCE_UNIT: dict[str, str] = {
    PreferenceKind.ENROLMENT_PLAN: "名",
    PreferenceKind.PROJECT_INVESTMENT: "元",
    PreferenceKind.DEGREE_POINT: "个",
}
# Counted in whole ones.
WHOLE = (PreferenceKind.ENROLMENT_PLAN, PreferenceKind.DEGREE_POINT)
