"""A form that comes after the session's end is not lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from tests.personas import PASSWORD

TYPED = {
    "short_name": "新简称",
    "contact_name": "喆堃",
    "contact_phone": "0571-8888",
    "address": "第一行 <b>&</b> 第二行",
}


@pytest.fixture
def organisation(people):
    return Organisation.objects.get(posts__user=people["enterprise"])


@pytest.fixture
def url(organisation):
    return reverse("accounts:organisation-edit", kwargs={"pk": organisation.pk})


def sign_in(client, username):
    data = {"username": username, "password": PASSWORD}
    return client.post("/accounts/sign-in/", data, follow=True)


def test_a_form_sent_too_late_is_offered_again_and_taken(
    people, client_as, clock, url, organisation
):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    late = client.post(url, TYPED)
    assert late.status_code == 401
    assert "第一行 &lt;b&gt;" in late.content.decode()
    page = client.get("/accounts/sign-in/").content.decode()
    assert "您刚才提交的内容已经留存" in page
    organisation.refresh_from_db()
    assert organisation.contact_name != TYPED["contact_name"]
    offered = sign_in(client, "enterprise").content.decode()
    assert "第一行 &lt;b&gt;" in offered
    assert f'action="{url}"' in offered
    kept = dict(client.session["parked_form"]["fields"])
    client.post(url, kept)
    organisation.refresh_from_db()
    assert organisation.contact_name == TYPED["contact_name"]
    assert "parked_form" not in client.session


def test_it_is_offered_to_nobody_else(people, client_as, clock, url):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    client.post(url, TYPED)
    assert "喆堃" not in sign_in(client, "enterprise_ningbo").content.decode()
    assert "parked_form" not in client.session


def test_it_can_be_thrown_away(people, client_as, clock, url):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    client.post(url, TYPED)
    sign_in(client, "enterprise")
    client.post(reverse("accounts:parked"))
    assert client.get(reverse("accounts:parked")).status_code == 404


def test_passwords_are_never_parked(people, client_as, clock):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    typed = {"old": "x", "password": "Secret-2026", "note": "x"}
    client.post(reverse("accounts:token-create"), typed)
    kept = dict(client.session["parked_form"]["fields"])
    assert "password" not in kept
    assert kept["note"] == "x"


def test_a_background_save_gets_401_and_the_page_keeps_what_is_typed(
    people, client_as, clock, url
):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    answer = client.post(url, TYPED, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Trigger"] == "signed-out"
    answer = client.post(url, TYPED, headers={"X-Autosave": "1"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "signed-out"


def test_a_form_too_long_to_keep_says_so(people, client_as, clock, url):
    client = client_as("enterprise")
    clock.shift(timedelta(minutes=31))
    client.post(url, {**TYPED, "address": "长" * 600_000})
    assert "内容过长" in sign_in(client, "enterprise").content.decode()


def test_a_forged_form_is_not_parked(people, url):
    client = Client(enforce_csrf_checks=True)
    assert client.post(url, TYPED).status_code == 403
    assert "parked_form" not in client.session


def test_a_form_sent_with_an_old_password_waits_for_the_new_one(
    people, client_as, url, organisation
):
    User.objects.filter(username="enterprise").update(must_change_password=True)
    client = client_as("enterprise")
    answer = client.post(url, TYPED)
    assert answer.headers["Location"].startswith(reverse("accounts:change-password"))
    words = {"old": PASSWORD, "new": "Quite-other-77", "again": "Quite-other-77"}
    answer = client.post(reverse("accounts:change-password"), words, follow=True)
    assert "喆堃" in answer.content.decode()
