"""The closed lists of an enterprise's application, and its sections in their order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Key of the kind by which firms enter the pool.
CULTIVATION = "cultivation"


class SectionKey(TextChoices):
    """The sections of the application form, in order."""

    BASICS = "basics", _("企业基本情况")
    FIGURES = "figures", _("近三年经营情况")
    COOPERATION = "cooperation", _("产教融合工作基础")
    SCHOOLS = "schools", _("举办或参与举办教育")
    APPRENTICESHIPS = "apprenticeships", _("学徒制试点任务")
    INTERNS = "interns", _("接收学生实习")
    CERTIFICATES = "certificates", _("1+X证书制度试点任务")
    PROGRAMMES = "programmes", _("共建学科专业点")
    INVESTMENTS = "investments", _("共建实训基地和捐赠")
    RIGHTS = "rights", _("与院校共有知识产权")
    STATEMENTS = "statements", _("信用和守法声明")


class Condition(TextChoices):
    """The six alternative conditions (发改社会〔2019〕590号, art. 5)."""

    SCHOOLS = "schools", _("举办或参与举办教育")
    TRAINING = "training", _("学徒制试点或接收学生实习")
    CERTIFICATES = "certificates", _("1+X证书制度试点")
    PROGRAMMES = "programmes", _("共建学科专业点")
    INVESTMENTS = "investments", _("共建实训基地或捐赠")
    RIGHTS = "rights", _("与院校共有知识产权")


class GroupKind(TextChoices):
    """Whether a whole group applies; such groups are the nation's (plan, part 四)."""

    NONE = "none", _("一般企业（含集团所属企业单独申报）")
    CENTRAL = "central", _("中央企业集团整体申报")
    NATIONAL_PRIVATE = "national_private", _("全国性特大型民营企业集团整体申报")


class SchoolKind(TextChoices):
    """By which of its alternatives condition 1 is met."""

    RUN = "run", _("独立举办职业院校或高等学校")
    SPONSOR = "sponsor", _("作为重要举办者参与举办职业院校或高等学校")
    UNIVERSITY = "university", _("通过企业大学等形式面向社会开展技术技能培训")
    GROUP = "group", _("参与组建行业性或区域性产教融合（职业教育）集团")


class ApprenticeshipKind(TextChoices):
    """The two pilots of apprenticeship."""

    MODERN = "modern", _("现代学徒制")
    ENTERPRISE = "enterprise", _("企业新型学徒制")


class InvestmentKind(TextChoices):
    """What money of condition 5 was spent on."""

    BUILD = "build", _("共建实训基地")
    DONATE = "donate", _("捐赠教学设施设备")


class RightKind(TextChoices):
    """Intellectual property that may be shared with a school."""

    INVENTION = "invention", _("发明专利")
    UTILITY = "utility", _("实用新型专利")
    DESIGN = "design", _("外观设计专利")
    SOFTWARE = "software", _("软件著作权")
    OTHER = "other", _("其他知识产权")


class ExclusionKind(TextChoices):
    """What keeps an enterprise out as long as it lasts (art. 6–7)."""

    ACCIDENT = "accident", _("重大环保、安全或质量事故")
    DISHONESTY = "dishonesty", _("失信联合惩戒")
    TAX = "tax", _("涉税等违法违规经营行为")
    STUDENTS = "students", _("侵犯学生人身权利或其他合法权利")
    OTHER = "other", _("其他不予受理的情形")


class ReportState(TextChoices):
    """How the annual report of a year stands; nil, late and excused differ."""

    FILED = "filed", _("已报送")
    NIL = "nil", _("零报告")
    LATE = "late", _("逾期报送")
    EXCUSED = "excused", _("经同意免报")
    MISSING = "missing", _("未报送")
