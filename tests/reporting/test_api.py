"""Reports in the API."""

from documents.tasks import run_job
from reporting.models import ProgressReport, Rendition
from tests.factories.reporting import status_of_file

URL = "/api/v1/progress-reports/"


def test_asking_answers_202_with_the_job_and_then_the_file(people, api_as):
    api = api_as("zhejiang")
    given = {"scope": "330000", "period": "2025H1", "format": "json"}
    answer = api.post(URL, given, format="json")
    assert answer.status_code == 202, answer.json()
    body = answer.json()
    assert body["renditions"][0] == {
        "format": "json",
        "snapshot": 1,
        "state": "queued",
        "percent": 0,
        "url": None,
    }
    assert len(body["snapshot"]["digest"]) == 64
    run_job(body["job"])
    shown = api.get(f"{URL}{body['id']}/").json()
    assert shown["renditions"][0]["state"] == "done"
    assert status_of_file(api, shown["renditions"][0]["url"]) == 200


def test_a_refusal_is_a_problem_with_its_sentence_and_field(people, api_as):
    api = api_as("zhejiang")
    wrong = api.post(URL, {"scope": "330000", "period": "2025H7"}, format="json")
    assert wrong.status_code == 422
    assert wrong["Content-Type"].startswith("application/problem+json")
    assert wrong.json()["errors"][0]["field"] == "period"
    foreign = api.post(URL, {"scope": "510000", "period": "2025H1"}, format="json")
    assert foreign.status_code == 403
    assert "本管理单位" in foreign.json()["detail"]
    assert not ProgressReport.objects.exists()


def test_a_list_of_many_reports_costs_no_more_queries(
    people, api_as, django_assert_max_num_queries
):
    api = api_as("ndrc")
    for period in ("2025Y", "2025H1", "2025H2", "2024Y", "2024H1"):
        api.post(URL, {"scope": "330000", "period": period}, format="json")
    assert Rendition.objects.count() == 5
    with django_assert_max_num_queries(8):
        assert len(api.get(URL).json()["results"]) == 5
