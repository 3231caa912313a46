"""Work within one transaction tells how far it is, and hears when it lost its job."""

import time
import uuid

import pytest
from django.db import transaction

from accounts.models import User
from documents import asides, jobs, services
from documents.asides import told_aside
from documents.handlers import register
from documents.models import Job
from documents.tasks import run_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(people, monkeypatch) -> Job:
    """A job that a worker has claimed."""
    monkeypatch.setattr(run_job, "delay", lambda number: None)
    monkeypatch.setattr(asides, "REPORT_SECONDS", 0.01)
    monkeypatch.setattr(jobs, "REPORT_SECONDS", 0.0)
    register("test", lambda job, progress: None)
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    claimed = jobs.claim(made.pk)
    assert claimed is not None
    return claimed


def until(true) -> None:
    """Wait until another thread has done it; five seconds at most."""
    for _ in range(500):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("never")


def test_progress_is_seen_although_the_transaction_rolls_back(job):
    with transaction.atomic(), told_aside(jobs.Reporter(job)) as tell:
        tell(3, 10, "写入中")
        until(lambda: Job.objects.get(pk=job.pk).done == 3)
        transaction.set_rollback(True)
    job.refresh_from_db()
    assert (job.done, job.total, job.message) == (3, 10, "写入中")


def lost_half_way(job: Job, owner: User) -> None:
    """Work within a transaction, the claim on which is taken by another."""
    with transaction.atomic():
        Job.objects.create(kind="trace", title="x", owner=owner)
        with told_aside(jobs.Reporter(job)) as tell:
            job.claim = uuid.uuid4()
            tell(1, 2, "")
            until(lambda: tell.lost is not None)


def test_who_lost_the_job_rolls_back(job, people):
    with pytest.raises(jobs.ClaimLost):
        lost_half_way(job, people["ndrc"])
    assert not Job.objects.filter(kind="trace").exists()
