"""Two people at one ranking at the same moment: real threads, real transactions."""

import pytest

from incentives.choices.rewards import SchemeState
from incentives.models import RewardScheme
from incentives.services.rewards import fix, send_back, simulate
from tests.factories import register
from tests.factories.rewards import a_scheme, listed, proposed, user
from tests.workflow.test_concurrency import at_once
from ui.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def waiting() -> RewardScheme:
    """A ranking of cities that waits for its lead."""
    listed("330100", "330300")
    register.enterprise("甲有限公司")
    return proposed(a_scheme())


def fixing(scheme: RewardScheme):
    return lambda: fix(scheme, by=user("ndrc_lead"), version=scheme.version)


def test_a_ranking_that_two_fix_at_once_is_fixed_once():
    scheme = waiting()
    results = at_once(fixing(scheme), fixing(scheme))
    assert sorted(getattr(r, "code", "fixed") for r in results) == ["fixed", "stale"]
    held = RewardScheme.objects.get(pk=scheme.pk)
    assert (held.state, held.version) == (SchemeState.FIXED, scheme.version + 1)
    assert held.fixed_id == scheme.fixed_id


def test_of_fixing_sending_back_and_reckoning_anew_at_once_one_counts():
    scheme = waiting()
    results = at_once(
        fixing(scheme),
        lambda: send_back(
            scheme, by=user("ndrc_lead"), note="数据待核。", version=scheme.version
        ),
        lambda: simulate(scheme, by=user("ndrc"), version=scheme.version),
    )
    assert sum(not isinstance(r, Refusal) for r in results) == 1
    held = RewardScheme.objects.get(pk=scheme.pk)
    is_fixed = held.state == SchemeState.FIXED
    assert is_fixed or held.state == SchemeState.SIMULATED
    assert (held.fixed_id is not None) is is_fixed
    assert held.simulations.count() == 1
