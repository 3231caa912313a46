"""What the clock does for incentives; every entry is safe to run twice."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from incentives.models import CreditAccount, Grant, Obstacle
from incentives.services.credit import follow_enterprise
from incentives.services.grants import ask_for_review
from incentives.services.obstacles import tell_overdue

BEAT = {
    "incentives-follow-enterprises": {
        "task": "incentives.schedule.follow_enterprises",
        "schedule": 600.0,
    },
    "incentives-tell-of-obstacles": {
        "task": "incentives.schedule.tell_of_obstacles",
        "schedule": 3600.0,
    },
    "incentives-review-grants": {
        "task": "incentives.schedule.review_grants",
        "schedule": 600.0,
    },
}
AT_ONCE = 2000


def follow_enterprises_at(now: datetime) -> int:
    """Compute ledgers whose enterprise changed since; the number that came out new."""
    found = CreditAccount.objects.outdated().order_by("pk")
    pks = list(found.values_list("pk", flat=True)[:AT_ONCE])
    return sum(follow_enterprise(account_id=pk, now=now) for pk in pks)


@shared_task
def follow_enterprises() -> int:
    return follow_enterprises_at(timezone.now())


def tell_of_obstacles_at(now: datetime) -> int:
    """Tell once of obstacles whose day is over; the number told."""
    found = Obstacle.objects.to_tell(timezone.localdate(now))
    pks = list(found.values_list("pk", flat=True)[:AT_ONCE])
    return sum(tell_overdue(obstacle_id=pk, now=now) for pk in pks)


@shared_task
def tell_of_obstacles() -> int:
    return tell_of_obstacles_at(timezone.now())


def review_grants_at(now: datetime) -> int:
    """Ask for a review of awards whose receiver lost his standing; how many."""
    due = Grant.objects.lost_their_ground(timezone.localdate(now))
    pks = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return sum(ask_for_review(grant_id=pk, now=now) for pk in pks)


@shared_task
def review_grants() -> int:
    return review_grants_at(timezone.now())
