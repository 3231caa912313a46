import json
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import Client, RequestFactory

from tests.ui.gallery import NoteFormPage
from ui import nav
from ui.middleware import HtmxAnswerMiddleware
from ui.nav import Item
from ui.refusals import NotAllowed, Verdict
from ui.views import FormPage, Page

TEMPLATES = Path("templates")
pytestmark = pytest.mark.usefixtures("gallery")
GOOD = {
    "name": "喆堃翀项目",
    "amount": "1250",
    "due": "2026-06-30",
    "kind": "a",
    "measures": "举措",
    "promise": "on",
}


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/", "/detail/", "/form/", "/section/", "/job/"])
def test_a_page_stands_in_its_frame(client, path):
    html = client.get(path).content.decode()
    assert "当前位置：" in html
    assert 'href="#content"' in html
    assert "浙江省发展和改革委员会" in html
    assert "style=" not in html


def test_a_visitor_sees_the_public_frame(client):
    html = client.get("/front/").content.decode()
    assert 'aria-label="网站栏目"' in html
    assert "side-fold" not in html


@pytest.mark.parametrize("shown", [True, False])
def test_only_a_demonstration_says_that_it_is_one(client, settings, shown):
    settings.DEMONSTRATION = shown
    html = client.get("/front/").content.decode()
    assert ("并非政府网站" in html) is shown


