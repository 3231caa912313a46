"""Signing in, failing, being locked out, running out of time."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import AccessKind
from accounts.models import AccessRecord, User
from tests.personas import PASSWORD

SIGN_IN = "/accounts/sign-in/"
pytestmark = pytest.mark.django_db


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def kinds(username):
    rows = AccessRecord.objects.filter(username=username).order_by("pk")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.parametrize(
    "name", ["zhejiang", "zhejiang@example.invalid", " ZheJiang ", "ｚｈｅｊｉａｎｇ"]
)
def test_one_signs_in_by_user_name_or_mail(people, name):
    answer = sign_in(Client(), name)
    assert answer.status_code == 302
    assert kinds("zhejiang") == [AccessKind.SIGN_IN]


def test_after_sign_in_one_is_where_one_wanted_to_go(people):
    answer = sign_in(Client(), "zhejiang", next="/divisions/?q=宁波")
    assert unquote(answer.headers["Location"]) == "/divisions/?q=宁波"


@pytest.mark.parametrize("target", ["https://evil.invalid/", "//evil.invalid", "/\\e"])
def test_sign_in_leads_nowhere_else(people, target):
    answer = sign_in(Client(), "zhejiang", next=target)
    assert "evil" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("sysadmin", "accounts:organisations"),
        ("secadmin", "accounts:security"),
        ("auditor", "accounts:access-log"),
    ],
)
def test_each_administrator_begins_at_his_own_page(people, name, home):
    assert sign_in(Client(), name).headers["Location"] == reverse(home)


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(people):
    wrong = sign_in(Client(), "zhejiang", "Wrong-2026-pass")
    unknown = sign_in(Client(), "nobody-here", "Wrong-2026-pass")
    for answer in (wrong, unknown):
        assert answer.status_code == 422
        assert "用户名或密码不正确" in answer.content.decode()
    assert kinds("zhejiang") == kinds("nobody-here") == [AccessKind.FAILURE]


def test_a_disabled_account_cannot_sign_in(people):
    User.objects.filter(username="zhejiang").update(is_active=False)
    assert sign_in(Client(), "zhejiang").status_code == 422


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(people, clock):
    names = ["zhejiang", "zhejiang@example.invalid"]
    for number in range(5):
        answer = sign_in(Client(), names[number % 2], "Wrong-2026-pass")
    assert answer.status_code == 429
    assert "已锁定 15 分钟" in answer.content.decode()
    assert sign_in(Client(), "zhejiang").status_code == 429
    assert kinds("zhejiang").count(AccessKind.LOCK_OUT) == 2
    assert sign_in(Client(), "sichuan").status_code == 302
    clock.shift(timedelta(minutes=14))
    assert sign_in(Client(), "zhejiang").status_code == 429
    clock.shift(timedelta(minutes=2))
    assert sign_in(Client(), "zhejiang").status_code == 302


def test_the_security_administrator_unlocks_an_account(people, client_as):
    for _number in range(5):
        sign_in(Client(), "zhejiang", "Wrong-2026-pass")
    secadmin = client_as("secadmin")
    assert "解除锁定" in secadmin.get(reverse("accounts:security")).content.decode()
    secadmin.post(reverse("accounts:unlock", kwargs={"username": "zhejiang"}))
    assert sign_in(Client(), "zhejiang").status_code == 302


def test_odd_input_gets_a_sentence_and_no_error(people):
    for name in ["x" * 10_000, "\x00", "喆堃翀😀", "<script>alert(1)</script>"]:
        answer = sign_in(Client(), name)
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()


def test_signing_out_is_a_post_and_written_down(people):
    client = Client()
    sign_in(client, "zhejiang")
    client.get(reverse("accounts:sign-out"))
    assert client.get(reverse("accounts:profile")).status_code == 200
    client.post(reverse("accounts:sign-out"))
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert kinds("zhejiang") == [AccessKind.SIGN_IN, AccessKind.SIGN_OUT]


def test_an_idle_session_ends_and_says_why(people, clock):
    client = Client()
    sign_in(client, "zhejiang")
    clock.shift(timedelta(minutes=29))
    assert client.get(reverse("accounts:profile")).status_code == 200
    clock.shift(timedelta(minutes=31))
    answer = client.get(reverse("accounts:profile"), follow=True)
    assert "超过 30 分钟未操作" in answer.content.decode()
    assert AccessKind.TIME_OUT in kinds("zhejiang")


def test_no_session_lasts_longer_than_twelve_hours(people, clock):
    client = Client()
    sign_in(client, "zhejiang")
    for _step in range(36):
        clock.shift(timedelta(minutes=20))
        assert client.get(reverse("accounts:profile")).status_code == 200
    clock.shift(timedelta(minutes=20))
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_a_busy_session_is_not_written_at_every_request(
    people, clock, django_assert_num_queries
):
    client = Client()
    sign_in(client, "zhejiang")
    client.get(reverse("accounts:register"))
    clock.shift(timedelta(seconds=30))
    stamp = client.session["seen_at"]
    client.get(reverse("accounts:profile"))
    assert client.session["seen_at"] == stamp
    clock.shift(timedelta(seconds=31))
    client.get(reverse("accounts:profile"))
    assert client.session["seen_at"] > stamp


def test_ended_sessions_are_ended_at_once(people, client_as):
    client = client_as("zhejiang")
    key = {"pk": people["zhejiang"].pk}
    client_as("secadmin").post(reverse("accounts:sessions-end", kwargs=key))
    answer = client.get(reverse("accounts:profile"), follow=True)
    assert "安全管理员已结束此次登录" in answer.content.decode()


def test_a_disabled_user_is_out_at_his_next_request(people, client_as):
    client = client_as("mof")
    User.objects.filter(username="mof").update(is_active=False)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_desk_of_a_person_without_a_post_is_his_own_page(people):
    people["mof"].posts.update(valid_until=timezone.now())
    answer = sign_in(Client(), "mof")
    assert answer.headers["Location"] == reverse("accounts:profile")
