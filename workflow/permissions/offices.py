"""The authorities of a level for a case, and whether they have others than some."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from accounts.choices import Role, Tier
from accounts.models import Organisation, Post
from workflow.choices import Action, Move, ProposalOutcome
from workflow.models import Application


def place_of(tier: Tier | None, application: Application) -> Q:
    """Where the deciding organisations of a tier stand for this case."""
    unit, division = application.managing_unit_id, application.division_id
    found = Organisation.objects.departments_at(tier, unit=unit, division=division)
    return Q(organisation__in=found)


def rejecters_of(application: Application) -> set[int]:
    """Those who proposed or confirmed a rejection of this case."""
    proposed = application.proposals.filter(
        move=Move.REJECT, outcome=ProposalOutcome.CONFIRMED
    ).values_list("by_id", flat=True)
    decided = application.steps.filter(
        move=Move.REJECT, action=Action.MOVE, by__isnull=False
    ).values_list("by_id", flat=True)
    return {*proposed, *decided}


def others_can_decide(
    application: Application, tier: Tier, rejecters: set[int], *, four_eyes: bool
) -> bool:
    """Whether a level has people for an appeal beside those who rejected.

    With four eyes one organisation needs a handler and, in another person, a lead.
    """
    posts = (
        Post.objects.current()
        .filter(place_of(tier, application), organisation__is_lead_authority=True)
        .filter(role__in=(Role.HANDLER, Role.LEAD), user__is_active=True)
        .exclude(organisation_id=application.applicant_id)
        .exclude(user_id__in=rejecters | application.conflicted_ids)
        .exclude(user_id__in=application.submitter_ids)
    )
    held: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for office, role, user in posts.values_list("organisation_id", "role", "user_id"):
        held[office][role].add(user)
    if not four_eyes:
        return bool(held)
    return any(
        by_role[Role.HANDLER]
        and by_role[Role.LEAD]
        and len(by_role[Role.HANDLER] | by_role[Role.LEAD]) > 1
        for by_role in held.values()
    )
