"""The reference data: counts, named places, units, loading twice."""

from collections import Counter

import pytest

from regions.choices import EconomicRegion, UnitKind
from regions.loading import load_reference
from regions.models import Division, ManagingUnit, NewArea
from regions.pinyin import name_initials, name_pinyin, syllables
from regions.services import set_less_developed

pytestmark = pytest.mark.django_db


def test_there_are_37_managing_units_of_four_kinds():
    kinds = Counter(ManagingUnit.objects.values_list("kind", flat=True))
    assert kinds == {
        UnitKind.PROVINCE: 27,
        UnitKind.MUNICIPALITY: 4,
        UnitKind.SEPARATELY_PLANNED: 5,
        UnitKind.XPCC: 1,
    }


def test_the_31_provinces_fall_into_regions_of_10_6_12_and_3():
    own = ManagingUnit.objects.filter(
        kind__in=[UnitKind.PROVINCE, UnitKind.MUNICIPALITY]
    )
    assert Counter(own.values_list("economic_region", flat=True)) == {
        EconomicRegion.EAST: 10,
        EconomicRegion.CENTRAL: 6,
        EconomicRegion.WEST: 12,
        EconomicRegion.NORTH_EAST: 3,
    }


def test_there_are_34_provincial_divisions_333_prefectures_and_2845_counties():
    assert Division.objects.provinces().count() == 34
    assert Division.objects.prefectures().count() == 333
    assert Division.objects.counties().count() == 2845


def test_only_the_xpcc_has_a_code_outside_the_standard():
    odd = ManagingUnit.objects.filter(is_standard_code=False)
    assert [unit.code for unit in odd] == ["660000"]


@pytest.mark.parametrize(
    ("code", "full_name", "unit"),
    [
        ("330106", "浙江省杭州市西湖区", "330000"),
        ("330113", "浙江省杭州市临平区", "330000"),
        ("330200", "浙江省宁波市", "330200"),
        ("330205", "浙江省宁波市江北区", "330200"),
        ("310115", "上海市浦东新区", "310000"),
        ("429004", "湖北省仙桃市", "420000"),
        ("469001", "海南省五指山市", "460000"),
        ("659001", "新疆维吾尔自治区石河子市", "660000"),
        ("659012", "新疆维吾尔自治区白杨市", "660000"),
        ("653229", "新疆维吾尔自治区和田地区和安县", "650000"),
        ("441900", "广东省东莞市", "440000"),
        ("710000", "台湾省", None),
        ("810000", "香港特别行政区", None),
        ("820000", "澳门特别行政区", None),
    ],
)
def test_a_division_knows_its_full_name_and_managing_unit(code, full_name, unit):
    division = Division.objects.get(pk=code)
    assert (division.full_name, division.managing_unit_id) == (full_name, unit)


def test_every_division_of_the_mainland_has_a_managing_unit_and_a_region():
    outside = Division.objects.filter(managing_unit=None)
    assert {d.code for d in outside} == {"710000", "810000", "820000"}
    assert not Division.objects.managed().filter(economic_region="").exists()


def test_no_statistical_zone_stands_among_the_divisions():
    assert not Division.objects.filter(name__contains="开发区").exists()
    assert not Division.objects.filter(name__in=["市辖区", "兰州新区"]).exists()


def test_exactly_five_cities_are_separately_planned():
    flagged = Division.objects.filter(is_separately_planned=True)
    units = ManagingUnit.objects.separately_planned()
    assert {d.code for d in flagged} == {u.code for u in units}
    assert {u.short_name for u in units} == {"大连", "宁波", "厦门", "青岛", "深圳"}


def test_of_the_19_new_areas_three_lie_in_municipalities_and_none_in_beijing():
    assert NewArea.objects.count() == 19
    assert {a.name for a in NewArea.objects.all() if a.in_municipality} == {
        "浦东新区",
        "滨海新区",
        "两江新区",
    }
    assert not NewArea.objects.filter(host_unit="110000").exists()


@pytest.mark.parametrize(
    ("name", "host", "division", "established"),
    [
        ("浦东新区", "310000", "310115", "1992-10"),
        ("滨海新区", "120000", "120116", "2006-05"),
        ("舟山群岛新区", "330000", "330900", "2011-06"),
        ("南沙新区", "440000", "440115", "2012-09"),
        ("西海岸新区", "370200", "370211", "2014-06"),
        ("金普新区", "210200", "210213", "2014-06"),
        ("雄安新区", "130000", None, "2017-04"),
    ],
)
def test_a_new_area_knows_its_host_and_division(name, host, division, established):
    area = NewArea.objects.get(name=name)
    assert (area.host_unit_id, area.division_id) == (host, division)
    assert f"{area.established:%Y-%m}" == established


