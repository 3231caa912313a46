"""The review list of cultivation: checks, files, days, who has it; one by one."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.judging import application_tally
from tests.factories.enterprises import case_at, cultivation_round
from tests.factories.reading import user
from workflow.choices import Stage
from workflow.content import files_in
from workflow.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(people):
    a_round = cultivation_round()
    names = ("enterprise", "enterprise_ningbo")
    return [case_at(Stage.PROVINCIAL_REVIEW, name, a_round=a_round) for name in names]


def test_each_submission_counts_its_checks_and_files(cases):
    case = cases[0]
    data = case.submissions.get().data
    found = application_tally(case, data, timezone.localdate())
    assert (case.checks_passed, case.checks_total) == (found.passed, 12)
    assert case.evidence_count == len(files_in(data)) > 0
    empty = {**data, "sections": {**data["sections"], "statements": {"fields": {}}}}
    worse = application_tally(case, empty, timezone.localdate())
    assert worse.passed < found.passed


def test_reviewers_see_what_it_adds_up_to_and_firms_do_not(cases, client_as):
    Application.objects.filter(pk=cases[0].pk).update(assignee=user("zhejiang"))
    url = reverse("enterprises:cultivations")
    page = client_as("zhejiang").get(url).content.decode()
    case = cases[0]
    for words in (
        f"检查{case.checks_passed}/12项",
        f"材料{case.evidence_count}份",
        "剩余",
        "浙江经办（演示）",
    ):
        assert words in page
    own = client_as("enterprise").get(url).content.decode()
    assert "检查与材料" not in own
    assert "承办人" not in own


def test_the_list_can_be_walked(cases, client_as):
    url = reverse("enterprises:cultivations")
    address = f"{url}?{urlencode({'stage': 'provincial_review', 'sort': 'number'})}"
    client = client_as("ndrc")
    first = f"{cases[0].get_absolute_url()}?{urlencode({'in': address})}"
    beside = client.get(first).context["beside"]
    assert (beside.previous, beside.next.pk) == (None, cases[1].pk)
    assert client.get(beside.next_url).context["beside"].previous.pk == cases[0].pk


def test_the_list_stays_within_twelve_queries(
    cases, client_as, django_assert_max_num_queries
):
    client, url = client_as("zhejiang"), reverse("enterprises:cultivations")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)
