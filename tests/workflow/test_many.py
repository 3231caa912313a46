"""One act on many cases: each row by itself, with its own answer."""

from collections import Counter

import pytest
from django.urls import reverse

from tests.factories.reading import now_of, user
from tests.factories.workflow import (
    an_open_round,
    application_at,
)
from ui.refusals import Invalid
from workflow.choices import Move, Stage
from workflow.models import Application
from workflow.services import (
    RowAct,
    RowState,
    act_on_many,
    advance,
    declare_conflict,
    decline_proposal,
    take_case,
    verify_chain,
)

pytestmark = pytest.mark.django_db


class TestMany:
    @pytest.fixture
    def cases(self, colleagues):
        a_round = an_open_round()
        return [
            application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=f"第{n}件")
            for n in range(3)
        ]

    def rows(self, cases):
        return [(case.pk, now_of(case).version) for case in cases]

    def test_each_row_is_done_or_left_out_with_its_sentence(self, cases):
        take_case(cases[1], by=user("zhejiang_b"))
        results = act_on_many(RowAct.TAKE, self.rows(cases), by=user("zhejiang"))
        assert [r.done for r in results] == [True, False, True]
        assert "由同事zhejiang_b承办" in results[1].sentence
        assert Application.objects.handled_by(user("zhejiang").pk).count() == 2

    def test_many_are_handed_over_and_given_back(self, cases):
        lead, to = user("zhejiang_lead"), user("zhejiang_c")
        act_on_many(RowAct.ASSIGN, self.rows(cases), by=lead, to=to, note="分工。")
        assert Application.objects.handled_by(to.pk).count() == 3
        act_on_many(RowAct.GIVE_BACK, self.rows(cases[:2]), by=lead)
        assert Application.objects.handled_by(to.pk).count() == 1

    def test_a_lead_confirms_approvals_and_nothing_else(self, cases):
        advance(cases[0], Move.APPROVE, by=user("zhejiang"))
        advance(cases[1], Move.SEND_BACK, by=user("zhejiang"), note="补充。")
        results = act_on_many(
            RowAct.CONFIRM, self.rows(cases), by=user("zhejiang_lead")
        )
        assert [r.done for r in results] == [True, False, False]
        assert results[1].sentence == "经办人提出的是“退回补正”，请逐件办理。"
        assert results[2].sentence == "没有待确认的处理意见。"
        assert now_of(cases[0]).stage == Stage.EXPERT_REVIEW

    def test_who_proposed_confirms_nothing_of_his_own(self, cases):
        advance(cases[0], Move.APPROVE, by=user("zhejiang"))
        (result,) = act_on_many(
            RowAct.CONFIRM, self.rows(cases[:1]), by=user("zhejiang")
        )
        assert "须由本部门负责人确认" in result.sentence

    def test_an_applicant_learns_nothing_of_proposals(self, cases):
        advance(cases[0], Move.REJECT, by=user("zhejiang"), note="不符。")
        (result,) = act_on_many(
            RowAct.CONFIRM, self.rows(cases[:1]), by=user("enterprise")
        )
        assert result.sentence == "没有待确认的处理意见。"

    def test_what_changed_since_the_page_was_drawn_is_left_out(self, cases):
        rows = self.rows(cases[:1])
        advance(cases[0], Move.APPROVE, by=user("zhejiang"))
        (result,) = act_on_many(RowAct.CONFIRM, rows, by=user("zhejiang_lead"))
        assert "刚刚被其他人更新" in result.sentence

    def test_a_row_out_of_sight_is_not_found(self, cases):
        (result,) = act_on_many(RowAct.TAKE, self.rows(cases[:1]), by=user("sichuan"))
        assert (result.done, result.title) == (False, "")
        assert result.sentence == "没有找到该事项，或您无权查看。"

    @pytest.mark.parametrize(
        ("act", "rows", "sentence"),
        [
            ("take", [], "请先勾选要办理的事项。"),
            ("take", [(n, None) for n in range(201)], "一次最多办理200件"),
            ("delete", [(1, 1)], "没有这种办理操作。"),
        ],
    )
    def test_nothing_too_much_and_nothing_unknown(self, people, act, rows, sentence):
        with pytest.raises(Invalid, match=sentence):
            act_on_many(act, rows, by=user("zhejiang"))


