"""Pages and API that a kind gets for its sections by naming its addresses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cities.demo_content import one_page_pdf
from tests.factories.drafted import (
    a_draft,
    a_full_draft,
    files_by_row,
    rows_again,
    save,
    version_of,
)
from tests.factories.reading import text
from tests.factories.workflow import decide, submitted
from tests.workflow.testkind.models import DraftedApplication, StageRow, WorkRow
from ui.refusals import Issue
from workflow.choices import Move, Stage
from workflow.services import SectionInput, advance

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.workflow.testkind.urls"),
]
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def _people(people):
    """Reference data and people."""


@pytest.fixture
def client(client_as):
    """The applicant's."""
    return client_as("enterprise")


def url_of(draft, section):
    return reverse("drafted:section", args=[draft.pk, section])


def upload(name):
    return SimpleUploadedFile(f"{name}.pdf", one_page_pdf(), "application/pdf")


def works_post(draft, **changes):
    """The works as the page shows them, with a spare row."""
    rows = rows_again(draft)
    data = {
        "version": version_of(draft, "works"),
        "rows-TOTAL_FORMS": len(rows) + 1,
        "rows-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-key": str(row["key"])}
        data |= {f"rows-{number}-name": row["name"]}
    return data | changes


def test_the_overview_leads_to_every_section_and_to_what_is_missing(client):
    draft = a_draft()
    page = text(client.get(reverse("drafted:edit", args=[draft.pk])))
    for section in ("basics", "stages", "works"):
        assert url_of(draft, section) in page
    assert f"{url_of(draft, 'basics')}#id_goal" in page
    assert reverse("drafted:submit", args=[draft.pk]) in page
    assert reverse("drafted:print", args=[draft.pk]) in page


def test_a_section_that_is_not_there_is_not_found_and_a_strangers_draft_neither(
    client, client_as
):
    draft = a_draft()
    assert client.get(url_of(draft, "nowhere")).status_code == 404
    url = url_of(draft, "basics")
    assert client_as("enterprise_ningbo").get(url).status_code == 404


def test_each_row_shows_its_files_and_takes_new_ones(client):
    draft = a_full_draft()
    page = text(client.get(url_of(draft, "works")))
    assert "甲一.pdf" in page
    assert 'name="rows-2-files"' in page
    assert 'enctype="multipart/form-data"' in page
    data = works_post(
        draft, **{"rows-2-name": "丙项目", "rows-2-files": upload("丙一")}
    )
    data["rows-0-files"] = upload("甲三")
    answer = client.post(url_of(draft, "works"), data, follow=True)
    assert "已保存" in text(answer)
    assert files_by_row(draft) == {
        "甲项目": ["甲一.pdf", "甲二.pdf", "甲三.pdf"],
        "乙项目": ["乙一.pdf"],
        "丙项目": ["丙一.pdf"],
    }


def test_a_file_alone_makes_a_row(client):
    draft = a_full_draft()
    data = works_post(draft, **{"rows-2-files": upload("丙一")})
    client.post(url_of(draft, "works"), data)
    assert files_by_row(draft)[""] == ["丙一.pdf"]


def test_a_bad_file_is_said_at_its_row_and_what_was_typed_stays(client):
    draft = a_full_draft()
    bad = SimpleUploadedFile("假.pdf", b"MZ")
    data = works_post(draft, **{"rows-2-name": "丙项目", "rows-2-files": bad})
    answer = client.post(url_of(draft, "works"), data)
    assert answer.status_code == 422
    page = text(answer)
    assert "第 3 行上传合作协议：" in page
    assert 'id="id_rows-2-files-error"' in page
    assert "丙项目" in page
    assert "甲一.pdf" in page
    assert WorkRow.rows_of(draft).count() == 2


def test_one_more_row_keeps_keys_and_files_and_saves_nothing(client):
    draft = a_full_draft()
    data = works_post(draft, add_row="1", **{"rows-0-name": "改过的名称"})
    page = text(client.post(url_of(draft, "works"), data))
    assert "rows-3-name" in page
    assert "改过的名称" in page
    assert "甲一.pdf" in page
    assert str(rows_again(draft)[0]["key"]) in page
    assert list(files_by_row(draft)) == ["甲项目", "乙项目"]


