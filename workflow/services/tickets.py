"""The state of a pool before a draw: every expert, and why he is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from accounts.choices import Role
from accounts.models import Post
from accounts.standing import OFFICE_ROLES
from regions.calendar import local_day
from regions.choices import Level
from regions.models import Division
from workflow.checks.conflicts import CaseFacts, Person, Tie, reason_against
from workflow.choices import Action
from workflow.lots import Ticket
from workflow.models import Application, Expert, ExpertTie, Panel
from workflow.permissions import serves


def tickets_of(panel: Panel, case: Application, now: datetime) -> list[Ticket]:
    """The whole pool from which this panel is drawn, as it stands now."""
    rows = Expert.objects.of_pool(panel.pool_unit).select_related(
        "user", "employer__division__parent"
    )
    experts = list(rows.order_by("pk"))
    posts = _posts_of(experts, now)
    ties = _ties_of(experts, case.applicant_id)
    facts = _facts_of(panel, case, posts, now)
    return [
        Ticket(
            id=expert.pk,
            name=expert.user.name,
            fields=tuple(expert.fields),
            region=region_of(expert),
            barred=reason_against(
                _person(expert, posts[expert.user_id], ties[expert.user_id]), facts
            ),
        )
        for expert in experts
    ]


def region_of(expert: Expert) -> str:
    """In the national pool the managing unit, in a unit's own the city."""
    if expert.managing_unit_id is None:
        return str(expert.home_unit_id)
    return _city_of(expert.employer.division) or str(expert.home_unit_id)


def _city_of(division: Division | None) -> str:
    """The prefecture of a county; a district of a municipality stands for itself."""
    if division is None:
        return ""
    parent = division.parent
    if parent is not None and parent.level != Level.PROVINCE:
        return parent.code
    return division.code


def _posts_of(experts: Iterable[Expert], now: datetime) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    users = [expert.user_id for expert in experts]
    for post in (
        Post.objects.current(now)
        .filter(user_id__in=users)
        .select_related("organisation")
    ):
        found[post.user_id].append(post)
    return found


def _ties_of(experts: Iterable[Expert], applicant_id: int) -> dict[int, list[Tie]]:
    """Declared in whatever pool he stands."""
    found: dict[int, list[Tie]] = defaultdict(list)
    rows = ExpertTie.objects.filter(
        expert__user_id__in=[expert.user_id for expert in experts],
        organisation_id=applicant_id,
    )
    for row in rows.select_related("expert"):
        tie = Tie(row.organisation_id, row.nature, row.ends_on)
        found[row.expert.user_id].append(tie)
    return found


def _person(expert: Expert, posts: list[Post], ties: list[Tie]) -> Person:
    return Person(
        expert_id=expert.pk,
        user_id=expert.user_id,
        status=expert.status,
        is_active=expert.user.is_active,
        has_post=any(post.role == Role.EXPERT for post in posts),
        employer_id=expert.employer_id,
        region=region_of(expert),
        organisation_ids=frozenset(post.organisation_id for post in posts),
        office_ids=frozenset(
            post.organisation_id for post in posts if post.role in OFFICE_ROLES
        ),
        ties=tuple(ties),
    )


def _facts_of(
    panel: Panel, case: Application, posts: dict[int, list[Post]], now: datetime
) -> CaseFacts:
    rules, tier = panel.rules, case.tier_in(panel.stage)
    offices = {post.organisation for held in posts.values() for post in held}
    # What an expert did in a seat is no handling of the case.
    acted = case.steps.exclude(action=Action.SEAT).values_list("by_id", flat=True)
    return CaseFacts(
        applicant_id=case.applicant_id,
        region=_region_of_applicant(panel, case) if rules.panel_avoid_region else "",
        ties_since=_years_before(local_day(now), rules.tie_years),
        declared=case.conflicted_ids,
        acted=frozenset(pk for pk in acted if pk is not None),
        deciding=frozenset(
            office.pk for office in offices if tier and serves(office, case, tier)
        ),
        seated=frozenset(panel.seats.values_list("expert_id", flat=True)),
    )


def _region_of_applicant(panel: Panel, case: Application) -> str:
    if panel.pool_unit is None:
        return case.managing_unit_id or ""
    return _city_of(case.division)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