class TestThirty:
    """A lead confirms thirty approvals at once, one of them changed, one his own."""

    @pytest.fixture
    def proposed(self, colleagues):
        a_round, handler = an_open_round(), user("zhejiang")
        made = [
            application_at(Stage.PROVINCIAL_REVIEW, round=a_round, title=f"第{n}件")
            for n in range(30)
        ]
        return [advance(case, Move.APPROVE, by=handler) for case in made]

    @pytest.fixture
    def rows(self, proposed):
        """As the page was drawn; then things happened."""
        lead, changed, off = user("zhejiang_lead"), proposed[3], proposed[7]
        declare_conflict(off, by=lead, reason="曾在该单位任职。")
        rows = [(case.pk, now_of(case).version) for case in proposed]
        decline_proposal(changed, by=user("zhejiang"))
        advance(changed, Move.REJECT, by=user("zhejiang"), note="不符合条件。")
        return rows

    def test_each_is_confirmed_or_says_why_not(self, proposed, rows):
        results = act_on_many(RowAct.CONFIRM, rows, by=user("zhejiang_lead"))
        states = [result.state for result in results]
        assert states.count(RowState.DONE) == 28
        assert states[3] == RowState.CHANGED
        assert "刚刚被其他人更新" in results[3].sentence
        assert states[7] == RowState.REFUSED
        assert results[7].sentence == "您已声明回避该事项，不能办理。"
        stages = Counter(now_of(case).stage for case in proposed)
        assert stages == {Stage.EXPERT_REVIEW: 28, Stage.PROVINCIAL_REVIEW: 2}
        assert now_of(proposed[3]).proposal.move == Move.REJECT

    def test_each_leaves_its_own_step_and_a_second_click_changes_nothing(
        self, proposed, rows
    ):
        lead = user("zhejiang_lead")
        act_on_many(RowAct.CONFIRM, rows, by=lead)
        for case in (proposed[0], proposed[29]):
            last = now_of(case).steps.last()
            assert (last.by, last.move) == (lead, Move.APPROVE)
        assert not list(verify_chain())
        again = act_on_many(RowAct.CONFIRM, rows, by=lead)
        assert not any(result.done for result in again)
        assert {r.state for r in again} == {RowState.CHANGED, RowState.REFUSED}

    def test_the_page_says_it_row_by_row(self, rows, client_as):
        client, desk = client_as("zhejiang_lead"), reverse("workflow:desk")
        page = client.get(desk, {"proposal": "approve"}).content.decode()
        assert page.count('form="acts"') == 28
        data = {"act": "confirm", "row": [f"{pk}.{v}" for pk, v in rows]}
        data["back"] = "proposal=approve"
        answer = client.post(reverse("workflow:desk-acts"), data)
        html = answer.content.decode()
        assert "确认同意：已办理28件，未办理1件，情况已变化1件" in html
        assert "您已声明回避该事项，不能办理。" in html
        assert html.count('badge badge-good">已办理') == 28
        assert f'href="{desk}?proposal=approve"' in html

    def test_the_api_answers_for_each(self, rows, api_as):
        body = {"act": "confirm", "rows": [{"id": p, "version": v} for p, v in rows]}
        url = "/api/v1/applications/acts/"
        answer = api_as("zhejiang_lead").post(url, body, format="json")
        assert answer.status_code == 200
        states = Counter(row["state"] for row in answer.json())
        assert states == {"done": 28, "refused": 1, "changed": 1}