def test_a_ticked_row_goes_with_its_files_and_an_emptied_one_with_files_stays(client):
    draft = a_full_draft()
    data = works_post(draft, **{"rows-0-DELETE": "on", "rows-1-name": ""})
    client.post(url_of(draft, "works"), data)
    assert files_by_row(draft) == {"": ["乙一.pdf"]}


def test_a_save_in_the_background_takes_no_files_away(client):
    draft = a_full_draft()
    charter = draft.evidence.get(slot="charter").pk
    data = works_post(draft, **{"rows-0-DELETE": "on", "rows-1-name": ""})
    data["remove_file"] = charter
    for _again in range(2):
        answer = client.post(url_of(draft, "works"), data, headers=AUTOSAVE)
        assert answer.status_code == 200
        data["version"] = answer.json()["fields"]["version"]
    assert files_by_row(draft) == {
        "甲项目": ["甲一.pdf", "甲二.pdf"],
        "": ["乙一.pdf"],
    }
    assert draft.evidence.get(pk=charter).removed_at is None
    client.post(url_of(draft, "works"), data)
    assert files_by_row(draft) == {"": ["乙一.pdf"]}
    assert draft.evidence.get(pk=charter).removed_at is not None


def test_a_stale_save_shows_what_stands_and_may_be_repeated(client):
    draft = a_full_draft()
    data = works_post(draft, **{"rows-0-name": "我的名称"})
    rows = rows_again(draft)
    rows[0]["name"] = "同事的名称"
    save(draft, "works", SectionInput(rows=rows))
    answer = client.post(url_of(draft, "works"), data)
    assert answer.status_code == 409
    assert "同事的名称" in text(answer)
    assert "我的名称" in text(answer)
    again = data | {"overwrite": str(version_of(draft, "works"))}
    assert client.post(url_of(draft, "works"), again).status_code == 302
    held = files_by_row(draft)
    assert held == {"我的名称": ["甲一.pdf", "甲二.pdf"], "乙项目": ["乙一.pdf"]}


def test_too_many_rows_are_said_on_the_page(client):
    draft = a_draft()
    data = {"version": 0, "rows-TOTAL_FORMS": 4, "rows-INITIAL_FORMS": 0}
    data |= {f"rows-{number}-share": "10" for number in range(4)}
    answer = client.post(url_of(draft, "stages"), data)
    assert answer.status_code == 422
    assert "最多" in text(answer)
    assert not StageRow.rows_of(draft).exists()


def test_a_place_is_found_by_its_name_and_offered_in_a_list(client):
    draft = a_full_draft()
    page = text(client.get(url_of(draft, "works")))
    assert '<datalist id="places">' in page
    assert "<datalist" not in text(client.get(url_of(draft, "stages")))
    data = works_post(draft, **{"rows-0-partner": "四川省南充市", "rows-1-done": "on"})
    client.post(url_of(draft, "works"), data)
    first, second = WorkRow.rows_of(draft)
    assert (first.partner.code, second.done) == ("511300", True)


def test_reasons_of_a_return_stand_at_their_field_and_on_the_overview(client, people):
    case = submitted(a_full_draft(), Stage.PROVINCIAL_REVIEW, timezone.now())
    reasons = [Issue("basics.goal", "目标不够具体。")]
    for name in ("zhejiang", "zhejiang_lead"):
        words = {"note": "请修改。", "remarks": reasons}
        advance(case, Move.SEND_BACK, by=people[name], **words)
    page = text(client.get(url_of(case, "basics")))
    assert "退回意见：目标不够具体。" in page
    page = text(client.get(reverse("drafted:edit", args=[case.pk])))
    assert "目标不够具体。" in page


def test_what_is_missing_bars_the_submission_and_a_full_draft_is_handed_in(client):
    draft = a_draft()
    page = text(client.get(reverse("drafted:submit", args=[draft.pk])))
    assert "请填写“目标”。" in page
    assert "确认提交" not in page
    full = a_full_draft()
    url = reverse("drafted:submit", args=[full.pk])
    assert "确认提交" in text(client.get(url))
    client.post(url, {"version": full.version})
    assert DraftedApplication.objects.get(pk=full.pk).stage == Stage.PROVINCIAL_REVIEW


