"""From case to case within the list a reviewer came from, and back to it."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.drafted import a_full_draft
from tests.factories.reading import user
from tests.factories.workflow import an_open_round, application_at, as_applicant, decide
from tests.workflow.testkind.models import TestApplication
from workflow.choices import Move, Stage
from workflow.content import Tally, files_in
from workflow.models import Application
from workflow.services import advance, tally_of

pytestmark = pytest.mark.django_db
DESK = "/desk/?tab=waiting"


@pytest.fixture
def cases(people):
    """Three that wait for Zhejiang, the first due first."""
    a_round = an_open_round()
    made = [
        application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=f"第{n}件")
        for n in range(3)
    ]
    for n, case in enumerate(made):
        due = timezone.now() + timedelta(days=n + 5)
        Application.objects.filter(pk=case.pk).update(due_at=due)
    return made


def opened(client, case, address=DESK, **more):
    url = f"{case.get_absolute_url()}?{urlencode({'in': address, **more})}"
    return client.get(url)


def names(page):
    beside = page.context["beside"]
    return [case and case.title for case in (beside.previous, beside.next)]


def test_the_list_sends_its_filter_along(cases, client_as):
    asked = {"tab": "waiting", "q": "第", "page": "1"}
    page = client_as("zhejiang").get(reverse("workflow:desk"), asked)
    wanted = urlencode({"in": f"/desk/?{urlencode({'tab': 'waiting', 'q': '第'})}"})
    assert f'href="{cases[0].get_absolute_url()}?{wanted}"' in page.content.decode()


def test_the_case_knows_what_comes_before_and_after(cases, client_as):
    client = client_as("zhejiang")
    assert names(opened(client, cases[0])) == [None, "第1件"]
    assert names(opened(client, cases[1])) == ["第0件", "第2件"]
    page = opened(client, cases[2])
    assert names(page) == ["第1件", None]
    html = page.content.decode()
    assert "已是最后一件" in html
    assert 'href="/desk/?tab=waiting">返回“工作台”' in html


def test_sorting_and_filter_are_those_of_the_list(cases, client_as):
    client = client_as("zhejiang")
    assert names(opened(client, cases[1], DESK + "&sort=-title")) == ["第2件", "第0件"]
    assert names(opened(client, cases[0], DESK + "&q=第2")) == [None, "第2件"]
    assert names(opened(client, cases[0], DESK + "&stage=nonsense")) == [None, None]


def test_links_go_on_in_the_same_list(cases, client_as):
    client = client_as("zhejiang")
    beside = opened(client, cases[0]).context["beside"]
    parts = urlsplit(beside.next_url)
    assert parts.path == cases[1].get_absolute_url()
    assert parse_qs(parts.query) == {"in": [DESK]}
    assert names(client.get(beside.next_url)) == ["第0件", "第2件"]


def test_after_an_act_the_next_is_still_the_next(cases, client_as):
    client, case = client_as("zhejiang"), cases[1]
    page = opened(client, case)
    version = Application.objects.get(pk=case.pk).version
    data = {"move": "approve", "version": version, "in": DESK, "next": cases[2].pk}
    assert f'name="next" value="{cases[2].pk}"' in page.content.decode()
    answer = client.post(reverse("workflow:move", args=[case.pk]), data, follow=True)
    assert "已提出“同意”意见" in answer.content.decode()
    assert names(answer) == ["第0件", "第2件"]


def test_taking_a_case_stays_in_the_list(cases, client_as):
    client, case = client_as("zhejiang"), cases[0]
    html = opened(client, case).content.decode()
    url = reverse("workflow:handling", args=[case.pk])
    kept = f"in={quote(DESK, safe='')}&amp;next={cases[1].pk}"
    assert f'href="{url}?{kept}"' in html
    version = Application.objects.get(pk=case.pk).version
    data = {"act": "take", "version": version}
    answer = client.post(f"{url}?{kept.replace('amp;', '')}", data, follow=True)
    assert "您已接办该事项" in answer.content.decode()
    assert names(answer) == [None, "第1件"]


def test_a_refused_act_stays_in_the_list(cases, client_as):
    client, case = client_as("zhejiang"), cases[0]
    data = {"move": "reject", "version": "1", "in": DESK, "next": cases[1].pk}
    answer = client.post(reverse("workflow:move", args=[case.pk]), data)
    assert answer.status_code in (409, 422)
    assert names(answer) == [None, "第1件"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk",
        "https://evil.example/desk/",
        "//evil.example/desk/",
        "//[",
        "/desk/#x",
        "/nowhere/",
        "/notices/",
        "/desk/" + "x" * 3000,
        "/\0",
    ],
)
def test_what_is_no_list_to_walk_is_left_alone(cases, client_as, address):
    page = opened(client_as("zhejiang"), cases[0], address)
    assert page.status_code == 200
    assert page.context["beside"] is None


@pytest.mark.parametrize("following", ["0", "x", "9" * 30, "²"])
def test_a_made_up_next_is_not_believed(cases, client_as, following):
    page = opened(client_as("zhejiang"), cases[0], next=following)
    assert names(page) == [None, "第1件"]


def test_each_walks_only_what_he_may_see(cases, client_as):
    other = application_at(
        Stage.PROVINCIAL_REVIEW, round=cases[0].round, title="另一件"
    )
    Application.objects.filter(pk=other.pk).update(managing_unit="510000")
    client = client_as("zhejiang")
    everything = "/desk/?tab=all&sort=title"
    titles, url = [], f"{cases[0].get_absolute_url()}?{urlencode({'in': everything})}"
    while url:
        page = client.get(url)
        titles.append(page.context["object"].title)
        url = page.context["beside"].next_url
    assert titles == ["第0件", "第1件", "第2件"]
    named = opened(client, cases[0], everything, next=other.pk)
    assert names(named) == [None, "第1件"]


def test_neighbours_cost_few_queries(cases, client_as, django_assert_max_num_queries):
    client = client_as("zhejiang")
    client.get(cases[1].get_absolute_url())
    with django_assert_max_num_queries(20):
        opened(client, cases[1])


class TestTally:
    """What a submission adds up to, beside the case in the list."""

    def test_a_kind_without_checks_shows_files_alone(self, cases):
        case = Application.objects.get(pk=cases[0].pk)
        assert (case.checks_passed, case.checks_total) == (None, None)
        assert case.evidence_count == 0

    def test_a_sectioned_kind_counts_its_sections_and_files(self, people):
        draft = a_full_draft()
        case = as_applicant(draft, Move.SUBMIT, now=timezone.now())
        data = case.submissions.get().data
        assert (case.checks_passed, case.checks_total) == (3, 3)
        assert case.evidence_count == len(files_in(data)) > 0
        assert tally_of(draft, data | {"sections": {}}, timezone.localdate()) == (
            Tally(0, 0, 0)
        )

    def test_a_kind_may_count_for_itself_anew_at_each_submission(self, people):
        case = application_at(Stage.CITY_REVIEW, "unit_kind")
        assert (case.checks_passed, case.checks_total) == (1, 2)
        now = timezone.now()
        decide(case, Move.SEND_BACK, now=now)
        draft = TestApplication.objects.get(pk=case.pk)
        draft.goal = "五年建成并评估"
        draft.save()
        again = as_applicant(Application.objects.get(pk=case.pk), Move.SUBMIT, now=now)
        assert (again.checks_passed, again.checks_total) == (2, 2)

    def test_the_list_says_days_left_who_has_it_and_what_it_holds(
        self, cases, client_as
    ):
        Application.objects.filter(pk=cases[0].pk).update(
            checks_passed=11,
            checks_total=12,
            evidence_count=8,
            assignee=user("zhejiang"),
        )
        page = client_as("zhejiang").get(reverse("workflow:desk")).content.decode()
        for words in ("检查11/12项", "材料8份", "个工作日", "浙江经办（演示）"):
            assert words in page
        own = client_as("enterprise").get(reverse("workflow:desk"), {"tab": "sent"})
        assert "检查11/12项" not in own.content.decode()

    def test_the_file_and_the_api_say_the_same(self, cases, client_as, api_as):
        Application.objects.filter(pk=cases[0].pk).update(
            checks_passed=11, checks_total=12, evidence_count=8
        )
        url = reverse("workflow:desk-export")
        file = (
            client_as("zhejiang").get(url, {"q": "第0件"}).content.decode("utf-8-sig")
        )
        assert "检查通过项数,检查项数,证明材料份数" in file
        assert ",11,12,8" in file
        row = api_as("zhejiang").get("/api/v1/applications/", {"q": "第0件"})
        (shown,) = row.json()["results"]
        assert [shown[n] for n in ("checks_passed", "checks_total")] == [11, 12]
        assert shown["evidence_count"] == 8
        assert shown["days_left"] >= 1


def test_one_handed_in_again_leads_to_the_comparison(cases, client_as):
    now = timezone.now()
    case = decide(Application.objects.get(pk=cases[0].pk), Move.SEND_BACK, now=now)
    case = as_applicant(case, Move.SUBMIT, now=now)
    page = client_as("zhejiang").get(reverse("workflow:desk"), {"tab": "all"})
    html = page.content.decode()
    assert html.count("次提交，对照上次") == 1
    assert "第2次提交，对照上次" in html
    compare = reverse("workflow:compare", args=[case.pk])
    assert f'href="{compare}"' in html
    assert client_as("zhejiang").get(compare).status_code == 200


def test_a_lead_finds_what_he_has_to_confirm(cases, client_as):
    advance(cases[0], Move.APPROVE, by=user("zhejiang"))
    advance(cases[1], Move.SEND_BACK, by=user("zhejiang"), note="请补充。")
    lead, desk = client_as("zhejiang_lead"), reverse("workflow:desk")
    for value, count in (("any", 2), ("approve", 1), ("send_back", 1), ("reject", 0)):
        page = lead.get(desk, {"tab": "all", "proposal": value})
        assert page.context["count"] == count, value
    for other in ("zhejiang", "sichuan_lead"):
        page = client_as(other).get(desk, {"tab": "all", "proposal": "any"})
        assert page.context["count"] == 0
