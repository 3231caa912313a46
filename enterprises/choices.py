"""The closed lists of an enterprise's application, and its sections in their order."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Key of the kind by which firms enter the pool.
CULTIVATION = "cultivation"
# Keys of the kinds by which they are certified, and report changes.
CERTIFICATION = "certification"
CHANGE = "enterprise_change"


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


class Ownership(TextChoices):
    """The form of ownership; no rule of the pilot treats one better than another."""

    STATE = "state", _("国有企业")
    COLLECTIVE = "collective", _("集体企业")
    PRIVATE = "private", _("民营企业")
    FOREIGN = "foreign", _("外商投资企业")
    HONGKONG_MACAO_TAIWAN = "hongkong_macao_taiwan", _("港澳台投资企业")
    MIXED = "mixed", _("混合所有制企业")
    OTHER = "other", _("其他")


class Size(TextChoices):
    """Size class of the National Bureau of Statistics."""

    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


class Standing(TextChoices):
    """Where an enterprise stands in the pilot; only the listed ones are public."""

    NONE = "none", _("未入库")
    POOLED = "pooled", _("建设培育")
    CERTIFIED = "certified", _("已认证")
    NATIONAL = "national", _("国家名单")
    REMOVED = "removed", _("已移出")
    LEFT = "left", _("已退出")


# In the cultivation pool or above it: what the public directory counts.
IN_PILOT = (Standing.POOLED, Standing.CERTIFIED, Standing.NATIONAL)
# What the directory shows; those who left stay, so that an address stays true.
IN_DIRECTORY = (*IN_PILOT, Standing.REMOVED, Standing.LEFT)
STANDING_TONE: dict[str, str] = {
    Standing.NONE: "draft",
    Standing.POOLED: "review",
    Standing.CERTIFIED: "good",
    Standing.NATIONAL: "good",
    Standing.REMOVED: "late",
    Standing.LEFT: "off",
}


class Provenance(TextChoices):
    """How an enterprise's standing came into the portal."""

    APPLICATION = "application", _("平台申报")
    IMPORT = "import", _("名单导入")


class ChangeKind(TextChoices):
    """What a change report tells (Hubei: to be reported promptly)."""

    NAME = "name", _("企业更名")
    ADDRESS = "address", _("注册地址变更")
    BUSINESS = "business", _("主营业务变更")
    REPRESENTATIVE = "representative", _("法定代表人变更")
    MERGER = "merger", _("合并")
    SPLIT = "split", _("分立")
    RESTRUCTURING = "restructuring", _("重组改制")


class VisitKind(TextChoices):
    """How an authority followed up."""

    ON_SITE = "on_site", _("实地走访")
    MEETING = "meeting", _("座谈会商")
    CALL = "call", _("电话或视频")
    DOCUMENTS = "documents", _("材料核查")


class CertificationSection(TextChoices):
    """The sections of the certification form, in order."""

    PLAN_PROGRESS = "plan_progress", _("三年规划执行情况")
    FOUNDATION = "foundation", _("产教融合工作基础")
    MEASURES = "measures", _("主要举措和投入")
    DRIVE_EFFECT = "drive_effect", _("示范带动效果")
    INNOVATION = "innovation", _("机制创新和特色做法")
    STATEMENTS = "statements", _("信用和守法声明")


class CertificateState(TextChoices):
    """What the certificate's public page says on a day."""

    # A renewal follows the old certificate without a gap, so it may begin later.
    UPCOMING = "upcoming", _("尚未生效")
    VALID = "valid", _("有效")
    SUSPENDED = "suspended", _("暂停")
    EXPIRED = "expired", _("已过期")
    REVOKED = "revoked", _("已撤销")


CERTIFICATE_TONE: dict[str, str] = {
    CertificateState.UPCOMING: "notice",
    CertificateState.VALID: "good",
    CertificateState.SUSPENDED: "late",
    CertificateState.EXPIRED: "off",
    CertificateState.REVOKED: "late",
}


class RemovalGround(TextChoices):
    """The four grounds on which an enterprise is removed (590号)."""

    FALSE_DATA = "false_data", _("在申报、认证、年度报告或考核中弄虚作假")
    ACCIDENT = "accident", _("发生重大环保、安全或质量事故")
    STUDENTS = "students", _("侵犯学生人身权利或其他合法权利")
    DISHONESTY = "dishonesty", _("被列为失信联合惩戒对象")


class RemovalState(TextChoices):
    """A removal is proposed by a handler and confirmed by a lead."""

    PROPOSED = "proposed", _("待负责人确认")
    CONFIRMED = "confirmed", _("已移出")
    DROPPED = "dropped", _("未予移出")


REMOVAL_TONE: dict[str, str] = {
    RemovalState.PROPOSED: "notice",
    RemovalState.CONFIRMED: "late",
    RemovalState.DROPPED: "off",
}


class FilingState(TextChoices):
    """How a paper that is due stands on a day; nil, late and excused differ.

    They may meet: a nil report may be late, and an excuse may come after the day.
    """

    DUE = "due", _("待报送")
    OVERDUE = "overdue", _("逾期未报")
    FILED = "filed", _("已报送")
    NIL = "nil", _("零报告")
    FILED_LATE = "filed_late", _("逾期报送")
    NIL_LATE = "nil_late", _("零报告，逾期报送")
    EXCUSED = "excused", _("经同意免报")
    EXCUSED_LATE = "excused_late", _("逾期后经同意免报")


FILING_TONE: dict[str, str] = {
    FilingState.DUE: "notice",
    FilingState.OVERDUE: "late",
    FilingState.FILED: "good",
    FilingState.NIL: "draft",
    FilingState.FILED_LATE: "review",
    FilingState.NIL_LATE: "review",
    FilingState.EXCUSED: "off",
    FilingState.EXCUSED_LATE: "off",
}


class ImportState(TextChoices):
    """How far an uploaded ledger is."""

    CHECKING = "checking", _("核对中")
    UNREADABLE = "unreadable", _("无法核对")
    BROKEN = "broken", _("有错误")
    CHECKED = "checked", _("待确认导入")
    IMPORTING = "importing", _("导入中")
    NOT_IMPORTED = "not_imported", _("导入未成功")
    IMPORTED = "imported", _("已导入")


IMPORT_TONE: dict[str, str] = {
    ImportState.CHECKING: "review",
    ImportState.UNREADABLE: "late",
    ImportState.BROKEN: "late",
    ImportState.CHECKED: "notice",
    ImportState.IMPORTING: "review",
    ImportState.NOT_IMPORTED: "late",
    ImportState.IMPORTED: "good",
}


class ReportFigure(TextChoices):
    """What an annual report counts of its year; money in yuan."""

    INVESTED = "invested", _("产教融合投入（元）")
    INTERNS = "interns", _("接收实习学生（人）")
    HIRED = "hired", _("招用合作院校毕业生（人）")
    PROGRAMMES = "programmes", _("共建学科专业点（个）")
    BASES = "bases", _("共建实训基地（个）")
    TEACHERS = "teachers", _("接收教师企业实践（人）")
    MENTORS = "mentors", _("选派产业导师（人）")
    RIGHTS = "rights", _("与院校共有知识产权（项）")


class FilingReminder(TextChoices):
    """Of what the clock reminds: before, on and after the day due."""

    BEFORE = "before", _("即将到期")
    ON_DAY = "on_day", _("今日到期")
    AFTER = "after", _("已逾期")
