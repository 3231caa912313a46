"""Lists and details hold their query budgets for a provincial reviewer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.checks import content_issues
from cities.models import CityNomination, PilotCity
from cities.seed_review import seed_reviews
from cities.seeding import seed_nominations
from cities.services import snapshot
from tests.factories.cities import draft
from workflow.checks import errors_of
from workflow.choices import OPEN_STAGES, Stage
from workflow.services import verify_chain

pytestmark = pytest.mark.django_db
SEEDED = 400


@pytest.fixture
def seeded(people):
    seed_nominations(SEEDED)


@pytest.fixture
def reviewed(seeded):
    return seed_reviews()


def queries(client, url):
    """How many queries a page takes the second time (caches are warm)."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(caught), answer


def test_the_list_of_a_province_takes_at_most_twelve_queries(seeded, client_as):
    count, answer = queries(client_as("zhejiang"), reverse("cities:nominations"))
    assert answer.context["count"] > 200
    assert count <= 12


def test_a_detail_takes_at_most_fifteen_queries(seeded, client_as):
    client = client_as("zhejiang")
    for stage in (Stage.PROVINCIAL_REVIEW, Stage.RETURNED, Stage.REJECTED):
        row = CityNomination.objects.filter(managing_unit="330000", stage=stage).first()
        count, _answer = queries(client, row.get_absolute_url())
        assert count <= 15, stage


def test_the_api_lists_fifty_in_at_most_eight_queries(seeded, api_as):
    client = api_as("zhejiang")
    count, answer = queries(client, "/api/v1/city-nominations/?page_size=50")
    assert len(answer.json()["results"]) == 50
    assert count <= 8


def test_desk_opinions_and_timeline_hold_their_budgets_after_deep_reviews(
    reviewed, client_as
):
    client = client_as("zhejiang")
    row = CityNomination.objects.filter(
        managing_unit="330000", stage=Stage.PROVINCIAL_REVIEW
    ).first()
    timeline = reverse("workflow:timeline", args=[row.pk])
    for url, most in (
        (reverse("workflow:desk"), 12),
        (reverse("workflow:opinions") + "?tab=all", 12),
        (timeline, 15),
        (row.get_absolute_url(), 15),
    ):
        count, _answer = queries(client, url)
        assert count <= most, url
    assert row.opinions.count() == 6


def test_a_ranking_of_hundreds_takes_at_most_twelve_queries(reviewed, client_as):
    count, answer = queries(client_as("ndrc"), reverse("workflow:ranking"))
    assert answer.context["count"] > 5
    assert count <= 12


def test_the_chains_hold_after_deep_reviews_and_a_second_pass_adds_nothing(reviewed):
    assert reviewed["opinions"] > 1000
    assert reviewed["panels"] > 50
    assert list(verify_chain()) == []
    assert set(seed_reviews().values()) == {0}


def test_the_national_page_does_not_ask_by_row(seeded, client_as):
    count, answer = queries(client_as("ndrc"), reverse("cities:national-review"))
    assert len(answer.context["lines"]) > 10
    assert count <= 12


def test_the_public_list_takes_few_queries(seeded, client_as):
    count, _answer = queries(client_as("visitor"), reverse("cities:pilot-cities"))
    assert count <= 6


def test_seeded_nominations_are_consistent(seeded):
    assert CityNomination.objects.count() == SEEDED
    assert list(verify_chain()) == []
    handed_in = CityNomination.objects.filter(submitted_at__isnull=False)
    for nomination in handed_in[::40]:
        submission = nomination.submissions.get()
        assert snapshot(nomination) == submission.data
        day = submission.at.date()
        assert errors_of(content_issues(submission.data, today=day)) == []
    listed = CityNomination.objects.filter(stage=Stage.LISTED).count()
    assert PilotCity.objects.count() == listed > 0


def test_seeding_keeps_one_open_nomination_a_city_and_round(seeded):
    rows = CityNomination.objects.filter(stage__in=OPEN_STAGES)
    pairs = list(rows.values_list("round_id", "division_id"))
    assert len(pairs) == len(set(pairs))


def test_seeding_is_the_same_each_time_and_goes_beside_what_is_there(people):
    draft(people)
    seed_nominations(30)
    first = list(
        CityNomination.objects.order_by("pk").values_list("title", "stage", "gdp")
    )[1:]
    seed_nominations(30)
    again = list(
        CityNomination.objects.order_by("pk").values_list("title", "stage", "gdp")
    )[31:]
    assert [r[0] for r in first] == [r[0] for r in again]
    assert [r[2] for r in first] == [r[2] for r in again]
    numbers = CityNomination.objects.exclude(number=None).values_list("number")
    assert len(set(numbers)) == numbers.count()