def test_nominable_are_prefectures_direct_counties_and_municipal_districts():
    nominable = set(Division.objects.nominable().values_list("code", flat=True))
    assert {"330100", "330200", "429004", "659001", "310115", "120116"} <= nominable
    # A county of a prefecture, a province, a county of Chongqing, Hong Kong.
    assert not nominable & {"330106", "330000", "500229", "810000"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("重庆", "重庆市"),
        ("chongqing", "重庆市"),
        ("Chong Qing", "重庆市"),
        ("cq", "重庆市"),
        ("xiamen", "厦门市"),
        ("changsha", "长沙市"),
        ("luan", "六安市"),
        ("lu'an", "六安市"),
        ("bengbu", "蚌埠市"),
        ("330113", "临平区"),
        ("杭州市西湖区", "西湖区"),
        ("西湖区 杭州", "西湖区"),
        ("石河子", "石河子市"),
    ],
)
def test_search_finds_the_place_first(text, name):
    assert Division.objects.search(text).first().name == name


def test_two_cities_read_taizhou():
    found = Division.objects.search("taizhou").prefectures()
    assert {d.name for d in found} == {"台州市", "泰州市"}


def test_an_empty_search_finds_all_and_nonsense_nothing():
    assert Division.objects.search("  ").count() == Division.objects.count()
    assert not Division.objects.search("%_\x00'\"").exists()
    assert not Division.objects.search("查" * 10_000).exists()


@pytest.mark.parametrize(
    ("name", "read", "initials"),
    [
        ("长治市", "changzhishi", "czs"),
        ("长子县", "zhangzixian", "zzx"),
        ("子长市", "zichangshi", "zcs"),
        ("成都市", "chengdushi", "cds"),
        ("都匀市", "duyunshi", "dys"),
        ("什邡市", "shifangshi", "sfs"),
        ("闵行区", "minhangqu", "mhq"),
        ("荥经县", "yingjingxian", "yjx"),
    ],
)
def test_names_that_dictionaries_misread_are_read_right(name, read, initials):
    assert (name_pinyin(name), name_initials(name)) == (read, initials)


@pytest.mark.parametrize(
    ("name", "read", "initials"),
    [
        ("重庆长安汽车", "chongqingchanganqiche", "cqcaqc"),
        ("厦门大厦（集团）", "xiamendashajituan", "xmdsjt"),
        ("长沙成长教育", "changshachengzhangjiaoyu", "csczjy"),
        ("ＴＣＬ（长沙）3C电子", "tclchangsha3cdianzi", "tclcs3cdz"),
        ("朝阳轴承", "chaoyangzhoucheng", "cyzc"),
        ("银行", "yinhang", "yh"),
        ("", "", ""),
    ],
)
def test_a_firm_is_read_like_the_place_in_its_name(name, read, initials):
    assert (name_pinyin(name), name_initials(name)) == (read, initials)


def test_every_name_has_one_syllable_for_each_character():
    names = Division.objects.values_list("name", flat=True)
    assert [name for name in names if len(syllables(name)) != len(name)] == []


def test_the_less_developed_flag_comes_down_from_above_with_its_basis():
    for code in ("540000", "540102", "513401", "533301", "653101"):
        division = Division.objects.get(pk=code)
        assert division.is_less_developed
        assert "三区三州" in division.less_developed_basis
    assert not Division.objects.get(pk="510100").is_less_developed


def test_loading_again_changes_nothing():
    stamps = dict(Division.objects.values_list("code", "updated_at"))
    report = load_reference()
    assert set(report.added.values()) == set(report.changed.values()) == {0}
    assert dict(Division.objects.values_list("code", "updated_at")) == stamps


def test_loading_again_repairs_a_wrong_name():
    Division.objects.filter(pk="330100").update(name="错", full_name="错")
    report = load_reference()
    assert sum(report.changed.values()) == 1
    assert Division.objects.get(pk="330100").full_name == "浙江省杭州市"


def test_loading_again_keeps_a_corrected_flag():
    division = Division.objects.get(pk="510100")
    set_less_developed(
        division=division, is_less_developed=True, basis="某文件", by="系统管理员"
    )
    load_reference()
    division.refresh_from_db()
    assert (division.is_less_developed, division.less_developed_basis) == (
        True,
        "某文件",
    )
    assert Division.objects.get(pk="510104").is_less_developed


def test_a_division_that_left_the_file_is_kept_and_named():
    Division.objects.create(
        code="330998", name="旧县", level="county", parent_id="330900"
    )
    assert load_reference().no_longer_listed == ["330998"]
    assert Division.objects.filter(pk="330998").exists()


def test_loading_takes_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        load_reference()
