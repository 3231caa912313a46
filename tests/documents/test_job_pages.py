"""Pages and API of background jobs: for their owner, with progress and result."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from documents.choices import JobState
from documents.models import Attachment, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(people) -> Job:
    """A job in its middle."""
    return Job.objects.create(
        kind="test",
        title="浙江省进展报告",
        owner=people["zhejiang"],
        state=JobState.RUNNING,
        done=2,
        total=4,
        message="排版",
        heartbeat_at=timezone.now(),
    )


def finish(job: Job) -> Attachment:
    """The job with its file."""
    file = Attachment(
        name="报告.pdf", media_type="application/pdf", size=5, sha256="0" * 64
    )
    file.file.save("x", ContentFile(b"%PDF-"), save=False)
    file.save()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE, result=file, finished_at=timezone.now(), message=""
    )
    return file


def test_progress_survives_a_reload_and_works_without_scripts(job, client_as):
    page = client_as("zhejiang").get(f"/jobs/{job.pk}/").content.decode()
    assert 'value="50"' in page
    assert "排版" in page
    assert "处理中" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert f'hx-get="/jobs/{job.pk}/"' in page


def test_the_finished_job_shows_its_file_and_stops_asking(job, client_as):
    file = finish(job)
    client = client_as("zhejiang")
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert file.get_absolute_url() in page
    assert "http-equiv" not in page
    assert "hx-get" not in page
    answer = client.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"%PDF-"
    fragment = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert fragment["HX-Refresh"] == "true"


def test_a_failed_job_says_why_and_may_be_rung_again(
    job, client_as, django_capture_on_commit_callbacks
):
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, message="磁盘已满。")
    client = client_as("zhejiang")
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "磁盘已满。" in page
    assert f"/jobs/{job.pk}/retry/" in page
    with django_capture_on_commit_callbacks() as bells:
        answer = client.post(f"/jobs/{job.pk}/retry/")
    assert answer.status_code == 302
    assert len(bells) == 1
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    assert client.post(f"/jobs/{job.pk}/retry/").status_code == 403


def test_the_list_holds_ones_own_jobs_only(job, client_as):
    assert "浙江省进展报告" in client_as("zhejiang").get("/jobs/").content.decode()
    assert "浙江省进展报告" not in client_as("sichuan").get("/jobs/").content.decode()


def test_the_list_costs_the_same_for_many_rows(
    job, client_as, people, django_assert_max_num_queries
):
    file = finish(job)
    Job.objects.bulk_create(
        Job(kind="t", title=f"报告{n}", owner=people["zhejiang"], result=file)
        for n in range(60)
    )
    client = client_as("zhejiang")
    with django_assert_max_num_queries(12):
        assert client.get("/jobs/").status_code == 200


def test_scripts_get_the_state_as_json(job, client_as):
    client = client_as("zhejiang")
    body = client.get(f"/jobs/{job.pk}/status/").json()
    assert body == {
        "state": "running",
        "label": "处理中",
        "percent": 50,
        "done": 2,
        "total": 4,
        "message": "排版",
        "result_url": None,
    }
    file = finish(job)
    body = client.get(f"/jobs/{job.pk}/status/").json()
    assert (body["percent"], body["result_url"]) == (100, file.get_absolute_url())


def test_the_api_tells_of_ones_own_jobs_and_gives_the_file(job, api_as):
    api = api_as("zhejiang")
    assert api.get(f"/api/v1/jobs/{job.pk}/result/").status_code == 404
    file = finish(job)
    row = api.get(f"/api/v1/jobs/{job.pk}/").json()
    assert (row["state"], row["result"]["id"]) == ("done", str(file.pk))
    answer = api.get(f"/api/v1/jobs/{job.pk}/result/")
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert [r["id"] for r in api.get("/api/v1/jobs/").json()["results"]] == [job.pk]
    assert api_as("sichuan").get("/api/v1/jobs/").json()["results"] == []
    assert api_as("sichuan").get(f"/api/v1/jobs/{job.pk}/").status_code == 404