def test_a_form_with_mistakes_comes_back_with_what_was_typed(client):
    answer = client.post("/form/", {**GOOD, "amount": "很多"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "喆堃翀项目" in html
    assert 'href="#id_amount"' in html
    assert 'aria-describedby="id_amount-error"' in html


def test_a_refusal_of_the_service_keeps_its_status_and_the_text(client):
    answer = client.post("/form/", {**GOOD, "name": "被改", "measures": "很长的举措"})
    assert answer.status_code == 409
    assert "很长的举措" in answer.content.decode()
    assert "已被他人修改" in answer.content.decode()


def test_an_issue_of_a_refusal_stands_at_its_field(client):
    answer = client.post("/form/", {**GOOD, "name": "已关闭"})
    assert answer.status_code == 422
    assert 'id="id_due-error"' in answer.content.decode()


def test_after_success_the_user_is_led_on_and_told(client):
    answer = client.post("/form/", GOOD, follow=True)
    assert answer.redirect_chain == [("/form/", 302)]
    assert "已保存。" in answer.content.decode()


def test_a_section_saves_itself_in_json(client):
    answer = client.post("/section/", GOOD, headers={"X-Autosave": "1"})
    assert answer.json()["fields"] == {"version": "5"}
    assert answer.json()["saved_at"].count(":") == 2


@pytest.mark.parametrize(("name", "status"), [("被改", 409), ("城市😀", 422)])
def test_a_section_that_cannot_be_saved_says_why_in_json(client, name, status):
    sent = {**GOOD, "name": name}
    answer = client.post("/section/", sent, headers={"X-Autosave": "1"})
    assert answer.status_code == status
    told = answer.json()
    assert told.get("sentence") or told["errors"][0]["sentence"]


def test_the_next_section_follows_where_it_was_asked_for(client):
    assert client.post("/section/", {**GOOD, "next": "1"})["Location"] == "/section/"


def test_an_action_asks_first_and_needs_its_reason(client):
    assert "退回申报单位修改吗" in client.get("/action/").content.decode()
    answer = client.post("/action/", {"note": " "})
    assert answer.status_code == 422
    assert "请填写退回理由。" in answer.content.decode()
    assert client.post("/action/", {"note": "材料不全"})["Location"] == "/"


def test_htmx_gets_the_progress_alone(client):
    html = client.get("/job/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert 'hx-trigger="every 2s"' in html


def test_a_refusal_out_of_a_view_is_a_page_with_its_sentence(client):
    answer = client.get("/refuse/")
    assert answer.status_code == 409
    assert "该申报已由他人办结" in answer.content.decode()
    assert "阶段已变化。" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [("/nowhere/", 404, "没有找到该页面"), ("/broken/", 500, "系统出错了")],
)
def test_errors_have_their_pages(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_form_without_its_token_shows_what_was_typed(settings):
    settings.CSRF_FAILURE_VIEW = "ui.errors.csrf_failure"
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/form/", {"measures": "写了很久的举措"})
    assert answer.status_code == 403
    assert "写了很久的举措" in answer.content.decode()


def test_signed_out_in_mid_form_the_text_is_shown(rf):
    request = rf.post("/x/", {"note": "写了很久", "csrfmiddlewaretoken": "t"})
    request.user = AnonymousUser()
    answer = FormPage.as_view()(request)
    assert answer.status_code == 401
    assert "写了很久" in answer.content.decode()
    assert "next=/x/" in answer.content.decode()


def test_a_visitor_is_sent_to_the_sign_in_and_back(rf):
    request = rf.get("/x/?page=2")
    request.user = AnonymousUser()
    answer = Page.as_view()(request)
    assert answer["Location"] == "/accounts/sign-in/?next=/x/%3Fpage%3D2"


def test_a_closed_page_says_why(rf):
    class Closed(NoteFormPage):
        def allow(self):
            return Verdict.no("仅省级负责人可以办理。")

    with pytest.raises(NotAllowed) as refused:
        Closed.as_view()(rf.get("/"))
    assert refused.value.sentence == "仅省级负责人可以办理。"


def answer_of(response, **headers):
    request = RequestFactory().get("/part/", headers=headers)
    request._messages = []
    return HtmxAnswerMiddleware(lambda _: response)(request)


def test_htmx_is_sent_to_the_sign_in_and_back_to_its_page():
    response = HttpResponseRedirect("/accounts/sign-in/?next=/part/")
    page = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?page=2"}
    answer = answer_of(response, **page)
    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith(
        "next=http%3A%2F%2Ftestserver%2Fdesk%2F%3Fpage%3D2"
    )


def test_another_site_is_no_place_to_come_back_to():
    response = HttpResponseRedirect("/accounts/sign-in/")
    page = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/"}
    assert answer_of(response, **page)["HX-Redirect"] == "/accounts/sign-in/"


def test_an_expired_session_tells_the_autosave():
    response = HttpResponseRedirect("/accounts/sign-in/?next=/x/")
    answer = answer_of(response, **{"X-Autosave": "1"})
    assert answer.status_code == 401
    assert json.loads(answer.content) == {"code": "signed-out"}


def test_a_plain_answer_stays_as_it_is():
    response = HttpResponse("x")
    assert answer_of(response) is response


def test_the_navigation_shows_what_the_user_may_open_and_where_he_is():
    shown = [
        Item("首页", "home", order=1),
        Item("列表", "list", show=lambda user: user == "reviewer"),
        Item("表单", "form", show=lambda user: False),
        Item("走失", "no-such-name"),
    ]
    found = nav.entries(shown, "reviewer", "/list/7/")
    assert [(entry.label, entry.current) for entry in found] == [
        ("首页", False),
        ("列表", True),
    ]


def test_text_from_users_is_escaped_in_every_component():
    evil = "<script>alert(1)</script>"
    html = render(
        "{% badge x %}{% figure x x unit=x note=x %}{% empty x %}{% facts rows %}"
        "{% timeline log %}{% files files %}{% comparison heads cells %}{% tabs tabs %}"
        "{% crumbs crumbs %}{% stacked segments %}{% progress 5 x %}"
        "{% icon 'home' x %}",
        x=evil,
        rows=[(evil, evil)],
        log=[{"title": evil, "by": evil, "note": evil}],
        files=[{"name": evil, "url": "/", "note": evil}],
        heads=[evil],
        cells=[(evil, [evil])],
        tabs=[(evil, "/", True)],
        crumbs=[(evil, None)],
        segments=[{"label": evil, "value": 1}],
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_query_string_keeps_what_it_is_not_asked_to_change(rf):
    context = Context({"request": rf.get("/?stage=a&stage=b&page=3")})
    source = "{% load ui %}{% autoescape off %}{% qs page=4 %}{% endautoescape %}"
    assert Template(source).render(context) == "?stage=a&stage=b&page=4"


def test_every_template_of_a_component_states_its_contract():
    from_disk = [
        *TEMPLATES.glob("components/*.html"),
        *TEMPLATES.glob("generic/*.html"),
    ]
    assert len(from_disk) > 20
    for path in from_disk:
        assert "Context" in path.read_text(), path.name
