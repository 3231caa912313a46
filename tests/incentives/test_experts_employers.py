"""An expert reads what he was drawn for, not the papers of who employs him."""

import pytest

from accounts.choices import Role
from enterprises.models import Enterprise
from enterprises.permissions import can_read_inside
from incentives.models import (
    CreditAccount,
    CreditPeriod,
    Grant,
    GrantProposal,
    Preference,
    Project,
)
from incentives.showing.group import taxpayers_of
from tests.factories import grants as granting
from tests.factories.credit import a_filed_period, an_account
from tests.factories.handling import a_colleague
from tests.factories.projects import a_project
from tests.factories.reading import user
from workflow.models import SavedView
from workflow.services import save_view

pytestmark = pytest.mark.django_db


def seen_by(who):
    """How much of everything that an organisation keeps for itself a person sees."""
    models = (CreditAccount, CreditPeriod, Grant, Project)
    return {m.__name__: m.objects.visible_to(who).count() for m in models}


def test_an_expert_at_a_firm_reads_none_of_its_papers(people):
    a_filed_period(an_account(), 2024)
    granting.a_grant()
    a_project()
    expert = a_colleague("enterprise", "expert_of_the_firm", Role.EXPERT)
    firm = Enterprise.objects.get(organisation__posts__user=people["enterprise"])
    assert set(seen_by(user("enterprise")).values()) == {1}
    assert set(seen_by(expert).values()) == {0}
    assert not Enterprise.objects.in_reach_of(expert).exists()
    assert not can_read_inside(expert, firm)
    assert not taxpayers_of(expert)


def test_an_expert_at_an_authority_reads_nothing_it_weighs_among_itself(people):
    granting.proposed()
    granting.a_preference(confirmed=False)
    save_view(
        by=people["zhejiang"],
        name="共享",
        page="desk",
        query="stage=draft",
        shared=True,
    )
    expert = a_colleague("zhejiang", "expert_of_the_office", Role.EXPERT)
    for model in (GrantProposal, Preference, SavedView):
        assert model.objects.visible_to(user("zhejiang_lead")).exists()
        assert not model.objects.visible_to(expert).exists()
