import datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.gallery import NoteForm
from ui.form_errors import add_refusal
from ui.forms import DateField, Form, MoneyField, NameField, errors_of
from ui.refusals import Invalid, Issue
from ui.text import (
    clean_text,
    is_figure,
    number_in,
    pinyin_initials,
    pinyin_key,
    symbols_in,
)
from ui.words import cn_date, cn_datetime, number, percent, wan

GOOD = {
    "name": "喆堃翀项目𠮷",
    "amount": "１，２５０．５",
    "due": "2026年6月30日",
    "kind": "a",
    "measures": "第一行\r\n第二行 😀 <script>alert(1)</script>",
    "promise": "on",
}


@pytest.mark.parametrize(
    ("name", "key"),
    [("重庆市", "chong qing shi"), ("厦门市", "xia men shi"), ("长沙", "chang sha")],
)
def test_names_sort_by_the_reading_people_use(name, key):
    assert pinyin_key(name) == key


def test_initials_find_a_city():
    assert pinyin_initials("重庆市") == "cqs"


def test_control_and_misleading_characters_go_and_rare_ones_stay():
    assert clean_text("\u202e 喆\x00堃\u200b翀𠮷\x07 ") == "喆堃翀𠮷"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_emoji_are_seen_in_names():
    assert symbols_in("城市😀") == ["😀"]


def test_a_good_form_is_read_as_it_was_meant():
    form = NoteForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "喆堃翀项目𠮷"
    assert form.cleaned_data["amount"] == Decimal("1250.5")
    assert form.cleaned_data["due"] == datetime.date(2026, 6, 30)
    assert form.cleaned_data["measures"].splitlines()[0] == "第一行"


def test_markup_is_kept_as_text():
    form = NoteForm(GOOD)
    assert form.is_valid()
    assert "<script>" in form.cleaned_data["measures"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "城市😀", "不能使用表情"),
        ("name", "", "请填写项目名称。"),
        ("name", "长" * 101, "100"),
        ("amount", "很多", "请填写数字"),
        ("amount", "1.234", "小数位数不能超过 2 位"),
        ("amount", "-1", "金额不能小于"),
        ("due", "2026-02-30", "请按“2026-06-30”"),
        ("kind", "", "请选择任务领域。"),
        ("kind", "z", "z"),
        ("measures", "字" * 10_000, "500"),
    ],
)
def test_each_mistake_has_its_sentence_at_its_field(field, value, words):
    form = NoteForm({**GOOD, field: value})
    assert not form.is_valid()
    assert words in form.errors[field][0]
    assert form.errors.keys() == {field}
    assert any("\u4e00" <= char <= "\u9fff" for char in form.errors[field][0])


def test_a_missing_file_is_asked_for_in_chinese():
    class Upload(Form):
        letter = forms.FileField(label="推荐函")

    assert Upload({}, {}).errors["letter"] == ["请上传推荐函。"]
    empty = SimpleUploadedFile("a.pdf", b"")
    sentence = Upload({}, {"letter": empty}).errors["letter"][0]
    assert any("\u4e00" <= char <= "\u9fff" for char in sentence)


def test_every_text_field_has_a_limit():
    class Loose(Form):
        short = forms.CharField()
        long = forms.CharField(widget=forms.Textarea)

    form = Loose({"short": "字" * 201, "long": "字" * 5001})
    assert form.errors.keys() == {"short", "long"}


def test_days_keep_within_their_bounds():
    class Due(Form):
        due = DateField(label="期限", earliest=datetime.date(2026, 1, 1))

    assert Due({"due": "2025/12/31"}).errors["due"] == ["日期不能早于2026年1月1日。"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("0001-01-01", "日期不能早于1800年1月1日。"),
        ("9999-12-31", "日期不能晚于2199年12月31日。"),
    ],
)
def test_days_that_no_record_can_mean_are_refused(day, sentence):
    class Day(Form):
        day = DateField(label="日期")

    assert Day({"day": day}).errors["day"] == [sentence]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("9" * 5000, None), ("²", None), ("１２", None), ("-1", None)],
)
def test_only_a_short_row_of_digits_is_a_number(text, number):
    assert number_in(text) == number


def test_money_reads_its_own_unit():
    assert MoneyField(unit="元").clean("1,250元") == Decimal(1250)


def test_stored_money_is_shown_parted_and_typed_money_as_typed():
    class Sum(Form):
        amount = MoneyField(unit="元")

    stored = Sum(initial={"amount": Decimal("12000000.50")})["amount"].value()
    assert stored == "12,000,000.50"
    assert Sum({"amount": "12０００"})["amount"].value() == "12０００"
    same = Sum({"amount": stored}, initial={"amount": Decimal("12000000.50")})
    assert not same.has_changed()


@pytest.mark.parametrize("words", ["0", "0.00", "-12", "1,250.5", "43.6%"])
def test_what_stands_in_columns_of_figures_is_a_figure(words):
    assert is_figure(words)


@pytest.mark.parametrize("words", ["", "2026", "007", "310104", "2026年", "1,25", "—"])
def test_years_codes_and_words_are_no_figures(words):
    assert not is_figure(words)


def test_a_name_needs_no_latin_letters():
    assert NameField().clean(" 翀 ") == "翀"


def test_a_refusal_stands_at_its_fields_and_at_the_top():
    form = NoteForm(GOOD)
    assert form.is_valid()
    issues = [Issue("due", "期限太晚。"), Issue("elsewhere", "另一处有误。")]
    add_refusal(form, Invalid("不能提交。", issues=issues))
    assert form.errors["due"] == ["期限太晚。"]
    assert form.non_field_errors() == ["不能提交。", "另一处有误。"]
    assert errors_of(form)[2]["target"] == "id_due"


def test_figures_and_days_are_written_as_an_office_writes_them():
    noon = datetime.datetime(2026, 6, 30, 4, 5, tzinfo=datetime.UTC)
    assert cn_date(noon) == "2026年6月30日"
    assert cn_datetime(noon) == "2026年6月30日 12:05"
    assert number(Decimal("1234.565"), 2) == "1,234.57"
    assert wan(12_345_678) == "1,234.57"
    assert percent(43.55) == "43.6%"
    assert number(None) == "—"
