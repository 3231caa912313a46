"""The closed lists of the policy list 政策清单."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PolicyKind(TextChoices):
    """What sort of benefit it is; one policy may give several."""

    TAX = "tax", _("税收")
    FINANCE = "finance", _("金融")
    FISCAL = "fiscal", _("财政")
    LAND = "land", _("土地")
    CREDIT = "credit", _("信用")
    PRICE = "price", _("价格")
    ENROLMENT = "enrolment", _("招生计划")
    INVESTMENT = "investment", _("项目投资")
    DEGREE = "degree", _("学位（专业）点")
    OTHER = "other", _("其他")


class PolicySubject(TextChoices):
    """Who uses it; conditions are held against enterprises and cities only."""

    ENTERPRISE = "enterprise", _("企业")
    CITY = "city", _("城市")
    OTHER = "other", _("院校或其他主体")


class PolicyScope(TextChoices):
    """How far it reaches."""

    NATION = "nation", _("全国")
    UNIT = "unit", _("省级")
    CITY = "city", _("市级")


class PolicyState(TextChoices):
    """Only what is published counts; a withdrawn one keeps its address."""

    DRAFT = "draft", _("起草")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")


POLICY_TONE: dict[str, str] = {
    PolicyState.DRAFT: "draft",
    PolicyState.PUBLISHED: "good",
    PolicyState.WITHDRAWN: "off",
}


class VersionState(TextChoices):
    """A version is drafted by a handler and published by a lead."""

    DRAFT = "draft", _("起草")
    PROPOSED = "proposed", _("待负责人发布")
    PUBLISHED = "published", _("已发布")


VERSION_TONE: dict[str, str] = {
    VersionState.DRAFT: "draft",
    VersionState.PROPOSED: "notice",
    VersionState.PUBLISHED: "good",
}


class TextCheck(TextChoices):
    """How far the wording was held against the text that was issued."""

    CHECKED = "checked", _("已核对发文原文")
    QUOTED = "quoted", _("转引公开资料，未核对发文原文")
    REMEMBERED = "remembered", _("按一般掌握整理，未核对发文原文")


class Fit(TextChoices):
    """What is known of a condition for one enterprise or city."""

    MET = "met", _("符合")
    NOT_MET = "not_met", _("不符合")
    UNKNOWN = "unknown", _("暂无数据")


FIT_TONE: dict[str, str] = {
    Fit.MET: "good",
    Fit.NOT_MET: "late",
    Fit.UNKNOWN: "draft",
}