def test_on_paper_stand_the_names_of_the_files(client):
    page = text(client.get(reverse("drafted:print", args=[a_full_draft().pk])))
    assert "一、基本情况" in page
    assert "甲一.pdf、甲二.pdf" in page


def test_the_reviewer_reads_the_submission_with_its_files(client_as):
    now = timezone.now()
    case = submitted(a_full_draft(), Stage.PROVINCIAL_REVIEW, now)
    decide(case, Move.SEND_BACK, now=now)
    save(case, "basics", SectionInput({"goal": "尚未提交"}))
    url = reverse("workflow:submission", args=[case.pk, 1])
    page = text(client_as("zhejiang").get(url))
    assert "甲一.pdf" in page
    assert "尚未提交" not in page


# The API


def section_api(draft, section="works"):
    return f"/api/test/drafted/{draft.pk}/sections/{section}/"


def test_a_section_is_read_and_written_with_its_version(api_as):
    draft = a_full_draft()
    api = api_as("enterprise")
    read = api.get(section_api(draft)).json()
    assert (read["key"], read["label"], read["version"]) == ("works", "合作项目", 1)
    rows = read["content"]["rows"]
    rows[0]["name"] = "甲项目（改）"
    body = {
        "version": 1,
        "rows": rows,
        "remove_files": [rows[1]["files"][0]["evidence"]],
    }
    done = api.put(section_api(draft), body, format="json").json()
    assert done["version"] == 2
    assert files_by_row(draft) == {
        "甲项目（改）": ["甲一.pdf", "甲二.pdf"],
        "乙项目": [],
    }
    assert [issue["field"] for issue in done["issues"]] == ["works.2.files"]
    stale = api.put(section_api(draft), body, format="json")
    assert stale.status_code == 409


def test_a_row_takes_a_file_by_its_key(api_as):
    draft = a_full_draft()
    api = api_as("enterprise")
    url = f"/api/test/drafted/{draft.pk}/evidence/"
    slot = f"works.{rows_again(draft)[1]['key']}"
    done = api.post(url, {"slot": slot, "version": 1, "file": upload("乙二")})
    assert done.status_code == 201
    assert files_by_row(draft)["乙项目"] == ["乙一.pdf", "乙二.pdf"]
    bad = SimpleUploadedFile("假.pdf", b"MZ")
    refused = api.post(url, {"slot": slot, "version": 2, "file": bad})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "file"


@pytest.mark.parametrize(
    ("slot", "code"), [("works.1", 404), ("stages.1", 422), ("nowhere", 422)]
)
def test_a_file_for_no_place_is_refused(api_as, slot, code):
    draft = a_full_draft()
    body = {"slot": slot, "version": 1, "file": upload("丙")}
    url = f"/api/test/drafted/{draft.pk}/evidence/"
    assert api_as("enterprise").post(url, body).status_code == code


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"version": 1, "rows": [{"key": "x"}]}, "works.1.key"),
        ({"version": 1, "rows": [{"share": 1}]}, "works.1.share"),
        ({"version": 1, "fields": {"goal": "x"}}, "works.goal"),
        ({"version": 1, "remove_files": ["x"]}, "remove_files"),
        ({"rows": []}, "works"),
    ],
)
def test_what_a_section_cannot_take_is_said_at_its_path(api_as, body, field):
    draft = a_full_draft()
    answer = api_as("enterprise").put(section_api(draft), body, format="json")
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_others_read_what_was_handed_in_and_write_nothing(api_as):
    case = submitted(a_full_draft(), Stage.PROVINCIAL_REVIEW, timezone.now())
    api = api_as("zhejiang")
    assert api.get(section_api(case)).json()["content"]["rows"][0]["name"] == "甲项目"
    body = {"version": 1, "rows": []}
    assert api.put(section_api(case), body, format="json").status_code == 409
    assert api_as("enterprise_ningbo").get(section_api(case)).status_code == 404
    assert api.get(section_api(case, "nowhere")).status_code == 404
