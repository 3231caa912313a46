"""Closed lists of the cities room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SectionKey(TextChoices):
    """The sections of a nomination, in the order in which they are filled in."""

    FOUNDATION = "foundation", _("基本情况")
    CORE_AREA = "core_area", _("试点核心区")
    CONDITIONS = "conditions", _("试点条件")
    GOALS = "goals", _("试点目标")
    TASKS = "tasks", _("试点任务分解")
    INDUSTRIES = "industries", _("产教融合型行业")
    ENTERPRISES = "enterprises", _("产教融合型企业")
    BASES = "bases", _("实训基地")
    POLICIES = "policies", _("支持政策")
    PAIRING = "pairing", _("结对帮扶")
    ORGANISATION = "organisation", _("组织实施")
    PROBLEMS = "problems", _("改革问题清单")
    POLICY_LIST = "policy_list", _("政策清单")
    ATTACHMENTS = "attachments", _("申报附件")


class TaskArea(TextChoices):
    """The five task areas of the plan, part four."""

    PLANNING = "planning", _("（一）完善产教融合发展规划和资源布局")
    TRAINING = "training", _("（二）推进产教融合校企合作人才培养改革")
    COSTS = "costs", _("（三）降低校企双方合作的制度性交易成本")
    PLATFORMS = "platforms", _("（四）创新产教融合重大平台载体建设")
    MECHANISM = "mechanism", _("（五）探索产教融合深度发展体制机制创新")


class BaseField(TextChoices):
    """Fields that training bases serve first (plan, part four （四）)."""

    AGRICULTURE = "agriculture", _("现代农业")
    MANUFACTURING = "manufacturing", _("先进制造业")
    EMERGING = "emerging", _("战略性新兴产业")
    HOUSEKEEPING = "housekeeping", _("家政")
    ELDER_CARE = "elder_care", _("养老")
    HEALTH = "health", _("健康")
    TOURISM = "tourism", _("旅游")
    CHILDCARE = "childcare", _("托育")
    OTHER = "other", _("其他")


class HostType(TextChoices):
    """On whom a training base rests; the plan wants more of them on enterprises."""

    ENTERPRISE = "enterprise", _("企业")
    SCHOOL = "school", _("院校")
    PARK = "park", _("产业园区")
    JOINT = "joint", _("校企共建")
    OTHER = "other", _("其他")


class PolicyKind(TextChoices):
    """Kinds of support in part five of the plan."""

    FISCAL = "fiscal", _("财政")
    TAX = "tax", _("税费")
    FINANCE = "finance", _("金融")
    LAND = "land", _("土地")
    CREDIT = "credit", _("信用")
    TALENT = "talent", _("人才")
    PRICE = "price", _("价格")
    OTHER = "other", _("其他")


class ProblemKind(TextChoices):
    """What stands in the way of the reform (plan, part four （三） and part six)."""

    INFORMATION = "information", _("信息不对称")
    MATCHING = "matching", _("对接合作不顺畅")
    EVALUATION = "evaluation", _("评价导向不一致")
    INSTITUTION = "institution", _("体制机制障碍")
    SUPPORT = "support", _("要素保障不足")
    OTHER = "other", _("其他")


class PilotStatus(TextChoices):
    LISTED = "listed", _("试点中")
    ENDED = "ended", _("已退出")


PILOT_TONE: dict[str, str] = {PilotStatus.LISTED: "good", PilotStatus.ENDED: "off"}


class Provenance(TextChoices):
    """How a listed record came into the portal."""

    NOMINATION = "nomination", _("平台申报")
    IMPORT = "import", _("名单导入")


class DatePrecision(TextChoices):
    """How exactly a date is known; a list notice may be known by its month only."""

    DAY = "day", _("精确到日")
    MONTH = "month", _("精确到月")
