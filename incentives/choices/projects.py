"""The closed lists of the major-project ledger (plan 五（一）, 五（二））."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.choices import Tier


class ProjectKind(TextChoices):
    """What is built; innovation platforms come first where money is laid out."""

    TRAINING_BASE = "training_base", _("实训基地")
    INNOVATION_PLATFORM = "innovation_platform", _("创新平台")
    OTHER = "other", _("其他重大项目")


class Participation(TextChoices):
    """How enterprises take part in running schools (plan 五（一）)."""

    NONE = "none", _("无")
    PURCHASE = "purchase", _("购买服务")
    ENTRUST = "entrust", _("委托管理")
    JOINT = "joint", _("合作共建")
    OWN = "own", _("企业自建")
    OTHER = "other", _("其他方式")


# What rests on a contract; a firm that builds by itself needs none.
CONTRACTED = (Participation.PURCHASE, Participation.ENTRUST, Participation.JOINT)


class HostKind(TextChoices):
    """What a training facility is attached to (plan 五（二））."""

    NONE = "none", _("不附设")
    NEW_CAPACITY = "new_capacity", _("新增产能项目")
    RENOVATION = "renovation", _("技术改造项目")


class Phase(TextChoices):
    """How far a project has come."""

    PLANNED = "planned", _("谋划")
    STARTED = "started", _("已开工")
    BUILDING = "building", _("在建")
    IN_USE = "in_use", _("投入使用")
    CLOSED = "closed", _("已终止")


PHASE_TONE: dict[str, str] = {
    Phase.PLANNED: "draft",
    Phase.STARTED: "review",
    Phase.BUILDING: "review",
    Phase.IN_USE: "good",
    Phase.CLOSED: "off",
}
# Those in which it is neither ready nor given up.
UNFINISHED = (Phase.PLANNED, Phase.STARTED, Phase.BUILDING)


class FundSource(TextChoices):
    """Where the money of a project comes from (plan 五（一）)."""

    CENTRAL = "central", _("中央预算内投资")
    LOCAL = "local", _("地方财政资金")
    ENTERPRISE = "enterprise", _("企业自筹")
    BOND = "bond", _("专项债券")
    DEVELOPMENT = "development", _("开发性金融")
    FUND = "fund", _("产业投资基金")
    OTHER = "other", _("其他资金")


# Money that an authority allots by a document.
GOVERNMENT = (FundSource.CENTRAL, FundSource.LOCAL, FundSource.BOND)


class FundStep(TextChoices):
    """What became of money: allotted, planned for, paid out, used."""

    ALLOCATION = "allocation", _("下达（落实）")
    PLAN = "plan", _("使用计划")
    PAYMENT = "payment", _("拨付（支付）")
    USE = "use", _("使用")


class FundWarning(TextChoices):
    """What an authority should look into."""

    OVERPAID = "overpaid", _("拨付超下达")
    OVERUSED = "overused", _("使用超拨付")
    SOURCES = "sources", _("来源合计不符")
    IDLE = "idle", _("长期未拨付")
    LATE = "late", _("逾期未完成")
    OBSTACLE = "obstacle", _("问题逾期未办")


class ObstacleKind(TextChoices):
    """What stands in a project's way."""

    LAND = "land", _("用地")
    FINANCE = "finance", _("资金")
    APPROVAL = "approval", _("审批")
    TALENT = "talent", _("人才")
    OTHER = "other", _("其他")


class ObstacleState(TextChoices):
    """Where an obstacle stands."""

    RAISED = "raised", _("待受理")
    TAKEN = "taken", _("办理中")
    SOLVED = "solved", _("已解决")
    WITHDRAWN = "withdrawn", _("已撤回")


OBSTACLE_TONE: dict[str, str] = {
    ObstacleState.RAISED: "notice",
    ObstacleState.TAKEN: "review",
    ObstacleState.SOLVED: "good",
    ObstacleState.WITHDRAWN: "off",
}
OPEN_OBSTACLE = (ObstacleState.RAISED, ObstacleState.TAKEN)


class ObstacleAct(TextChoices):
    """One line of an obstacle's record."""

    RAISE = "raise", _("提出")
    TAKE = "take", _("受理")
    ANSWER = "answer", _("答复")
    HAND_UP = "hand_up", _("提请上级协调")
    SOLVE = "solve", _("办结")
    WITHDRAW = "withdraw", _("撤回")


# Whom an obstacle is put before, from below.
LEVELS = (Tier.CITY, Tier.UNIT, Tier.NATION)
LEVEL_CHOICES = [(tier.value, tier.label) for tier in LEVELS]

# The kind of application by which money for a project is asked for.
FUND_APPLICATION = "fund_application"
# Whose allocation is applied for.
APPLIED_FOR = [(source.value, source.label) for source in GOVERNMENT]
