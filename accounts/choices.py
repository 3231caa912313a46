"""Closed lists of the accounts room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """At which level an organisation acts."""

    NATION = "nation", _("国家")
    UNIT = "unit", _("省级")
    CITY = "city", _("市级")
    APPLICANT = "applicant", _("申报单位")
    OPERATION = "operation", _("平台运行")


AUTHORITY_TIERS = (Tier.NATION, Tier.UNIT, Tier.CITY)


class OrganisationKind(TextChoices):
    """What an account holder is in the pilot."""

    NATIONAL_DEPARTMENT = "national_department", _("国家部委")
    UNIT_DEPARTMENT = "unit_department", _("省级部门")
    CITY_OFFICE = "city_office", _("城市主管部门")
    ENTERPRISE = "enterprise", _("企业")
    SCHOOL = "school", _("学校")
    INDUSTRY_BODY = "industry_body", _("行业组织")
    OPERATOR = "operator", _("平台运行单位")


TIER_OF_KIND: dict[str, Tier] = {
    OrganisationKind.NATIONAL_DEPARTMENT: Tier.NATION,
    OrganisationKind.UNIT_DEPARTMENT: Tier.UNIT,
    OrganisationKind.CITY_OFFICE: Tier.CITY,
    OrganisationKind.ENTERPRISE: Tier.APPLICANT,
    OrganisationKind.SCHOOL: Tier.APPLICANT,
    OrganisationKind.INDUSTRY_BODY: Tier.APPLICANT,
    OrganisationKind.OPERATOR: Tier.OPERATION,
}


# Who may register by himself; departments are entered by the system administrator.
SELF_REGISTERED = (
    OrganisationKind.ENTERPRISE,
    OrganisationKind.SCHOOL,
    OrganisationKind.INDUSTRY_BODY,
)
ENTERED = (
    OrganisationKind.NATIONAL_DEPARTMENT,
    OrganisationKind.UNIT_DEPARTMENT,
    OrganisationKind.CITY_OFFICE,
    OrganisationKind.OPERATOR,
)


class Department(TextChoices):
    """The field that a government department answers for, at every level alike."""

    DEVELOPMENT = "development", _("发展改革")
    EDUCATION = "education", _("教育")
    HUMAN_RESOURCES = "human_resources", _("人力资源社会保障")
    FINANCE = "finance", _("财政")
    INDUSTRY = "industry", _("工业和信息化")
    STATE_ASSETS = "state_assets", _("国资监管")
    TAX = "tax", _("税务")
    SCIENCE = "science", _("科技")
    NATURAL_RESOURCES = "natural_resources", _("自然资源")
    ECOLOGY = "ecology", _("生态环境")
    EMERGENCY = "emergency", _("应急管理")
    MARKET = "market", _("市场监管")
    AGRICULTURE = "agriculture", _("农业农村")
    HEALTH = "health", _("卫生健康")
    CIVIL_AFFAIRS = "civil_affairs", _("民政")
    BANKING = "banking", _("金融监管")


class OrganisationStatus(TextChoices):
    PENDING = "pending", _("待确认")
    ACTIVE = "active", _("正常")
    REFUSED = "refused", _("未通过")
    DISABLED = "disabled", _("已停用")


class Role(TextChoices):
    """What a person may do in an organisation."""

    HANDLER = "handler", _("经办人")
    LEAD = "lead", _("负责人")
    EXPERT = "expert", _("专家")
    SYSADMIN = "sysadmin", _("系统管理员")
    SECADMIN = "secadmin", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


# GB/T 22239-2019 level 3: the three administrators exclude one another
# and every business role.
ADMINISTRATOR_ROLES = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR})
BUSINESS_ROLES = frozenset({Role.HANDLER, Role.LEAD, Role.EXPERT})


class AccessKind(TextChoices):
    """What the access log records."""

    SIGN_IN = "sign_in", _("登录成功")
    FAILURE = "failure", _("登录失败")
    LOCK_OUT = "lock_out", _("账户锁定")
    SIGN_OUT = "sign_out", _("退出登录")
    TIME_OUT = "time_out", _("会话超时")
    PASSWORD = "password", _("修改密码")
    TOKEN = "token", _("访问令牌")
    ACCOUNT = "account", _("账户变更")
    REFERENCE = "reference", _("基础数据更正")
    EXPORT = "export", _("导出")
    DOWNLOAD = "download", _("下载文件")


class TokenScope(TextChoices):
    READ = "read", _("只读")
    WRITE = "write", _("读写")
