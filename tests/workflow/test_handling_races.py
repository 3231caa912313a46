"""Two handlers at once: real threads, real transactions."""

import pytest

from tests.factories.handling import a_colleague
from tests.factories.reading import user
from tests.factories.workflow import application_at
from tests.workflow.test_concurrency import at_once, no_queue  # noqa: F401
from ui.refusals import Refusal
from workflow.choices import Move, Stage
from workflow.models import Application, Assignment
from workflow.services import advance, declare_conflict, take_case, verify_chain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told():
    a_colleague("zhejiang", "zhejiang_b")
    case = application_at(Stage.PROVINCIAL_REVIEW)
    results = at_once(
        lambda: take_case(case, by=user("zhejiang")),
        lambda: take_case(case, by=user("zhejiang_b")),
    )
    (refused,) = [r for r in results if isinstance(r, Refusal)]
    assert "承办，须由其本人或负责人转交。" in refused.sentence
    assert Assignment.objects.count() == 1
    assert not list(verify_chain())


def test_a_conflict_declared_while_the_lead_confirms_leaves_no_half(people):
    case = application_at(Stage.PROVINCIAL_REVIEW)
    advance(case, Move.APPROVE, by=user("zhejiang"))
    results = at_once(
        lambda: advance(case, Move.APPROVE, by=user("zhejiang_lead")),
        lambda: declare_conflict(case, by=user("zhejiang_lead"), reason="亲属。"),
    )
    after = Application.objects.get(pk=case.pk)
    refused = [r for r in results if isinstance(r, Refusal)]
    if refused:  # the conflict was first
        assert refused[0].sentence == "您已声明回避该事项，不能办理。"
        assert after.stage == Stage.PROVINCIAL_REVIEW
    else:
        assert after.stage != Stage.PROVINCIAL_REVIEW
    assert not list(verify_chain())
