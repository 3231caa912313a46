"""Search in the directory: names, parts, pinyin, initials, codes, former names."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from enterprises.choices import Standing
from enterprises.models import Certificate, Enterprise
from enterprises.querysets.searching import tripled
from enterprises.seed_names import code_of, invented
from enterprises.seeding import seed_enterprises
from enterprises.tables import DirectoryTable
from regions.models import Division
from tests.factories import register as made

pytestmark = pytest.mark.django_db
NAMES = (
    "重庆长安汽车股份有限公司",
    "厦门大厦电子有限公司",
    "长沙成长教育装备有限公司",
    "TCL科技（惠州）有限公司",
    "杭州宏达100%纯棉_纺织有限公司",
)


@pytest.fixture
def register():
    rows = [made.enterprise(name) for name in NAMES]
    Enterprise.objects.filter(pk=rows[0].pk).update(credit_code="915000007339589656")
    made.renamed(rows[4], "杭州宏远科技有限公司", date(2025, 6, 1))
    return rows


def found(text: str) -> list[str]:
    return [row.name for row in Enterprise.objects.in_directory().search(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("重庆长安汽车股份有限公司", NAMES[0]),
        ("汽车", NAMES[0]),
        ("厦", NAMES[1]),
        ("chongqing", NAMES[0]),
        ("chong qing", NAMES[0]),
        ("chang'an", NAMES[0]),
        ("changan", NAMES[0]),
        ("anqiche", NAMES[0]),
        ("cqcaqc", NAMES[0]),
        ("caqc", NAMES[0]),
        ("cq", NAMES[0]),
        ("xiamen", NAMES[1]),
        ("xmds", NAMES[1]),
        ("changsha", NAMES[2]),
        ("chengzhang", NAMES[2]),
        ("csczjy", NAMES[2]),
        ("重庆 股份", NAMES[0]),
        ("股份 重庆", NAMES[0]),
        ("tcl", NAMES[3]),
        ("TCL科技", NAMES[3]),
        ("ＴＣＬ科技", NAMES[3]),
        ("科技(惠州)", NAMES[3]),
        ("科技（惠州）", NAMES[3]),
        ("915000007339589656", NAMES[0]),
        ("91500000", NAMES[0]),
        ("宏达", "杭州宏远科技有限公司"),
        ("%", "杭州宏远科技有限公司"),
        ("宏达100%", "杭州宏远科技有限公司"),
        ("棉_纺", "杭州宏远科技有限公司"),
        ("hongda", "杭州宏远科技有限公司"),
        ("hzhd", "杭州宏远科技有限公司"),
        ("杭州 fangzhi", "杭州宏远科技有限公司"),
    ],
)
def test_an_enterprise_is_found_by(register, text, name):
    assert found(text) == [name]


@pytest.mark.parametrize(
    ("text", "former"),
    [("hongda", NAMES[4]), ("棉_纺", NAMES[4]), ("hongyuan", None), ("hangzhou", None)],
)
def test_who_is_found_by_an_earlier_name_shows_it(register, text, former):
    row = Enterprise.objects.in_directory().search(text).get()
    assert row.found_as == former
    page = DirectoryTable([row]).rows[0].get_cell("name")
    assert (f"原名：{NAMES[4]}" in page) == bool(former)


def test_the_name_of_a_day_stands_beside_the_search(register):
    rows = Enterprise.objects.in_directory()
    for day, then in ((date(2025, 5, 31), NAMES[4]), (date(2025, 6, 1), "杭州宏远")):
        row = rows.named_on(day).search("hongda").get()
        assert row.name_then.startswith(then)


@pytest.mark.parametrize(
    "text",
    ["zhongqing", "cheng sha", "重庆厦门", "%%", "汽_车", "\x00'\"", "查" * 999],
)
def test_what_nobody_bears_finds_nothing(register, text):
    assert found(text) == []


@given(text=st.text("汽车a市", max_size=8), part=st.text("汽车a市", max_size=3))
def test_a_part_is_in_a_key_just_where_it_is_in_the_name(text, part):
    assert (tripled(part) in tripled(text)) is (part in text)


@given(data=st.data())
def test_every_part_of_a_name_finds_it(register, data):
    name = data.draw(st.sampled_from(NAMES[:3]))
    first = data.draw(st.integers(0, len(name) - 1))
    last = data.draw(st.integers(first + 1, len(name)))
    assert name in found(name[first:last])


def test_an_empty_search_finds_all(register):
    assert len(found("  ")) == len(NAMES)


def test_a_former_name_does_not_outlive_its_enterprise_twice(register):
    """Once in the list, though both of its names match."""
    assert found("杭州宏") == ["杭州宏远科技有限公司"]


def test_the_name_itself_comes_first_then_what_begins_with_it():
    for name in ("北京宏达有限公司", "宏达集团有限公司", "宏达"):
        made.enterprise(name)
    assert found("宏达") == ["宏达", "宏达集团有限公司", "北京宏达有限公司"]


def plan_of(text: str) -> str:
    return Enterprise.objects.search(text).order_by().values("pk").explain()


@pytest.mark.parametrize(
    ("text", "indexes"),
    [
        ("汽车", ["enterprise_name_key_trgm", "enterprise_former_name_trgm"]),
        ("康", ["enterprise_name_key_trgm", "enterprise_former_name_trgm"]),
        ("qiche", ["enterprise_pinyin_trgm", "enterprise_initials_trgm"]),
        ("cq", ["enterprise_pinyin_trgm", "enterprise_initials_trgm"]),
        ("91330100", ["enterprise_pinyin_trgm", "credit_code"]),
    ],
)
def test_every_search_is_answered_through_indexes(text, indexes):
    """Of one or two characters too, which have no trigram of their own."""
    seed_enterprises(400)
    with connection.cursor() as cursor:
        # With few rows PostgreSQL reads the table; forbidden, it shows whether it must.
        cursor.execute("analyze enterprises_enterprise, enterprises_enterprisename")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_indexscan = off")
    plan = plan_of(text)
    assert "Seq Scan" not in plan
    assert [name for name in indexes if name not in plan] == []


def test_seeded_enterprises_are_the_same_every_time_and_go_on_from_where_they_ended():
    seed_enterprises(60)
    seed_enterprises(40)
    names = set(Enterprise.objects.values_list("name", "credit_code", "standing"))
    Certificate.objects.all().delete()
    Enterprise.objects.all().delete()
    seed_enterprises(100)
    again = set(Enterprise.objects.values_list("name", "credit_code", "standing"))
    assert again == names
    assert len(names) == 100
    gone = Enterprise.objects.filter(standing__in=[Standing.REMOVED, Standing.LEFT])
    assert gone.filter(left_pool_on=None).count() == 0


def test_no_two_invented_enterprises_bear_one_name_or_one_code():
    places = list(Division.objects.prefectures()[:40])
    rows = list(invented(12_000, places))
    assert len({row.name for row in rows}) == len({row.credit_code for row in rows})
    assert len({row.name for row in rows}) == 12_000


def test_an_invented_code_is_valid():
    assert code_of("330100", 7) == "91330100NN00000076"
