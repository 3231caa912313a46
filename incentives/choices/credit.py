"""The closed lists of the credit ledger (财税〔2019〕46号)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FilingTerm(TextChoices):
    """How often a taxpayer files; each period is filed for itself."""

    MONTH = "month", _("按月")
    QUARTER = "quarter", _("按季")
    YEAR = "year", _("按年")


class StatementState(TextChoices):
    """A draft may be changed; what is filed is corrected by a new version."""

    DRAFT = "draft", _("草稿")
    FILED = "filed", _("已填报")


class LineKind(TextChoices):
    """What money went to, or came back from."""

    # Kind a: a school that it runs alone or takes part in.
    SCHOOL_INVESTMENT = "school_investment", _("独立举办或参与举办职业教育：办学投资")
    SCHOOL_COST = "school_cost", _("独立举办或参与举办职业教育：办学经费支出")
    # Kind b: a base or another major project of the plan, with steady cooperation.
    BASE_CONSTRUCTION = "base_construction", _("实训基地等重大项目：建设投资")
    BASE_COST = "base_cost", _("实训基地等重大项目：基本运行费用")
    WITHDRAWAL = "withdrawal", _("撤回投资")
    EQUITY_TRANSFER = "equity_transfer", _("转让股权")


INVESTMENTS = (
    LineKind.SCHOOL_INVESTMENT,
    LineKind.SCHOOL_COST,
    LineKind.BASE_CONSTRUCTION,
    LineKind.BASE_COST,
)
WITHDRAWALS = (LineKind.WITHDRAWAL, LineKind.EQUITY_TRANSFER)


class Relief(TextChoices):
    """Relief that shrinks the payable before the credit."""

    NONE = "none", _("不适用")
    # 财政部、税务总局公告2023年第12号
    HALF = "half", _("“六税两费”减半征收")
    # 财税〔2016〕12号
    EXEMPT = "exempt", _("月销售额10万元（季度30万元）以下免征")


class LineDecision(TextChoices):
    """What the managing unit says of one line of a declaration."""

    ACCEPTED = "accepted", _("认可")
    REFUSED = "refused", _("不予认可")
