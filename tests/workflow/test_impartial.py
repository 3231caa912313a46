"""Nobody handles what he or an organisation of his submitted, whatever posts he has."""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.choices import Role
from accounts.services.members import give_post
from tests.factories import grants as granting
from tests.factories.handling import LONG_AGO
from tests.factories.reading import user
from tests.factories.workflow import application_at, organisation_of
from ui.refusals import NotAllowed
from workflow.choices import Move, Stage
from workflow.models import Application
from workflow.permissions import can_be_given, can_draft_opinion, can_steer_panel
from workflow.services import (
    advance,
    ask_opinions,
    decline_proposal,
    drop_proposed,
    moves_open_to,
)

pytestmark = pytest.mark.django_db
OWN_OFFICE = "不能审核本单位提交的申报。"
OWN_HAND = "不能审核本人提交的申报。"


def also_at(name, place, role=Role.HANDLER):
    """The persona with a second post."""
    with transaction.atomic():
        give_post(user(name), organisation_of(place), role, now=LONG_AGO)
    return user(name)


def moved_to(name, place):
    """The persona after leaving all he had for a post elsewhere."""
    user(name).posts.update(valid_until=timezone.now())
    with transaction.atomic():
        give_post(user(name), organisation_of(place), Role.HANDLER, now=LONG_AGO)
    return user(name)


@pytest.fixture
def case(people):
    return application_at(Stage.PROVINCIAL_REVIEW)


def reasons(who, case):
    fresh = Application.objects.get(pk=case.pk)
    offers = {offer.move: offer for offer in moves_open_to(who, fresh)}
    return {offers[move].reason for move in (Move.APPROVE, Move.SEND_BACK)}


def test_who_works_for_the_applicant_beside_the_authority_stays_off(case):
    applicant = case.applicant.posts.get().user.username
    both = also_at("zhejiang", applicant)
    assert reasons(both, case) == {OWN_OFFICE}
    with pytest.raises(NotAllowed, match=OWN_OFFICE):
        advance(case, Move.APPROVE, by=both)
    assert not Application.objects.awaiting(both).exists()
    assert not can_be_given(both, case, organisation_of("zhejiang_lead"))


def test_who_handed_it_in_and_then_changed_sides_stays_off(case):
    applicant = case.applicant.posts.get().user.username
    turncoat = moved_to(applicant, "zhejiang")
    assert reasons(turncoat, case) == {OWN_HAND}
    with pytest.raises(NotAllowed, match=OWN_HAND):
        advance(case, Move.APPROVE, by=turncoat)
    assert not Application.objects.awaiting(turncoat).exists()
    assert Application.objects.awaiting(user("zhejiang")).exists()


def test_he_neither_steers_its_panel_nor_answers_for_a_department(case):
    applicant = case.applicant.posts.get().user.username
    (opinion,) = ask_opinions(
        case, by=user("zhejiang"), organisations=[organisation_of("zhejiang_finance")]
    )
    moved_to(applicant, "zhejiang_finance")
    assert can_draft_opinion(user(applicant), opinion).reason == OWN_HAND
    lead = also_at(applicant, "zhejiang", Role.LEAD)
    assert can_steer_panel(lead, case).reason == OWN_HAND


def test_who_proposed_and_then_left_takes_nothing_back(case):
    advance(case, Move.APPROVE, by=user("zhejiang"))
    gone = moved_to("zhejiang", "mof")
    assert Application.objects.visible_to(gone).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        decline_proposal(Application.objects.get(pk=case.pk), by=gone)


def test_who_proposed_an_award_and_then_left_takes_nothing_back_either(people):
    proposal = granting.proposed()
    gone = moved_to("zhejiang", "mof")
    with pytest.raises(NotAllowed):
        drop_proposed(proposal, by=gone, note="收回。")
