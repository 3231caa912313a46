"""What the checks of a nomination's content find, and how they say it."""

from copy import deepcopy
from datetime import date

import pytest
from django.utils import timezone

from cities.checks import content_issues
from cities.models import CityNomination
from cities.models.sections import sections_for
from cities.models.showing import words_of
from cities.services import snapshot
from tests.factories.cities import HANGZHOU, SHANGHAI, draft
from ui.refusals import Severity
from workflow.checks import errors_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture
def data(people):
    """A complete nomination of Hangzhou."""
    return snapshot(draft(people, HANGZHOU))


def set_field(section, name, value):
    def change(data):
        data["sections"][section]["fields"][name] = value

    return change


def set_cell(section, name, value, row=0):
    def change(data):
        data["sections"][section]["rows"][row][name] = value

    return change


def no_rows(section):
    def change(data):
        data["sections"][section]["rows"] = []

    return change


def no_file(section, slot):
    def change(data):
        data["sections"][section]["files"][slot] = []

    return change


def same_enterprise_twice(data):
    rows = data["sections"]["enterprises"]["rows"]
    rows[1]["name"] = rows[0]["name"]


def no_money(data):
    for name in ("central", "local", "enterprise", "bond", "loan"):
        data["sections"]["bases"]["rows"][0][name] = None


def late_deadline(data):
    data["sections"]["tasks"]["rows"][2]["deadline"] = f"{YEAR + 5}-01-01"


def eastern_partner(data):
    data["sections"]["pairing"]["rows"][0]["partner"] = {
        "code": "320100",
        "name": "江苏省南京市",
        "region": "east",
    }


def only_one_area(data):
    rows = data["sections"]["tasks"]["rows"]
    for row in rows:
        row["area"] = "planning"


# what is changed, at which field it is found, what the sentence says
FAULTS = [
    (set_field("foundation", "gdp", None), "foundation.gdp", "请填写“地区生产总值"),
    (set_field("foundation", "gdp", "0.00"), "foundation.gdp", "应大于 0"),
    (
        set_field("foundation", "primary_share", "30.00"),
        "foundation.tertiary_share",
        "应为 100%",
    ),
    (set_field("foundation", "facts_year", YEAR), "foundation.facts_year", "已结束"),
    (set_field("goals", "term_start", YEAR - 2), "goals.term_start", "不能早于"),
    (
        set_field("conditions", "condition_will", ""),
        "conditions.condition_will",
        "请填写“推进改革的意愿”",
    ),
    (
        no_file("conditions", "condition_will"),
        "conditions.file.condition_will",
        "请上传“改革意愿证明材料”",
    ),
    (no_file("attachments", "commitment"), "attachments.file.commitment", "承诺函"),
    (no_rows("goals"), "goals", "至少填写一行"),
    (set_cell("goals", "year3", None), "goals.1.year3", "第 1 行：请填写“第 3 年”"),
    (only_one_area, "tasks", "还没有举措"),
    (set_cell("tasks", "person", "", 1), "tasks.2.person", "第 2 行：请填写“责任人”"),
    (late_deadline, "tasks.3.deadline", "应在试点期内"),
    (
        set_field("enterprises", "enterprises_target", 10),
        "enterprises.enterprises_target",
        "不能小于第 3 年",
    ),
    (
        set_cell("enterprises", "credit_code", "911100006000373422"),
        "enterprises.1.credit_code",
        "校验不通过",
    ),
    (same_enterprise_twice, "enterprises.2.name", "第 2 行与第 1 行企业名称相同"),
    (no_money, "bases.1.central", "合计应大于 0"),
    (set_cell("bases", "loan", "-1.00"), "bases.1.central", "不能小于 0"),
    (
        set_cell("bases", "ends_on", f"{YEAR - 1}-01-01"),
        "bases.1.ends_on",
        "不能早于开工时间",
    ),
    (no_rows("pairing"), "pairing", "至少填写一行"),
    (eastern_partner, "pairing.1.partner", "属于东部地区"),
    (
        set_cell("pairing", "ends_on", f"{YEAR - 3}-01-01"),
        "pairing.1.ends_on",
        "不能早于签订日期",
    ),
    (set_cell("problems", "due", f"{YEAR + 9}-01-01"), "problems.1.due", "试点期内"),
    (set_cell("policy_list", "owner", ""), "policy_list.1.owner", "责任单位"),
]


def test_a_complete_nomination_has_no_error(data):
    assert errors_of(content_issues(data, today=TODAY)) == []


@pytest.mark.parametrize(("change", "field", "words"), FAULTS)
def test_each_fault_is_found_at_its_field(data, change, field, words):
    changed = deepcopy(data)
    change(changed)
    found = [i for i in content_issues(changed, today=TODAY) if i.field == field]
    assert any(words in issue.sentence for issue in found), found
    assert all(issue.sentence.endswith("。") for issue in found)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (
            set_field("foundation", "higher_students", "1.00"),
            "foundation.higher_students",
        ),
        (set_field("foundation", "facts_year", YEAR - 6), "foundation.facts_year"),
        (set_cell("bases", "host", "school"), "bases"),
    ],
)
def test_what_is_only_worth_notice_does_not_stop_the_submission(data, change, field):
    changed = deepcopy(data)
    change(changed)
    set_field("foundation", "vocational_students", "1.00")(changed)
    set_cell("bases", "host", "park", 1)(changed)
    found = [i for i in content_issues(changed, today=TODAY) if i.field == field]
    assert [issue.severity for issue in found] == [Severity.WARNING]


def test_a_good_credit_code_passes(data):
    set_cell("enterprises", "credit_code", "91110000600037341L")(data)
    assert errors_of(content_issues(data, today=TODAY)) == []


def test_the_east_pairs_and_the_others_need_not():
    keys = [s.key.value for s in sections_for("ordinary", "east")]
    assert "pairing" in keys
    assert "core_area" not in keys
    for region in ("central", "west", "north_east"):
        others = [s.key.value for s in sections_for("ordinary", region)]
        assert "pairing" not in others


def test_a_municipality_is_asked_for_its_core_area(people):
    data = snapshot(draft(people, SHANGHAI))
    assert data["core_area"]["name"] == "浦东新区"
    assert errors_of(content_issues(data, today=TODAY)) == []
    data["core_area"] = None
    data["sections"]["core_area"]["fields"]["core_area_reason"] = ""
    fields = {i.field for i in content_issues(data, today=TODAY)}
    assert {"core_area", "core_area.core_area_reason"} <= fields


def test_a_less_developed_place_is_asked_to_say_what_it_needs(data):
    data["division"]["less_developed"] = True
    found = [
        i
        for i in content_issues(data, today=date(YEAR, 6, 1))
        if i.field == "foundation.less_developed_note"
    ]
    assert [issue.severity for issue in found] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("scale_firms", 6912, "6,912"),
        ("gdp", "21860.00", "21,860"),
        ("facts_year", 2025, "2025"),
        ("gdp_rank", 1, "1"),
    ],
)
def test_counts_have_thousands_and_years_have_none(name, value, words):
    assert words_of(CityNomination, name, value) == words
