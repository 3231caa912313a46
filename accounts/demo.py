"""Who plays in the demonstration and in the tests; every organisation is invented."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.choices import Department, Role
from accounts.choices import OrganisationKind as Kind


@dataclass(frozen=True)
class DemoPerson:
    """One account: the user name says which persona it is."""

    username: str
    name: str
    role: Role = Role.HANDLER
    title: str = ""
    admin: bool = False


@dataclass(frozen=True)
class DemoOrganisation:
    """One account holder with its people."""

    name: str
    short_name: str
    kind: Kind
    people: tuple[DemoPerson, ...]
    unit: str | None = None
    division: str | None = None
    credit_code: str | None = None
    lead_authority: bool = False
    central_group: bool = False
    department: str = ""


def pair(stem: str, label: str) -> tuple[DemoPerson, ...]:
    """A handler who proposes and a lead who confirms and keeps the members."""
    return (
        DemoPerson(stem, f"{label}经办（演示）", Role.HANDLER, "经办人"),
        DemoPerson(f"{stem}_lead", f"{label}负责（演示）", Role.LEAD, "负责人", True),
    )


def single(stem: str, label: str) -> tuple[DemoPerson, ...]:
    """A handler who also keeps the members."""
    return (DemoPerson(stem, f"{label}经办（演示）", Role.HANDLER, "经办人", True),)


def ministry(
    name: str, stem: str, department: Department, *, lead: bool = False
) -> DemoOrganisation:
    """A department of the State Council."""
    return DemoOrganisation(
        f"{name}（演示）",
        name,
        Kind.NATIONAL_DEPARTMENT,
        pair(stem, name),
        lead_authority=lead,
        department=department,
    )


def commission(
    name: str, unit: str, people: tuple[DemoPerson, ...]
) -> DemoOrganisation:
    """The lead authority of a managing unit."""
    return DemoOrganisation(
        f"{name}发展和改革委员会（演示）",
        f"{name}发展改革委",
        Kind.UNIT_DEPARTMENT,
        people,
        unit=unit,
        division=unit,
        lead_authority=True,
        department=Department.DEVELOPMENT,
    )


def bureau(name: str, unit: str, stem: str, department: Department) -> DemoOrganisation:
    """A department of a managing unit that gives opinions and decides nothing."""
    return DemoOrganisation(
        f"{name}（演示）",
        name,
        Kind.UNIT_DEPARTMENT,
        pair(stem, name),
        unit=unit,
        division=unit,
        department=department,
    )


def city_office(name: str, unit: str, division: str, stem: str) -> DemoOrganisation:
    """The office of a city that nominates through its province."""
    return DemoOrganisation(
        f"{name}市产教融合工作办公室（演示）",
        f"{name}市产教融合办",
        Kind.CITY_OFFICE,
        single(stem, name),
        unit=unit,
        division=division,
        lead_authority=True,
    )


def expert(
    number: int, name: str, unit: str, division: str, code: str
) -> DemoOrganisation:
    """An invented school and the expert who works there."""
    people = (
        DemoPerson(
            f"expert{number}", f"专家{number}（演示）", Role.EXPERT, "教授", True
        ),
    )
    return DemoOrganisation(
        f"{name}（演示）", name, Kind.SCHOOL, people, unit, division, code
    )


DEPARTMENTS = (
    ministry("国家发展改革委", "ndrc", Department.DEVELOPMENT, lead=True),
    ministry("教育部", "moe", Department.EDUCATION, lead=True),
    ministry("财政部", "mof", Department.FINANCE),
    ministry("人力资源社会保障部", "mohrss", Department.HUMAN_RESOURCES),
    ministry("工业和信息化部", "miit", Department.INDUSTRY),
    ministry("国务院国资委", "sasac", Department.STATE_ASSETS),
    commission("浙江省", "330000", pair("zhejiang", "浙江")),
    bureau("浙江省财政厅", "330000", "zhejiang_finance", Department.FINANCE),
    commission("四川省", "510000", pair("sichuan", "四川")),
    commission("宁波市", "330200", pair("ningbo", "宁波")),
    commission("上海市", "310000", pair("shanghai", "上海")),
    commission("北京市", "110000", single("beijing", "北京")),
    city_office("杭州", "330000", "330100", "hangzhou"),
    city_office("温州", "330000", "330300", "wenzhou"),
    city_office("成都", "510000", "510100", "chengdu"),
)
APPLICANTS = (
    DemoOrganisation(
        "示例钱塘智造有限公司（演示）",
        "示例钱塘智造",
        Kind.ENTERPRISE,
        single("enterprise", "钱塘智造"),
        "330000",
        "330108",
        "91330108MADEM0001A",
    ),
    DemoOrganisation(
        "示例北仑港机有限公司（演示）",
        "示例北仑港机",
        Kind.ENTERPRISE,
        single("enterprise_ningbo", "北仑港机"),
        "330200",
        "330206",
        "91330206MADEM0002M",
    ),
    DemoOrganisation(
        "示例中央装备集团有限公司（演示）",
        "示例中央装备集团",
        Kind.ENTERPRISE,
        single("enterprise_central", "中央装备集团"),
        None,
        "110108",
        "91110108MADEM0003T",
        central_group=True,
    ),
    DemoOrganisation(
        "示例之江职业技术学院（演示）",
        "示例之江职院",
        Kind.SCHOOL,
        single("school", "之江职院"),
        "330000",
        "330106",
        "12330104MADEM0004Y",
    ),
)
EXPERTS = (
    expert(1, "示例京华应用大学", "110000", "110108", "12110108MADEM00056"),
    expert(2, "示例申江工程大学", "310000", "310115", "12310115MADEM0006T"),
    expert(3, "示例江汉职业大学", "420000", "420111", "12420111MADEM0007Y"),
    expert(4, "示例岭南技术大学", "440000", "440106", "12440106MADEM00083"),
    expert(5, "示例秦川理工大学", "610000", "610113", "12610113MADEM0009B"),
)
OPERATION = (
    DemoOrganisation(
        "平台运行中心（演示）",
        "平台运行中心",
        Kind.OPERATOR,
        (
            DemoPerson(
                "sysadmin", "系统管理员（演示）", Role.SYSADMIN, "系统管理员", True
            ),
            DemoPerson("secadmin", "安全管理员（演示）", Role.SECADMIN, "安全管理员"),
            DemoPerson("auditor", "审计管理员（演示）", Role.AUDITOR, "审计管理员"),
        ),
    ),
)
DEMO_ORGANISATIONS = (*DEPARTMENTS, *APPLICANTS, *EXPERTS, *OPERATION)
