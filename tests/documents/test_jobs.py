"""Background jobs: one result, whatever dies; a failure has its sentence."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from documents import handlers, jobs, schedule, services
from documents.choices import JobState
from documents.handlers import Made, register, work_of
from documents.models import Attachment, Job
from documents.tasks import run_job, work_on
from ui.refusals import Closed, Invalid

pytestmark = pytest.mark.django_db(transaction=True)
FILE = Made("结果.pdf", "application/pdf", b"%PDF-")


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch):
    """Handlers that a test registers are gone after it."""
    monkeypatch.setattr(handlers, "_works", {})


@pytest.fixture
def rung(monkeypatch) -> list[int]:
    """Which jobs were rung for; nothing goes to the queue."""
    bells: list[int] = []
    monkeypatch.setattr(run_job, "delay", bells.append)
    return bells


@pytest.fixture
def job(people, rung) -> Job:
    """A job that gives a file."""
    register("test", lambda job, progress: FILE)
    return services.enqueue(
        kind="test", title="进展报告", params={"a": 1}, owner=people["ndrc"]
    )


def left_by_a_dead_worker(job: Job, attempt: int = 1) -> Job:
    """The job as a worker leaves it that was killed 31 seconds ago."""
    then = timezone.now() - timedelta(seconds=31)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        claim=uuid.uuid4(),
        attempt=attempt,
        heartbeat_at=then,
    )
    return Job.objects.get(pk=job.pk)


def test_the_bell_rings_only_after_the_commit(people, rung):
    register("test", lambda job, progress: FILE)
    with transaction.atomic():
        made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
        assert rung == []
    assert rung == [made.pk]


def test_without_a_queue_the_job_stands_all_the_same(people, monkeypatch, caplog):
    def nobody_there(number: int) -> None:
        raise ConnectionError("no queue")

    monkeypatch.setattr(run_job, "delay", nobody_there)
    register("test", lambda job, progress: FILE)
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    assert Job.objects.get(pk=made.pk).state == JobState.QUEUED
    assert "no queue" in caplog.text


def test_a_kind_that_nobody_does_cannot_be_asked_for(people):
    with pytest.raises(LookupError, match="nobody does"):
        services.enqueue(kind="other", title="x", params={}, owner=people["ndrc"])


def test_a_job_is_done_with_its_file_and_its_row_tied(people, rung):
    tied = []
    register("test", lambda job, progress: FILE, lambda job, file: tied.append(file))
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    run_job(made.pk)
    made.refresh_from_db()
    assert (made.state, made.percent, made.attempt) == (JobState.DONE, 100, 1)
    assert tied == [made.result]
    assert made.result.name == "结果.pdf"
    assert made.result.uploaded_by == people["ndrc"]
    assert made.finished_at is not None


def test_run_twice_it_gives_one_result(job):
    run_job(job.pk)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.attempt == 1
    assert Attachment.objects.filter(job=job).count() == 1
    assert Attachment.objects.count() == 1


def test_a_running_job_is_not_taken_from_a_living_worker(job):
    assert jobs.claim(job.pk) is not None
    assert jobs.claim(job.pk) is None
    assert jobs.claim(job.pk, now=timezone.now() + timedelta(seconds=29)) is None


def test_a_job_is_taken_over_after_its_worker_died(job, rung):
    left_by_a_dead_worker(job)
    rung.clear()
    assert schedule.ring_waiting_jobs() == 1
    assert rung == [job.pk]
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.DONE, 2)


def test_the_clock_leaves_jobs_alone_that_need_no_bell(job, rung):
    jobs.claim(job.pk)
    rung.clear()
    assert schedule.ring_waiting_jobs() == 0
    assert rung == []


def test_a_lost_claim_can_neither_report_nor_finish(job):
    first = jobs.claim(job.pk)
    left_by_a_dead_worker(job)
    second = jobs.claim(job.pk)
    assert second.claim != first.claim
    with pytest.raises(jobs.ClaimLost):
        jobs.Reporter(first)(1, 2, "")
    with pytest.raises(jobs.ClaimLost):
        jobs.finish(first, work_of("test"), FILE)
    jobs.fail(first, "不该出现")
    jobs.give_back(first)
    assert Attachment.objects.count() == 0
    job.refresh_from_db()
    assert (job.state, job.claim, job.message) == (JobState.RUNNING, second.claim, "")
    work_on(second)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_worker_that_was_thought_dead_leaves_no_second_file(people, rung):
    def slow(job, progress):
        left_by_a_dead_worker(job)
        other = threading.Thread(target=in_another_worker, args=(job.pk,))
        register("test", lambda job, progress: FILE)
        other.start()
        other.join()
        return Made("迟到.pdf", "application/pdf", b"late")

    register("test", slow)
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    run_job(made.pk)
    made.refresh_from_db()
    assert made.result.name == "结果.pdf"
    assert Attachment.objects.count() == 1


def in_another_worker(number: int) -> None:
    """Do a job on a connection of its own."""
    try:
        run_job(number)
    finally:
        connection.close()


def test_a_fault_is_tried_three_times_and_then_told(people, rung, caplog):
    def breaks(job, progress):
        raise ZeroDivisionError

    register("test", breaks)
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    run_job(made.pk)
    made.refresh_from_db()
    assert made.state == JobState.QUEUED
    assert made.message == "第 1 次处理未成功，稍后自动重试。"
    run_job(made.pk)
    run_job(made.pk)
    made.refresh_from_db()
    assert made.state == JobState.FAILED
    assert "已自动尝试 3 次，仍未成功" in made.message
    assert f"任务编号 {made.pk}" in made.message
    assert "ZeroDivisionError" in caplog.text
    run_job(made.pk)
    assert Job.objects.get(pk=made.pk).attempt == 3


def test_a_job_that_kills_its_worker_three_times_is_stopped(job):
    left_by_a_dead_worker(job, attempt=3)
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "已自动尝试 3 次" in job.message


def test_a_refusal_ends_the_job_at_once_with_its_sentence(people, rung):
    def refuses(job, progress):
        raise Invalid("报告期还没有开始，不能生成报告。")

    register("test", refuses)
    made = services.enqueue(kind="test", title="x", params={}, owner=people["ndrc"])
    run_job(made.pk)
    made.refresh_from_db()
    assert (made.state, made.attempt) == (JobState.FAILED, 1)
    assert made.message == "报告期还没有开始，不能生成报告。"


def test_a_job_whose_program_is_gone_says_so(job, monkeypatch):
    monkeypatch.setattr(handlers, "_works", {})
    run_job(job.pk)
    job.refresh_from_db()
    assert job.message == "没有处理该类任务的程序，请联系系统管理员。"


def test_progress_is_written_at_most_twice_a_second_and_always_at_the_end(job):
    claimed = jobs.claim(job.pk)
    report = jobs.Reporter(claimed)
    for done in range(1, 6):
        report(done, 5, f"第{done}步")
        seen = Job.objects.get(pk=job.pk)
        assert seen.done == (5 if done == 5 else 1)
    assert (seen.percent, seen.message) == (100, "第5步")


def test_the_heartbeat_beats_on_a_connection_of_its_own(job, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.05)
    claimed = jobs.claim(job.pk)
    beaten = threading.Event()

    def working() -> None:
        while not beaten.wait(0.05):
            seen = Job.objects.get(pk=job.pk).heartbeat_at
            if seen > claimed.heartbeat_at:
                beaten.set()

    guard = threading.Timer(10, beaten.set)
    guard.start()
    with jobs.heartbeat(claimed):
        working()
    guard.cancel()
    assert Job.objects.get(pk=job.pk).heartbeat_at > claimed.heartbeat_at


def test_the_owner_rings_a_failed_job_again(job, people, rung):
    claimed = jobs.claim(job.pk)
    with pytest.raises(Closed, match="没有失败"):
        services.ring_again(job, by=people["ndrc"])
    jobs.fail(claimed, "坏了。")
    with pytest.raises(Closed, match="只有提交人"):
        services.ring_again(job, by=people["moe"])
    rung.clear()
    again = services.ring_again(job, by=people["ndrc"])
    assert (again.state, again.attempt, again.message) == (JobState.QUEUED, 0, "")
    assert rung == [job.pk]
