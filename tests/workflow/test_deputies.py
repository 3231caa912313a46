"""A deputy decides in somebody's name, and no longer than his term."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from tests.factories.workflow import application_at
from ui.refusals import NotAllowed
from workflow.choices import Move, Stage
from workflow.services import advance

pytestmark = pytest.mark.django_db


def person(name):
    return User.objects.get(username=name)


@pytest.fixture
def proposed(people):
    """Zhejiang's handler has proposed to agree."""
    case = application_at(Stage.PROVINCIAL_REVIEW)
    return advance(case, Move.APPROVE, by=person("zhejiang"))


def deputy_until(moment):
    """Somebody of the finance department stands in for Zhejiang's lead."""
    lead_post = person("zhejiang_lead").posts.get()
    deputy = person("zhejiang_finance_lead")
    return deputy.posts.create(
        organisation=lead_post.organisation,
        role=Role.LEAD,
        deputy_for=lead_post,
        valid_from=timezone.now() - timedelta(days=2),
        valid_until=moment,
    )


def test_the_step_of_a_deputy_says_for_whom_he_acts(proposed):
    deputy_until(timezone.now() + timedelta(minutes=1))
    done = advance(proposed, Move.APPROVE, by=person("zhejiang_finance_lead"))
    step = done.steps.last()
    assert step.by_name == "浙江省财政厅负责（演示）"
    assert step.post.endswith("负责人（代浙江负责（演示））")


def test_a_minute_after_his_term_a_deputy_is_refused_with_a_sentence(proposed):
    deputy_until(timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="您没有办理权限"):
        advance(proposed, Move.APPROVE, by=person("zhejiang_finance_lead"))
    proposed.refresh_from_db()
    assert proposed.stage == Stage.PROVINCIAL_REVIEW
