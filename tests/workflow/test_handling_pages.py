"""Handling by page and API: the card of a case, acts at the desk, the workload."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.reading import user
from tests.factories.workflow import an_open_round, application_at, decide
from workflow.choices import Move, Stage
from workflow.filters import ApplicationFilter
from workflow.models import Application
from workflow.services import (
    advance,
    assign_case,
    declare_conflict,
    take_case,
    workload_of,
)

pytestmark = pytest.mark.django_db
PATH = {"extra": {"path": ["provincial_review", "national_review"]}}


@pytest.fixture
def case(colleagues):
    return application_at(Stage.PROVINCIAL_REVIEW, round=an_open_round(rules=PATH))


def act(client, case, act, **data):
    case.refresh_from_db()
    url = reverse("workflow:handling", args=[case.pk])
    return client.post(url, {"act": act, "version": case.version} | data)


def page_of(client, case):
    return client.get(case.get_absolute_url()).content.decode()


class TestCard:
    def test_a_handler_takes_hands_over_and_gives_back(self, case, client_as):
        client = client_as("zhejiang")
        assert "未分派" in page_of(client, case)
        assert act(client, case, "take").status_code == 302
        assert "您已接办该事项。" in page_of(client, case)
        to = user("zhejiang_b").pk
        assert act(client, case, "assign", to=to, note="请办").status_code == 302
        case.refresh_from_db()
        assert case.assignee_id == to
        page = page_of(client, case)
        assert "同事zhejiang_b" in page
        assert "须由其办理" in page
        assert act(client_as("zhejiang_lead"), case, "give_back").status_code == 302
        case.refresh_from_db()
        assert case.assignee is None

    @pytest.mark.parametrize(
        ("name", "data", "status", "words"),
        [
            ("assign", {"to": ""}, 422, "请选择接收人。"),
            ("assign", {"to": "999999"}, 422, "请选择接收人。"),
            ("assign", {"to": "abc", "note": "我写的说明"}, 422, "我写的说明"),
            ("conflict", {"note": " "}, 422, "请填写回避理由。"),
            ("conflict", {"note": "长" * 501}, 422, "不能超过 500 个字"),
            ("give_back", {}, 403, "尚未确定承办人"),
            ("take", {"version": "0"}, 409, "刷新页面"),
            ("nonsense", {}, 422, "nonsense"),
        ],
    )
    def test_a_refusal_is_said_on_the_page(
        self, case, client_as, name, data, status, words
    ):
        answer = act(client_as("zhejiang"), case, name, **data)
        assert answer.status_code == status
        assert words in answer.content.decode()

    def test_a_conflict_is_declared_and_shown_to_the_office(self, case, client_as):
        client = client_as("zhejiang")
        answer = act(client, case, "conflict", note="本人亲属在该单位任职。")
        assert answer.status_code == 302
        assert "您已声明回避，该事项不由您办理。" in page_of(client, case)
        url = reverse("workflow:handling", args=[case.pk])
        lead = client_as("zhejiang_lead").get(url).content.decode()
        assert "本人亲属在该单位任职。" in lead
        assert "本人亲属" not in client_as("hangzhou").get(url).content.decode()

    @pytest.mark.parametrize("who", ["enterprise", "hangzhou"])
    def test_applicants_and_levels_below_see_nothing_of_it(self, case, client_as, who):
        take_case(case, by=user("zhejiang"))
        declare_conflict(case, by=user("zhejiang_b"), reason="亲属任职的内情。")
        page = page_of(client_as(who), case)
        url = reverse("workflow:handling", args=[case.pk])
        page += client_as(who).get(url).content.decode()
        assert "承办人" not in page
        assert "亲属任职的内情" not in page

    def test_a_detail_stays_within_its_queries(
        self, case, client_as, django_assert_max_num_queries
    ):
        take_case(case, by=user("zhejiang"))
        declare_conflict(case, by=user("zhejiang_b"), reason="亲属任职。")
        client = client_as("zhejiang_lead")
        with django_assert_max_num_queries(15):
            page_of(client, case)


class TestDesk:
    @pytest.fixture
    def cases(self, colleagues):
        a_round = an_open_round(rules=PATH)
        return [
            application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=f"第{n}件申报")
            for n in range(3)
        ]

    def post(self, client, act, cases, **data):
        rows = [f"{c.pk}.{Application.objects.get(pk=c.pk).version}" for c in cases]
        url = reverse("workflow:desk-acts")
        return client.post(url, {"act": act, "row": rows} | data, follow=True)

    def found(self, client, **query):
        page = client.get(reverse("workflow:desk"), {"tab": "all"} | query)
        assert page.status_code == 200
        return {row.record.pk for row in page.context["table"].page.object_list}

    def test_rows_are_chosen_and_taken_without_a_script(self, cases, client_as):
        client = client_as("zhejiang")
        page = client.get(reverse("workflow:desk")).content.decode()
        assert f'name="row" value="{cases[0].pk}.{cases[0].version}"' in page
        answer = self.post(client, "take", cases[:2], back="tab=all")
        assert answer.request["QUERY_STRING"] == "tab=all"
        assert "已接办2件。" in answer.content.decode()

    def test_each_row_left_out_is_said_with_its_reason(self, cases, client_as):
        take_case(cases[0], by=user("zhejiang_b"))
        answer = self.post(client_as("zhejiang"), "take", cases)
        page = answer.content.decode()
        assert "办理2件，未办理1件" in page
        assert "该事项由同事zhejiang_b承办" in page

    def test_a_lead_hands_many_over_and_confirms_many(self, cases, client_as):
        client, to = client_as("zhejiang_lead"), user("zhejiang_c")
        answer = self.post(client, "assign", cases, to=to.pk, note="分工")
        assert "已转交3件。" in answer.content.decode()
        for case in cases:
            advance(case, Move.APPROVE, by=to)
        answer = self.post(client, "confirm", cases)
        assert "已确认同意3件。" in answer.content.decode()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"act": "take"}, "请先勾选要办理的事项。"),
            ({"act": "take", "row": ["x", "1", "1.2.3", "-1.1"]}, "请先勾选"),
            ({"act": "burn", "row": ["1.1"]}, "burn"),
            ({"act": "assign", "row": ["1.1"], "to": "abc"}, "请选择接收人。"),
            ({"act": "assign", "row": ["1.1"], "note": "长" * 301}, "不能超过 300"),
        ],
    )
    def test_what_cannot_be_read_is_said_at_the_desk(self, client_as, data, words):
        url = reverse("workflow:desk-acts")
        answer = client_as("zhejiang").post(url, data, follow=True)
        assert words in answer.content.decode()

    def test_an_address_to_go_back_to_stays_in_the_house(self, cases, client_as):
        answer = self.post(
            client_as("zhejiang"), "take", cases[:1], back="//evil.example/?tab=all"
        )
        assert answer.request["PATH_INFO"] == reverse("workflow:desk")

    def test_the_filters_find_mine_nobodys_and_a_colleagues(self, cases, client_as):
        take_case(cases[0], by=user("zhejiang"))
        take_case(cases[1], by=user("zhejiang_b"))
        client, to = client_as("zhejiang"), user("zhejiang_b").pk
        assert self.found(client, assignee="me") == {cases[0].pk}
        assert self.found(client, assignee="none") == {cases[2].pk}
        assert self.found(client, assignee=to) == {cases[1].pk}
        assert self.found(client, turn="mine") == {c.pk for c in cases}
        decide(
            Application.objects.get(pk=cases[1].pk), Move.APPROVE, now=timezone.now()
        )
        assert self.found(client, done_by=to) == {cases[1].pk}
        assert self.found(client, turn="mine") == {cases[0].pk, cases[2].pk}

    def test_a_schema_made_before_leaves_the_filters_as_they_are(
        self, cases, client_as
    ):
        for asked in ApplicationFilter.base_filters.values():
            assert asked.field is not None
        take_case(cases[1], by=user("zhejiang_b"))
        to = user("zhejiang_b").pk
        assert self.found(client_as("zhejiang"), assignee=to) == {cases[1].pk}

    @pytest.mark.parametrize("who", ["enterprise", "mof", "expert1"])
    def test_others_have_neither_filters_nor_boxes(self, cases, client_as, who):
        take_case(cases[0], by=user("zhejiang"))
        page = client_as(who).get(
            reverse("workflow:desk"), {"tab": "all", "assignee": "none"}
        )
        text = page.content.decode()
        assert "承办人" not in text
        assert 'name="row"' not in text

    def test_nobody_filters_by_the_handlers_of_others(self, cases, client_as):
        take_case(cases[0], by=user("zhejiang"))
        to = user("zhejiang").pk
        assert self.found(client_as("ndrc"), assignee=to) == set()


class TestWorkload:
    @pytest.fixture
    def busy(self, colleagues, clock):
        """One late, one due soon, one paused by nobody, one free, one decided."""
        a_round = an_open_round(rules=PATH)
        cases = [
            application_at(Stage.PROVINCIAL_REVIEW, round=a_round) for _ in range(4)
        ]
        to = user("zhejiang_b")
        for case in cases[:3]:
            assign_case(case, to=to, by=user("zhejiang_lead"))
        advance(cases[2], Move.APPROVE, by=to)
        clock.move_to(timezone.now() + timedelta(days=1))
        advance(
            Application.objects.get(pk=cases[2].pk),
            Move.APPROVE,
            by=user("zhejiang_lead"),
        )
        clock.move_to(cases[0].due_at - timedelta(hours=2))
        return cases

    def test_every_figure_is_equal_to_the_rows_it_leads_to(self, busy, client_as):
        client = client_as("zhejiang_lead")
        page = client.get(reverse("workflow:workload"))
        figures = 0
        for load, urls in page.context["lines"]:
            for name, url in urls.items():
                if name == "done" and load.user is None:
                    continue
                assert client.get(url).context["count"] == getattr(load, name), url
                figures += getattr(load, name)
        assert figures >= 6

    def test_what_is_done_and_how_long_it_took(self, busy, people):
        loads = {
            load.user.username if load.user else None: load
            for load in workload_of(user("zhejiang_lead"))
        }
        assert set(loads) == {"zhejiang", "zhejiang_b", "zhejiang_c", None}
        mine = loads["zhejiang_b"]
        assert (mine.open, mine.soon, mine.late) == (2, 2, 0)
        assert loads[None].open == 1
        assert loads["zhejiang"].open == 0

    def test_the_api_says_the_same(self, busy, api_as):
        rows = api_as("zhejiang_lead").get("/api/v1/workload/").json()
        assert {row["name"]: row["open"] for row in rows}["同事zhejiang_b"] == 2
        refused = api_as("zhejiang").get("/api/v1/workload/")
        assert refused.status_code == 403
        assert refused.json()["detail"] == "只有牵头部门的负责人可以查看承办情况。"


class TestApi:
    def url(self, case, name):
        return f"/api/v1/applications/{case.pk}/{name}/"

    def test_every_act_is_there_too(self, case, api_as):
        client, to = api_as("zhejiang"), user("zhejiang_b")
        assert client.post(self.url(case, "take")).json()["assignee"]["name"]
        body = {"to": to.pk, "note": "请办"}
        given = client.post(self.url(case, "assign"), body, format="json")
        assert given.json()["assignee"] == {"id": to.pk, "name": to.name}
        lead = api_as("zhejiang_lead")
        assert lead.post(self.url(case, "give-back")).json()["assignee"] is None
        past = lead.get(self.url(case, "assignments")).json()
        assert [row["to_name"] for row in past][1:] == [to.name, None]
        off = client.post(
            self.url(case, "declare-conflict"), {"reason": "亲属。"}, format="json"
        )
        assert off.status_code == 200
        again = client.post(self.url(case, "take"))
        assert again.json()["detail"] == "您已声明回避该事项，不能办理。"

    def test_wrong_words_are_refused_at_their_fields(self, case, api_as):
        client = api_as("zhejiang")
        for body, field in (({}, "to"), ({"to": 999999}, "to"), ({"to": "x"}, "to")):
            answer = client.post(self.url(case, "assign"), body, format="json")
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"] == field
        answer = client.post(
            self.url(case, "declare-conflict"), {"reason": ""}, format="json"
        )
        assert answer.json()["errors"][0]["field"] == "reason"

    def test_applicants_learn_nothing_of_who_handles_it(self, case, api_as):
        take_case(case, by=user("zhejiang"))
        client = api_as("enterprise")
        assert client.get(f"/api/v1/applications/{case.pk}/").json()["assignee"] is None
        assert client.get(self.url(case, "assignments")).json() == []
        rows = client.get("/api/v1/applications/", {"assignee": "none"}).json()
        assert len(rows["results"]) == 1

    def test_many_at_once_answer_for_each(self, case, api_as):
        body = {"act": "take", "rows": [{"id": case.pk}, {"id": 999999}]}
        url = "/api/v1/applications/acts/"
        rows = api_as("zhejiang").post(url, body, format="json").json()
        assert [row["done"] for row in rows] == [True, False]
        for wrong in ({"act": "burn"}, {"rows": []}, {"rows": "x"}, {"rows": [{}]}):
            answer = api_as("zhejiang").post(url, body | wrong, format="json")
            assert answer.status_code == 422
