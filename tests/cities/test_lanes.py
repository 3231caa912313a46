"""Which organisation may nominate which place, and why not."""

import pytest

from accounts.models import Organisation, User
from cities.checks import lane_of, start_issues
from regions.choices import UnitKind
from regions.models import NewArea
from tests.factories.cities import place
from workflow.choices import Lane

pytestmark = pytest.mark.django_db


def office_of(username: str) -> Organisation:
    """The organisation of a persona."""
    post = User.objects.get(username=username).posts.select_related(
        "organisation__managing_unit", "organisation__division"
    )
    return post.get().organisation


def new_area(name: str) -> NewArea:
    return NewArea.objects.select_related("host_unit").get(name=name)


CORE = {"district": place, "new_area": new_area, None: lambda _name: None}

# who, division, core area, what the refusal says ("" = may nominate)
CASES = [
    ("hangzhou", "330100", None, ""),
    ("ningbo", "330200", None, ""),
    ("shanghai", "310000", ("new_area", "浦东新区"), ""),
    ("shanghai", "310000", ("district", "310115"), ""),
    ("shanghai", "310000", ("district", "310104"), ""),
    ("beijing", "110000", ("district", "110108"), ""),
    ("hangzhou", "330300", None, "只能申报杭州市"),
    ("hangzhou", "330200", None, "计划单列市"),
    ("zhejiang", "330200", None, "计划单列市"),
    ("zhejiang", "330100", None, "由该市主管部门填报"),
    ("sichuan", "330100", None, "由浙江省推荐"),
    ("ningbo", "330100", None, "由浙江省推荐"),
    ("hangzhou", "330000", None, "不能以浙江省整体申报"),
    ("hangzhou", "330110", None, "县级行政区划，不能单独申报，请由杭州市申报"),
    ("ningbo", "330282", None, "请由宁波市申报"),
    ("shanghai", "310000", None, "请选择本市的一个市辖区"),
    ("beijing", "110000", None, "请选择本市的一个市辖区"),
    ("shanghai", "310115", None, "请以上海市为申报城市"),
    ("beijing", "110000", ("new_area", "浦东新区"), "浦东新区不在北京市"),
    ("beijing", "110000", ("new_area", "雄安新区"), "雄安新区不在北京市"),
    ("shanghai", "310000", ("district", "110108"), "不在上海市"),
    ("shanghai", "310000", ("district", "310000"), "不是市辖区"),
    ("beijing", "310000", ("new_area", "浦东新区"), "由该市牵头部门申报"),
    ("hangzhou", "330100", ("district", "330106"), "只有直辖市"),
    ("enterprise", "330100", None, "企业、学校和行业组织不能申报"),
    ("school", "330100", None, "企业、学校和行业组织不能申报"),
    ("ndrc", "330100", None, "国家部门"),
    ("hangzhou", "710000", None, "不在国家产教融合建设试点的申报范围内"),
    ("hangzhou", "810000", None, "不在国家产教融合建设试点的申报范围内"),
    ("hangzhou", "820000", None, "不在国家产教融合建设试点的申报范围内"),
    ("hangzhou", "659001", None, "只能申报杭州市"),
]


@pytest.mark.parametrize(("who", "code", "core", "words"), CASES)
def test_the_lane_rules(who, code, core, words):
    kind, name = core or (None, "")
    issues = start_issues(
        organisation=office_of(who), division=place(code), core_area=CORE[kind](name)
    )
    said = "".join(issue.sentence for issue in issues)
    assert bool(issues) == bool(words)
    assert words in said


@pytest.mark.parametrize(
    ("code", "lane"),
    [
        ("330100", Lane.ORDINARY),
        ("330200", Lane.SEPARATELY_PLANNED),
        ("310000", Lane.MUNICIPALITY),
        ("659001", Lane.ORDINARY),
    ],
)
def test_the_lane_follows_from_the_managing_unit(code, lane):
    assert lane_of(place(code).managing_unit) == lane


def test_a_city_of_the_corps_goes_through_the_corps_and_not_through_xinjiang():
    shihezi = place("659001")
    assert shihezi.managing_unit.kind == UnitKind.XPCC
    office = Organisation(
        name="石河子市产教融合办",
        kind="city_office",
        division=shihezi,
        managing_unit=shihezi.managing_unit,
        is_lead_authority=True,
    )
    assert not start_issues(organisation=office, division=shihezi, core_area=None)
    xinjiang = Organisation(
        name="新疆发展改革委",
        kind="unit_department",
        managing_unit_id="650000",
        is_lead_authority=True,
    )
    (issue,) = start_issues(organisation=xinjiang, division=shihezi, core_area=None)
    assert "由新疆生产建设兵团推荐" in issue.sentence


def test_a_county_level_city_straight_under_a_province_counts_as_a_city():
    jiyuan = place("419001")
    office = Organisation(
        kind="city_office",
        division=jiyuan,
        managing_unit=jiyuan.managing_unit,
        is_lead_authority=True,
    )
    assert not start_issues(organisation=office, division=jiyuan, core_area=None)


def test_a_department_that_does_not_lead_may_not_nominate():
    office = office_of("hangzhou")
    office.is_lead_authority = False
    (issue,) = start_issues(
        organisation=office, division=place("330100"), core_area=None
    )
    assert "不是牵头部门" in issue.sentence
