"""Addresses with characters that no text of a database can hold."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/notices/%00/", "/divisions/%00/", "/api/v1/divisions/%00/", "/register/%00/"],
)
def test_an_address_with_a_null_character_leads_nowhere(client_as, path):
    assert client_as("zhejiang").get(path).status_code == 404


@pytest.mark.parametrize("query", ["q=%00", "q=%00a", "in=%00", "in=33%00", "q=%C2%B2"])
def test_the_search_for_a_place_takes_every_character(client_as, query):
    answer = client_as("visitor").get(f"/accounts/register/?{query}")
    assert answer.status_code == 200
