"""Any kind may be filled in section by section; rows keep their files."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.drafted import (
    a_draft,
    a_full_draft,
    files_by_row,
    pdf,
    rows_again,
    save,
    version_of,
    work,
)
from tests.factories.reading import fresh
from tests.factories.workflow import application_at, as_applicant, decide, submitted
from tests.workflow.testkind.drafted import OUTLINE
from tests.workflow.testkind.models import StageRow, WorkRow
from ui.refusals import Closed, Invalid, NotAllowed, NotFound, Stale
from workflow.checks import Content, issues_in
from workflow.choices import Difference, Move, Stage
from workflow.comparing import compare
from workflow.content import Part
from workflow.models import Evidence
from workflow.paper import table_of
from workflow.services import SectionInput, content_issues, save_section
from workflow.showing import present

pytestmark = pytest.mark.django_db
NAMES = ["甲项目", "乙项目"]


@pytest.fixture(autouse=True)
def _people(people):
    """Reference data and people."""


def data_of(application):
    again = fresh(application)
    return again.kind_of.snapshot(again)


def test_the_second_of_two_editors_is_told_who_was_first_and_when(people):
    draft = a_draft()
    seen = version_of(draft, "basics")
    moment = timezone.make_aware(datetime(2027, 3, 4, 9, 5))  # noqa: DTZ001
    save(draft, "basics", SectionInput({"goal": "甲"}), version=seen, now=moment)
    first = people["enterprise"].name
    with pytest.raises(Stale, match=f"{first}已于2027年3月4日 09:05保存过本部分"):
        save(draft, "basics", SectionInput({"goal": "乙"}), version=seen)
    assert fresh(draft).goal == "甲"


def test_half_filled_rows_are_kept_in_their_order():
    draft = a_draft()
    save(draft, "stages", SectionInput(rows=[{"share": 5}, {"name": "收尾"}]))
    held = StageRow.rows_of(draft).values_list("position", "name", "share")
    assert list(held) == [(1, "", 5), (2, "收尾", None)]


def test_more_rows_than_a_table_takes_are_refused():
    draft = a_draft()
    with pytest.raises(Invalid, match="“阶段安排”最多填写 3 行"):
        save(draft, "stages", SectionInput(rows=[{"share": n} for n in range(4)]))
    assert not StageRow.rows_of(draft).exists()


def test_fields_sections_and_places_that_are_not_there_are_refused():
    draft = a_draft()
    with pytest.raises(Invalid, match="没有这些字段：name"):
        save(draft, "basics", SectionInput({"name": "甲"}))
    with pytest.raises(NotFound, match="没有这一部分"):
        save(draft, "nowhere", version=0)
    with pytest.raises(NotFound, match="没有这一类材料"):
        save(draft, "works", uploads={"budget": pdf("预算")})


def test_what_is_handed_in_is_locked_and_a_draft_is_its_applicants_alone():
    draft = a_full_draft()
    with pytest.raises(NotAllowed):
        save(draft, "basics", by="zhejiang")
    as_applicant(draft, Move.SUBMIT, now=timezone.now())
    with pytest.raises(Closed, match="内容已锁定"):
        save(draft, "basics")


def test_a_kind_without_sections_saves_none(people):
    case = application_at(Stage.DRAFT)
    with pytest.raises(NotFound, match="不分部分"):
        save_section(
            case,
            section="basics",
            given=SectionInput(),
            by=people["enterprise"],
            version=0,
        )


def test_rows_keep_their_files_when_the_table_is_saved_again():
    draft = a_full_draft()
    first, second = rows_again(draft)
    rows = [second | {"name": "乙项目（改）"}, first, work("丙项目", "丙一")]
    save(draft, "works", SectionInput(rows=rows))
    assert files_by_row(draft) == {
        "乙项目（改）": ["乙一.pdf"],
        "甲项目": ["甲一.pdf", "甲二.pdf"],
        "丙项目": ["丙一.pdf"],
    }


def test_a_row_that_goes_takes_its_files_out_of_the_content_not_of_the_record():
    draft = a_full_draft()
    first, second = rows_again(draft)
    save(draft, "works", SectionInput(rows=[second]))
    assert files_by_row(draft) == {"乙项目": ["乙一.pdf"]}
    gone = Evidence.objects.filter(slot=f"works.{first['key']}")
    assert gone.count() == 2
    assert not gone.filter(removed_at=None).exists()


def test_files_stay_where_a_save_says_nothing_of_the_rows():
    draft = a_full_draft()
    key = rows_again(draft)[1]["key"]
    save(draft, "works", uploads={str(key): pdf("乙二"), "photos": pdf("照片")})
    assert files_by_row(draft)["乙项目"] == ["乙一.pdf", "乙二.pdf"]
    assert list(files_by_row(draft)) == NAMES


def test_a_key_that_is_not_of_the_table_or_named_twice_gives_no_ones_files_away():
    draft, other = a_full_draft(), a_full_draft()
    own, foreign = rows_again(draft)[0], rows_again(other)[0]
    rows = [own, own | {"name": "重复"}, foreign | {"name": "外来"}]
    save(draft, "works", SectionInput(rows=rows))
    held = files_by_row(draft)
    assert held == {"甲项目": ["甲一.pdf", "甲二.pdf"], "重复": [], "外来": []}
    assert len(set(WorkRow.rows_of(draft).values_list("key", flat=True))) == 3
    assert files_by_row(other)["甲项目"] == ["甲一.pdf", "甲二.pdf"]


def test_only_files_of_the_section_are_taken_out_and_a_second_time_does_no_harm():
    draft = a_full_draft()
    letter = Evidence.objects.create(
        application_id=draft.pk,
        slot="letter_of_the_province",
        attachment=draft.evidence.first().attachment,
        added_by=draft.evidence.first().added_by,
    )
    charter = draft.evidence.get(slot="charter")
    save(draft, "works", removed=[charter.pk, letter.pk])
    save(draft, "works", removed=[charter.pk])
    save(draft, "basics", removed=[draft.evidence.filter(removed_at=None).first().pk])
    assert fresh(draft).evidence.filter(removed_at__isnull=False).count() == 1
    letter.refresh_from_db()
    assert letter.removed_at is None


def test_a_bad_file_is_said_at_its_row_and_nothing_is_stored():
    draft = a_full_draft()
    fake = SimpleUploadedFile("假.pdf", b"MZ")
    rows = [*rows_again(draft), {"name": "丙项目", "files": [fake]}]
    with pytest.raises(Invalid) as refused:
        save(draft, "works", SectionInput(rows=rows))
    assert refused.value.issues[0].field == "rows.3"
    assert list(files_by_row(draft)) == NAMES


def test_what_is_missing_is_said_of_fields_rows_their_files_and_places():
    draft = a_draft()
    save(draft, "works", SectionInput(rows=[{"name": "甲项目"}, work("", "乙一")]))
    found = {
        issue.field: issue.sentence
        for issue in content_issues(fresh(draft), data_of(draft), date(2027, 1, 1))
    }
    assert found == {
        "basics.goal": "请填写“目标”。",
        "basics.budget": "请填写“预算（万元）”。",
        "basics.starts_on": "请填写“开始日期”。",
        "stages": "“阶段安排”至少填写一行阶段。",
        "works.1.files": "第 1 行：请上传“合作协议”。",
        "works.2.name": "第 2 行：请填写“项目”。",
        "works.file.charter": "请上传“章程”。",
    }


def test_a_full_draft_misses_nothing():
    data = data_of(a_full_draft())
    assert issues_in(Content(OUTLINE, data, date(2027, 1, 1))) == []


def test_the_snapshot_reads_in_words_with_the_files_of_each_row():
    basics, _stages, works = present(OUTLINE, data_of(a_full_draft()))
    assert basics.facts == [
        ("目标", "三年建成"),
        ("安排", ""),
        ("预算（万元）", "120.50"),
        ("开始日期", "2027年1月1日"),
    ]
    assert works.heads == ["项目", "合作地区", "已完成"]
    assert works.rows == [["甲项目", "", "否"], ["乙项目", "", "否"]]
    held = [[file.name for file in files] for files in works.row_files]
    assert held == [["甲一.pdf", "甲二.pdf"], ["乙一.pdf"]]
    table = table_of(works)
    assert table.heads[-1] == "合作协议"
    assert table.rows[0][-1][0] == "甲一.pdf、甲二.pdf"


@pytest.mark.parametrize(
    ("amount", "dense", "wide"),
    [
        ("380.00", False, False),
        ("3,800,000.00", True, False),
        ("380,000,000.00", False, True),
        ("12,345,678,901,234.00", True, True),
    ],
)
def test_on_paper_no_amount_leaves_the_page(amount, dense, wide):
    heads = ["所属期", "项目", *(f"金额{place}" for place in range(1, 6))]
    row = ["2026年", "长" * 40, *[amount] * 5]
    table = table_of(Part("sums", "金额", heads=heads, rows=[row]))
    assert [kind for _cell, kind in table.rows[0]] == ["tight", "", *["num"] * 5]
    assert (table.is_dense, table.is_wide) == (dense, wide)


def test_after_a_return_the_rows_still_have_their_files_and_the_change_is_seen():
    now = timezone.now()
    case = submitted(a_full_draft(), Stage.PROVINCIAL_REVIEW, now)
    before = case.submissions.get().data
    decide(case, Move.SEND_BACK, now=now + timedelta(hours=1))
    draft = fresh(case)
    rows = rows_again(draft)
    rows[1] |= {"files": [pdf("乙二")]}
    save(draft, "works", SectionInput(rows=rows), now=now + timedelta(hours=2))
    as_applicant(fresh(case), Move.SUBMIT, now=now + timedelta(hours=3))
    after = case.submissions.last().data
    (works,) = [
        part
        for part in compare(present(OUTLINE, before), present(OUTLINE, after)).parts
        if part.key == "works"
    ]
    assert [row.state for row in works.rows] == [Difference.SAME, Difference.CHANGED]
    assert [(f.label, f.state, f.after.name) for f in works.rows[1].files] == [
        ("合作协议", Difference.SAME, "乙一.pdf"),
        ("合作协议", Difference.ADDED, "乙二.pdf"),
    ]
