"""The pages of a case's history: versions side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.tasks import run_job
from tests.factories.reading import text
from tests.factories.workflow import application_at, as_applicant
from tests.workflow.testkind.models import TestApplication
from workflow.choices import Move, Stage

pytestmark = pytest.mark.django_db


def again(case, goal, now):
    """Submitted once more with another goal."""
    TestApplication.objects.filter(pk=case.pk).update(goal=goal)
    return as_applicant(case, Move.SUBMIT, now=now)


@pytest.fixture
def case():
    """Returned and handed in again."""
    now = timezone.now()
    returned = application_at(Stage.RETURNED, now=now)
    return again(returned, "两年建成<b>", now + timedelta(hours=1))


def page(client, case, **query):
    return client.get(reverse("workflow:compare", args=[case.pk]), query)


def test_the_last_two_versions_stand_side_by_side_at_first(client_as, case):
    answer = page(client_as("zhejiang"), case)
    assert (answer.context["before"].number, answer.context["after"].number) == (1, 2)
    assert "共 <strong>1</strong> 处不同" in text(answer)
    assert "【删除】</span>三<span" in text(answer)
    assert "&lt;b&gt;" in text(answer)
    assert "<b>" not in text(answer)


def test_only_what_differs_is_shown_where_asked(client_as, case):
    client = client_as("zhejiang")
    assert case.title in text(page(client, case)).split("compare-part")[1]
    shorter = text(page(client, case, a=1, b=2, only="on"))
    assert case.title not in shorter.split("compare-part")[1]


def test_the_same_version_twice_is_the_same(client_as, case):
    assert "内容完全相同。" in text(page(client_as("zhejiang"), case, a=2, b=2))


@pytest.mark.parametrize("asked", ["9", "abc", "0"])
def test_a_version_that_does_not_exist_is_told_at_its_field(client_as, case, asked):
    answer = page(client_as("zhejiang"), case, a=asked, b=2)
    assert answer.status_code == 200
    assert "comparison" not in answer.context
    assert answer.context["form"].errors["a"]


def test_one_submission_alone_has_nothing_to_be_compared_with(client_as):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    client = client_as("zhejiang")
    assert "只有一次提交" in text(page(client, case))
    assert "compare/" not in text(client.get(case.get_absolute_url()))


def test_the_case_leads_to_the_comparison(client_as, case):
    url = reverse("workflow:compare", args=[case.pk])
    assert url in text(client_as("enterprise").get(case.get_absolute_url()))


def api_of(client, case, what, **query):
    return client.get(f"/api/v1/applications/{case.pk}/{what}/", query)


def test_the_api_compares_the_same(api_as, case):
    client = api_as("zhejiang")
    found = api_of(client, case, "compare", a=1, b=2, only="true").json()
    assert found["differences"] == 1
    (part,) = found["parts"]
    (fact,) = part["facts"]
    assert (fact["label"], fact["state"]) == ("目标", "changed")
    assert (fact["before"], fact["after"]) == ("三年建成", "两年建成<b>")
    both = api_of(client, case, "compare").json()
    assert len(both["parts"][0]["facts"]) == 2
    wrong = api_of(client, case, "compare", a=9, b=2)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "a"


def test_the_api_tells_the_timeline_page_by_page(api_as, case):
    client = api_as("enterprise")
    found = api_of(client, case, "timeline", kind="decision").json()
    assert (
        found["count"]
        == len(found["results"])
        == case.steps.filter(action="move").count()
    )
    assert found["results"][0]["title"].startswith("提交：")
    assert found["results"][0]["hash"] == case.steps.last().hash
    messages = api_of(client, case, "timeline", kind="message").json()["results"]
    assert {entry["hash"] for entry in messages} == {None}
    assert api_of(client, case, "timeline", kind="x").status_code == 422


def test_the_api_has_an_archive_made(api_as, case, monkeypatch):
    monkeypatch.setattr(run_job, "delay", lambda number: None)
    answer = api_as("zhejiang").post(f"/api/v1/applications/{case.pk}/archive/")
    assert answer.status_code == 202
    assert answer.json()["kind"] == "case_archive"
