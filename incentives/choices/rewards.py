"""The closed lists of the dynamic reward (plan 五（一）) and the project ranking."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RewardLevel(TextChoices):
    """What a scheme ranks."""

    PROVINCE = "province", _("管理单位")
    CITY = "city", _("试点城市")
    PROJECT = "project", _("重大项目")


class Method(TextChoices):
    """How a figure becomes 0 to 100 points."""

    MIN_MAX = "min_max", _("极差标准化")
    BEST_SHARE = "best_share", _("与最优值之比")
    RANK = "rank", _("按位次赋分")
    TARGET = "target", _("目标完成率")


# One sentence a method, for the page that asks for it and the one that is published.
METHOD_WORDS: dict[str, str] = {
    Method.MIN_MAX: "最优值得100分，最差值得0分，其余按所处位置折算；"
    "各值相同的均得100分。",
    Method.BEST_SHARE: "最优值得100分，其余按与最优值的比例折算；最优值为0的，"
    "越大越好的指标均得0分。",
    Method.RANK: "第一名得100分，最后一名得0分，其余按位次均匀赋分；"
    "数值相同的位次并列。",
    Method.TARGET: "达到目标值得100分，未达到的按完成比例折算。",
}


class MissingRule(TextChoices):
    """What stands for a figure that is missing."""

    ZERO = "zero", _("该指标计0分")
    LOWEST = "lowest", _("按其他对象的最低得分计")
    EXCLUDE = "exclude", _("不参加排序")


class RewardBy(TextChoices):
    """How many are rewarded."""

    NUMBER = "number", _("按名次数")
    SHARE = "share", _("按比例")


class SchemeState(TextChoices):
    """How far a scheme is."""

    DRAFT = "draft", _("草稿")
    SIMULATED = "simulated", _("已测算")
    PROPOSED = "proposed", _("待负责人确定")
    FIXED = "fixed", _("已确定")
    PUBLISHED = "published", _("已公布")


SCHEME_TONE: dict[str, str] = {
    SchemeState.DRAFT: "draft",
    SchemeState.SIMULATED: "review",
    SchemeState.PROPOSED: "notice",
    SchemeState.FIXED: "good",
    SchemeState.PUBLISHED: "good",
}
# As long as its definition may be changed and figures may be taken.
OPEN_SCHEME = (SchemeState.DRAFT, SchemeState.SIMULATED)
SETTLED_SCHEME = (SchemeState.FIXED, SchemeState.PUBLISHED)


class EntryState(TextChoices):
    """A figure entered by hand counts once another person has confirmed it."""

    ENTERED = "entered", _("待复核")
    CONFIRMED = "confirmed", _("已复核")
    DROPPED = "dropped", _("未采用")


ENTRY_TONE: dict[str, str] = {
    EntryState.ENTERED: "notice",
    EntryState.CONFIRMED: "good",
    EntryState.DROPPED: "off",
}
