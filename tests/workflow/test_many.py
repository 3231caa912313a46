"""One act on many cases: each row by itself, with its own answer."""

import pytest

from tests.factories.handling import person
from tests.factories.workflow import (
    an_open_round,
    application_at,
)
from ui.refusals import Invalid
from workflow.choices import Move, Stage
from workflow.models import Application, Notification
from workflow.services import (
    RowAct,
    act_on_many,
    advance,
    take_case,
)

pytestmark = pytest.mark.django_db


def now_of(case):
    return Application.objects.get(pk=case.pk)


def told(name):
    return [n.subject for n in Notification.objects.filter(user__username=name)]


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
        take_case(cases[1], by=person("zhejiang_b"))
        results = act_on_many(RowAct.TAKE, self.rows(cases), by=person("zhejiang"))
        assert [r.done for r in results] == [True, False, True]
        assert "由同事zhejiang_b承办" in results[1].sentence
        assert Application.objects.handled_by(person("zhejiang").pk).count() == 2

    def test_many_are_handed_over_and_given_back(self, cases):
        lead, to = person("zhejiang_lead"), person("zhejiang_c")
        act_on_many(RowAct.ASSIGN, self.rows(cases), by=lead, to=to, note="分工。")
        assert Application.objects.handled_by(to.pk).count() == 3
        act_on_many(RowAct.GIVE_BACK, self.rows(cases[:2]), by=lead)
        assert Application.objects.handled_by(to.pk).count() == 1

    def test_a_lead_confirms_approvals_and_nothing_else(self, cases):
        advance(cases[0], Move.APPROVE, by=person("zhejiang"))
        advance(cases[1], Move.SEND_BACK, by=person("zhejiang"), note="补充。")
        results = act_on_many(
            RowAct.CONFIRM, self.rows(cases), by=person("zhejiang_lead")
        )
        assert [r.done for r in results] == [True, False, False]
        assert results[1].sentence == "经办人提出的是“退回补正”，请逐件办理。"
        assert results[2].sentence == "没有待确认的处理意见。"
        assert now_of(cases[0]).stage == Stage.EXPERT_REVIEW

    def test_who_proposed_confirms_nothing_of_his_own(self, cases):
        advance(cases[0], Move.APPROVE, by=person("zhejiang"))
        (result,) = act_on_many(
            RowAct.CONFIRM, self.rows(cases[:1]), by=person("zhejiang")
        )
        assert "须由本部门负责人确认" in result.sentence

    def test_an_applicant_learns_nothing_of_proposals(self, cases):
        advance(cases[0], Move.REJECT, by=person("zhejiang"), note="不符。")
        (result,) = act_on_many(
            RowAct.CONFIRM, self.rows(cases[:1]), by=person("enterprise")
        )
        assert result.sentence == "没有待确认的处理意见。"

    def test_what_changed_since_the_page_was_drawn_is_left_out(self, cases):
        rows = self.rows(cases[:1])
        advance(cases[0], Move.APPROVE, by=person("zhejiang"))
        (result,) = act_on_many(RowAct.CONFIRM, rows, by=person("zhejiang_lead"))
        assert "刚刚被其他人更新" in result.sentence

    def test_a_row_out_of_sight_is_not_found(self, cases):
        (result,) = act_on_many(RowAct.TAKE, self.rows(cases[:1]), by=person("sichuan"))
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
            act_on_many(act, rows, by=person("zhejiang"))
