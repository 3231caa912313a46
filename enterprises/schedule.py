"""What the clock does for enterprises; every entry is safe to run twice."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from enterprises.models import Certificate, Enterprise
from enterprises.services.certificates import expire_certification, remind_of_expiry
from enterprises.services.filings import open_filings
from enterprises.services.reminding import PAPERS, remind_of_filing

BEAT = {
    "enterprises-open-filings": {
        "task": "enterprises.schedule.open_reports",
        "schedule": 3600.0,
    },
    "enterprises-remind-filings": {
        "task": "enterprises.schedule.remind_filings",
        "schedule": 3600.0,
    },
    "enterprises-expire-certifications": {
        "task": "enterprises.schedule.expire_certifications",
        "schedule": 3600.0,
    },
    "enterprises-remind-of-expiry": {
        "task": "enterprises.schedule.remind_of_expiries",
        "schedule": 3600.0,
    },
}
AT_ONCE = 2000


def open_reports_at(now: datetime) -> int:
    """Open the reports of the year that is over, and plans that are missing."""
    last = timezone.localdate(now).year - 1
    lacking = Enterprise.objects.lacking_papers(last)[:AT_ONCE]
    return sum(open_filings(enterprise, now) for enterprise in lacking)


@shared_task
def open_reports() -> int:
    return open_reports_at(timezone.now())


def remind_filings_at(now: datetime) -> int:
    """Remind of what is due soon, today, or since yesterday; the number reminded."""
    today, told = timezone.localdate(now), 0
    for paper in PAPERS:
        due = paper.objects.to_remind(today).values_list("pk", flat=True)
        found = list(due[:AT_ONCE])
        told += sum(remind_of_filing(paper, pk=pk, now=now) for pk in found)
    return told


@shared_task
def remind_filings() -> int:
    return remind_filings_at(timezone.now())


def expire_certifications_at(now: datetime) -> int:
    """Firms whose last certificate is over go back into the pool; how many did."""
    over = Enterprise.objects.past_certification(timezone.localdate(now))
    found = list(over.values_list("pk", flat=True)[:AT_ONCE])
    return sum(expire_certification(enterprise_id=pk, now=now) for pk in found)


@shared_task
def expire_certifications() -> int:
    return expire_certifications_at(timezone.now())


def remind_of_expiries_at(now: datetime) -> int:
    """Tell firms whose term ends soon, twice each; the number told."""
    due = Certificate.objects.to_remind(timezone.localdate(now))
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return sum(remind_of_expiry(certificate_id=pk, now=now) for pk in found)


@shared_task
def remind_of_expiries() -> int:
    return remind_of_expiries_at(timezone.now())
