"""Tokens and the API of accounts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import AccessRecord, ApiToken, User
from accounts.services import create_token
from ui.refusals import Invalid

pytestmark = pytest.mark.django_db


def token_for(user, scope="read", days=30):
    return create_token(
        user=user,
        name="对接",
        scope=scope,
        expires_at=timezone.now() + timedelta(days=days),
    )


def bearer(secret):
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_acts_for_its_owner_and_only_its_hash_is_kept(people):
    token, secret = token_for(people["zhejiang"])
    answer = bearer(secret).get("/api/v1/me/")
    assert answer.status_code == 200
    assert answer.json()["username"] == "zhejiang"
    assert answer.json()["posts"][0]["role"] == "handler"
    assert secret not in str(ApiToken.objects.values().get(pk=token.pk))


def test_a_read_token_writes_nothing(people):
    _token, secret = token_for(people["zhejiang"])
    body = {"name": "甲", "scope": "read", "expires_at": "2026-12-01T00:00:00+08:00"}
    answer = bearer(secret).post("/api/v1/tokens/", body, format="json")
    assert answer.status_code == 403
    assert "只有只读权限" in answer.json()["detail"]


def test_a_write_token_makes_a_token_whose_secret_is_shown_once(people):
    _token, secret = token_for(people["zhejiang"], "write")
    expires = (timezone.now() + timedelta(days=10)).isoformat()
    body = {"name": "乙", "scope": "read", "expires_at": expires}
    client = bearer(secret)
    answer = client.post("/api/v1/tokens/", body, format="json")
    assert answer.status_code == 201
    made = answer.json()
    assert bearer(made["secret"]).get("/api/v1/me/").status_code == 200
    shown = client.get(f"/api/v1/tokens/{made['id']}/").json()
    assert "secret" not in shown
    assert client.delete(f"/api/v1/tokens/{made['id']}/").status_code == 204
    assert bearer(made["secret"]).get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize("secret", ["", "ptp_wrong", "喆", "x" * 10_000])
def test_a_wrong_token_is_refused_with_a_sentence(people, secret):
    client = APIClient(
        headers={"Authorization": f"Bearer {secret}".encode().decode("latin1")}
    )
    answer = client.get("/api/v1/me/")
    assert answer.status_code == 401
    assert "令牌无效" in answer.json()["detail"]


def test_a_token_ends_with_its_time_and_with_its_owner(people, clock):
    _token, secret = token_for(people["zhejiang"])
    clock.shift(timedelta(days=31))
    assert bearer(secret).get("/api/v1/me/").status_code == 401
    _token, secret = token_for(people["zhejiang"])
    User.objects.filter(username="zhejiang").update(is_active=False)
    assert bearer(secret).get("/api/v1/me/").status_code == 401


def test_the_last_use_is_noted_to_the_minute(people, clock):
    token, secret = token_for(people["zhejiang"])
    bearer(secret).get("/api/v1/me/")
    token.refresh_from_db()
    first = token.last_used_at
    clock.shift(timedelta(seconds=30))
    bearer(secret).get("/api/v1/me/")
    token.refresh_from_db()
    assert token.last_used_at == first
    clock.shift(timedelta(seconds=31))
    bearer(secret).get("/api/v1/me/")
    token.refresh_from_db()
    assert token.last_used_at > first


def test_a_token_lives_at_most_a_year_and_there_are_at_most_twenty(people):
    for days in (0, 400):
        with pytest.raises(Invalid):
            token_for(people["zhejiang"], days=days)
    for _number in range(20):
        token_for(people["zhejiang"])
    with pytest.raises(Invalid, match="20"):
        token_for(people["zhejiang"])


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31"])
def test_moments_at_the_ends_of_time_are_told_so(api_as, moment):
    body = {"name": "对接", "scope": "read", "expires_at": moment}
    answer = api_as("zhejiang").post("/api/v1/tokens/", body, format="json")
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_the_page_shows_a_secret_once_and_revokes_it(client_as):
    client = client_as("zhejiang")
    data = {"name": "省平台", "scope": "read", "expires_on": "2020-01-01"}
    url = reverse("accounts:token-create")
    assert "不能早于今天" in client.post(url, data).content.decode()
    day = timezone.localdate() + timedelta(days=30)
    page = client.post(url, {**data, "expires_on": day.isoformat()})
    assert "ptp_" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    listed = client.get(reverse("accounts:tokens")).content.decode()
    assert "省平台" in listed
    assert "ptp_" not in listed
    token = ApiToken.objects.get(name="省平台")
    client.post(reverse("accounts:token-revoke", kwargs={"pk": token.pk}))
    token.refresh_from_db()
    assert token.revoked_at
    assert AccessRecord.objects.filter(kind="token", username="zhejiang").count() == 2


def test_the_api_lists_the_organisations_of_the_own_area_in_few_queries(
    api_as, django_assert_max_num_queries
):
    client = api_as("ningbo")
    with django_assert_max_num_queries(8):
        answer = client.get("/api/v1/organisations/")
    units = {row["managing_unit"] for row in answer.json()["results"]}
    assert units == {"330200"}
    found = client.get("/api/v1/organisations/?q=beilun").json()["results"]
    assert [row["name"] for row in found] == ["示例北仑港机有限公司（演示）"]


def test_bad_input_to_the_api_names_the_field(api_as):
    answer = api_as("zhejiang").post("/api/v1/tokens/", {"name": "甲"}, format="json")
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"scope", "expires_at"}


def test_a_session_works_in_the_api_too_and_a_visitor_gets_401(api_as):
    assert api_as("school").get("/api/v1/me/").json()["username"] == "school"
    assert api_as("visitor").get("/api/v1/me/").status_code == 401
