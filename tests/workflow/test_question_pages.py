"""The pages and resources of questions, and of late exceptions."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cities.demo_content import one_page_pdf
from regions.calendar import local_day
from tests.factories.workflow import an_open_round, application_at
from workflow.choices import QuestionState, Stage
from workflow.models import Application, LateException, Question
from workflow.services import ask_question, close_round

pytestmark = pytest.mark.django_db
WORDS = "已暂停计时：等待申报单位答复第1号补正通知"


def url(name, *args):
    return reverse(f"workflow:{name}", args=args)


@pytest.fixture
def case():
    return application_at(Stage.PROVINCIAL_REVIEW)


@pytest.fixture
def asked(case, user_as):
    return ask_question(case, items=[("goal", "请说明依据")], by=user_as("zhejiang"))


def test_a_question_is_asked_on_its_page_line_by_line(case, client_as):
    client, page = client_as("zhejiang"), url("question-ask", case.pk)
    lines = {"items.0": "", "items.2": "请补充", "place.2": "tasks"}
    more = client.post(page, lines | {"add_row": "1"}).content.decode()
    assert more.count("<legend>第") == 4
    # A line left out in between is no point of the question.
    assert 'name="items.0"' in more
    assert "请补充</textarea>" in more
    wrong = client.post(page, {"items.0": "", "place.0": "goal"})
    assert wrong.status_code == 422
    assert "第1项：请写明需要说明或补充的内容。" in wrong.content.decode()
    late = client.post(page, {"items.0": "请说明", "due": "2020-01-01"})
    assert "答复期限应晚于今日。" in late.content.decode()
    assert client.post(page, lines | {"version": case.version}).status_code == 302
    item = Question.objects.get().items.get()
    assert (item.label, item.sentence) == ("任务", "请补充")


def test_case_and_desk_say_that_the_clock_stands_still(asked, client_as):
    case = asked.application
    for name in ("zhejiang", "enterprise", "ndrc"):
        assert WORDS in client_as(name).get(case.get_absolute_url()).content.decode()
    desk = client_as("zhejiang").get(url("desk"), {"tab": "all", "late": "paused"})
    assert desk.context["count"] == 1
    assert WORDS in desk.content.decode()
    waiting = client_as("enterprise").get(url("desk")).content.decode()
    assert case.title in waiting


def test_the_desk_finds_what_is_soon_due(case, client_as, clock):
    case.refresh_from_db()
    clock.move_to(case.remind_at - timedelta(seconds=1))
    soon = {"tab": "all", "late": "soon"}
    assert client_as("zhejiang").get(url("desk"), soon).context["count"] == 0
    clock.move_to(case.remind_at)
    page = client_as("zhejiang").get(url("desk"), soon)
    assert page.context["count"] == 1
    assert '<span class="soon">剩余' in page.content.decode()
    clock.move_to(case.due_at + timedelta(seconds=1))
    assert client_as("zhejiang").get(url("desk"), soon).context["count"] == 0
    late = client_as("zhejiang").get(url("desk"), {"tab": "all", "late": "1"})
    assert late.context["count"] == 1


def test_an_answer_saves_itself_and_is_handed_in_whole(asked, client_as):
    client, page = client_as("enterprise"), url("question-answer", asked.pk)
    key = asked.items.get().pk
    assert "三年建成" in client.get(page).content.decode()
    typed = {f"answer_{key}": "依据如下", "version": 1}
    saved = client.post(page, typed, headers={"X-Autosave": "1"})
    assert saved.json()["fields"] == {"version": "2"}
    stale = client.post(page, typed | {f"answer_{key}": "另一稿"})
    assert stale.status_code == 409
    shown = stale.content.decode()
    assert "系统中的现有答复" in shown
    assert "依据如下" in shown
    assert "另一稿</textarea>" in shown
    over = client.post(page, typed | {f"answer_{key}": "另一稿", "overwrite": "2"})
    assert over.status_code == 302
    empty = client.post(page, {f"answer_{key}": " ", "version": 3, "submit": "1"})
    assert empty.status_code == 422
    assert "请答复第1项。" in empty.content.decode()
    file = SimpleUploadedFile("说明.pdf", one_page_pdf())
    last = {f"answer_{key}": "最后一稿", f"file_{key}": [file], "version": 3}
    assert client.post(page, last | {"submit": "1"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == QuestionState.ANSWERED
    read = client_as("zhejiang").get(asked.get_absolute_url()).content.decode()
    for words in ("三年建成", "最后一稿", "说明.pdf"):
        assert words in read
    assert client.get(page).status_code == 403


def test_what_is_not_handed_in_is_not_read_by_others(asked, client_as, api_as):
    key = asked.items.get().pk
    client = client_as("enterprise")
    client.post(
        url("question-answer", asked.pk), {f"answer_{key}": "草稿", "version": 1}
    )
    assert "草稿" in client.get(asked.get_absolute_url()).content.decode()
    resource = reverse("api:question-detail", args=[asked.pk])
    assert api_as("enterprise").get(resource).json()["items"][0]["answer"] == "草稿"
    for name in ("zhejiang", "ndrc", "hangzhou"):
        page = client_as(name).get(asked.get_absolute_url()).content.decode()
        assert "草稿" not in page
        assert api_as(name).get(resource).json()["items"][0]["answer"] == ""


def test_a_question_is_withdrawn_on_its_page(asked, client_as):
    client, page = client_as("zhejiang"), url("question-withdraw", asked.pk)
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "已查明"}).status_code == 302
    assert "已撤销" in client.get(asked.get_absolute_url()).content.decode()


def test_a_question_runs_through_the_api(case, api_as):
    given = {
        "application": case.pk,
        "items": [{"field": "goal", "sentence": "请说明"}],
        "version": case.version,
    }
    made = api_as("zhejiang").post(reverse("api:question-list"), given, format="json")
    assert made.status_code == 201
    question = made.json()
    assert question["items"][0]["old_text"] == "三年建成"
    again = api_as("zhejiang").post(reverse("api:question-list"), given, format="json")
    assert again.status_code == 409
    row = api_as("zhejiang").get(reverse("api:application-detail", args=[case.pk]))
    assert row.json()["paused"] == WORDS
    item, mine = question["items"][0]["id"], api_as("enterprise")
    files = reverse("api:question-files", args=[question["id"]])
    upload = SimpleUploadedFile("说明.pdf", one_page_pdf())
    added = mine.post(files, {"item": item, "file": upload}, format="multipart")
    assert added.status_code == 201
    held = added.json()["items"][0]["files"][0]
    assert held["name"] == "说明.pdf"
    gone = reverse("api:question-remove-file", args=[question["id"], held["id"]])
    assert mine.delete(gone).json()["items"][0]["files"] == []
    submit = reverse("api:question-submit", args=[question["id"]])
    short = mine.post(submit, {"answers": []}, format="json")
    assert short.status_code == 422
    assert short.json()["errors"][0]["field"] == f"answer_{item}"
    answers = {"answers": [{"item": item, "answer": "说明如下"}]}
    assert mine.post(submit, answers, format="json").json()["state"] == "answered"
    assert Application.objects.get(pk=case.pk).paused_at is None


def test_exceptions_are_granted_and_revoked_under_their_round(client_as, user_as):
    a_round = an_open_round()
    lead = client_as("ndrc_lead")
    granting = url("exception-grant", a_round.pk)
    until = local_day(timezone.now()) + timedelta(days=3)
    name = "示例钱塘智造有限公司（演示）"
    given = {"applicant": name, "until": until.isoformat(), "reason": "因灾延误"}
    assert lead.post(granting, given).status_code == 409
    assert "准予逾期申报" not in lead.get(a_round.get_absolute_url()).content.decode()
    close_round(a_round, by=user_as("ndrc_lead"))
    assert "准予逾期申报" in lead.get(a_round.get_absolute_url()).content.decode()
    for field, (typed, words) in {
        "applicant": ("不存在的单位", "没有找到“不存在的单位”"),
        "until": ("2020-01-01", "不能早于今日"),
        "reason": ("", "请填写理由"),
    }.items():
        refused = lead.post(granting, given | {field: typed})
        assert words in refused.content.decode()
    assert lead.post(granting, given).status_code == 302
    listed = lead.get(url("exceptions", a_round.pk)).content.decode()
    assert name in listed
    assert "有效" in listed
    row = LateException.objects.get()
    revoking = url("exception-revoke", row.pk)
    assert lead.post(revoking, {"reason": "误批"}).status_code == 302
    assert "误批" in lead.get(url("exceptions", a_round.pk)).content.decode()
