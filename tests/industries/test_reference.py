"""The classes of GB/T 4754-2017, the priority tags, loading twice, choosing one."""

import pytest
from django import forms
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from industries.choices import (
    EDUCATION,
    GROUP_OF_TAG,
    PriorityTag,
    TagGroup,
    tag_choices,
)
from industries.forms import IndustryField, division_choices, industry_choices
from industries.loading import load_industries
from industries.models import Industry

pytestmark = pytest.mark.django_db

RANGES = {
    "A": (1, 5),
    "B": (6, 12),
    "C": (13, 43),
    "D": (44, 46),
    "E": (47, 50),
    "F": (51, 52),
    "G": (53, 60),
    "H": (61, 62),
    "I": (63, 65),
    "J": (66, 69),
    "K": (70, 70),
    "L": (71, 72),
    "M": (73, 75),
    "N": (76, 79),
    "O": (80, 82),
    "P": (83, 83),
    "Q": (84, 85),
    "R": (86, 90),
    "S": (91, 96),
    "T": (97, 97),
}


def test_there_are_20_sections_and_97_divisions():
    assert Industry.objects.sections().count() == 20
    codes = list(Industry.objects.divisions().values_list("code", flat=True))
    assert codes == [f"{number:02}" for number in range(1, 98)]


@pytest.mark.parametrize("letter", RANGES)
def test_a_section_holds_its_range_of_divisions(letter):
    first, last = RANGES[letter]
    codes = [row.code for row in Industry.objects.get(pk=letter).divisions.all()]
    assert codes == [f"{number:02}" for number in range(first, last + 1)]


def test_names_differ_within_a_level_and_hold_no_stray_sign():
    for rows in (Industry.objects.sections(), Industry.objects.divisions()):
        names = list(rows.values_list("name", flat=True))
        assert len(set(names)) == len(names)
        assert all(name.replace("、", "").isalpha() for name in names)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("05", "农、林、牧、渔专业及辅助性活动"),
        ("11", "开采专业及辅助性活动"),
        ("25", "石油、煤炭及其他燃料加工业"),
        ("50", "建筑装饰、装修和其他建筑业"),
        ("58", "多式联运和运输代理业"),
        ("79", "土地管理业"),
        ("96", "基层群众自治组织及其他组织"),
        (EDUCATION, "教育"),
    ],
)
def test_names_are_those_of_the_edition_of_2017(code, name):
    assert Industry.objects.get(pk=code).name == name


def test_a_division_is_written_with_the_letter_of_its_section():
    assert Industry.objects.get(pk="13").label == "C13 农副食品加工业"
    assert Industry.objects.get(pk="C").label == "C 制造业"


def test_loading_again_changes_nothing():
    label = str(Industry._meta.verbose_name)
    report = load_industries()
    assert (report.added, report.changed) == ({label: 0}, {label: 0})
    assert report.kept == {label: 117}


def test_loading_mends_a_name_and_keeps_what_is_no_longer_listed():
    before = Industry.objects.get(pk="36").updated_at
    Industry.objects.filter(pk="36").update(name="汽车")
    Industry.objects.create(code="98", name="旧行业", section_id="T", order=900)
    report = load_industries()
    mended = Industry.objects.get(pk="36")
    assert (mended.name, mended.updated_at > before) == ("汽车制造业", True)
    assert report.no_longer_listed == ["98"]
    assert Industry.objects.filter(pk="98").exists()


def test_the_command_says_what_it_did(capsys):
    call_command("load_industries")
    assert "新增 0 条，更新 0 条，未变 117 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "section"), [("98", None), ("U", None), ("1x", "C"), ("X", "C")]
)
def test_the_database_refuses_what_is_no_class(code, section):
    row = Industry(code=code, name="错误行业", section_id=section, order=901)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_a_name_twice_in_a_level():
    row = Industry(code="98", name="汽车制造业", section_id="C", order=901)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_section_with_divisions_is_not_deleted():
    with pytest.raises(ProtectedError):
        Industry.objects.get(pk="C").delete()


def test_there_are_1_17_and_4_tags_in_three_groups():
    sizes = [list(GROUP_OF_TAG.values()).count(group) for group in TagGroup]
    assert sizes == [1, 17, 4]
    assert [len(rows) for _name, rows in tag_choices()] == sizes
    assert all(len(tag.value) <= 32 for tag in PriorityTag)
    assert len({str(tag.label) for tag in PriorityTag}) == 22


class Chosen(forms.Form):
    industry = IndustryField(required=False)


def test_an_industry_is_chosen_below_the_name_of_its_section(
    django_assert_num_queries,
):
    with django_assert_num_queries(1):
        html = str(Chosen()["industry"])
    assert '<optgroup label="C 制造业"><option value="13">C13 农副' in html
    assert html.count("<optgroup") == 20
    chosen = Chosen({"industry": "36"})
    assert chosen.is_valid()
    assert chosen.cleaned_data["industry"].name == "汽车制造业"


@pytest.mark.parametrize("wrong", ["C", "98", "3'6", "\x00"])
def test_a_section_or_an_unknown_code_is_not_a_choice(wrong):
    assert not Chosen({"industry": wrong}).is_valid()


def test_a_filter_offers_sections_and_divisions(django_assert_num_queries):
    with django_assert_num_queries(1):
        groups = industry_choices()
    assert groups[2][1][:2] == [("C", "C 制造业（全部）"), ("13", "C13 农副食品加工业")]
    assert sum(len(rows) for _name, rows in division_choices()) == 97


@pytest.mark.parametrize(
    ("code", "expected"), [("36", ["36"]), ("I", ["I", "63", "64", "65"]), ("Z", [])]
)
def test_within_a_section_are_its_divisions(code, expected):
    found = Industry.objects.within(code).values_list("code", flat=True)
    assert list(found) == expected
