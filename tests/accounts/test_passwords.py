"""Passwords: the rule, the history, the age, the mailed link."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.links import reset_link
from accounts.models import AccessRecord, User
from accounts.services import ask_reset, change_password, set_new_password
from tests.personas import PASSWORD
from ui.refusals import Invalid

pytestmark = pytest.mark.django_db


def change(client, new, old=PASSWORD, again=None):
    data = {"old": old, "new": new, "again": again or new}
    return client.post(reverse("accounts:change-password"), data)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client_as):
    here, there = client_as("zhejiang"), client_as("zhejiang")
    assert change(here, "Quite-other-77").status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302
    assert AccessRecord.objects.filter(kind="password", username="zhejiang").exists()


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("Short-1", "至少需要 10 个字符"),
        ("onlysmallletters", "至少三类"),
        ("Zhejiang-1234", "相近"),
        (PASSWORD, "最近 5 次"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(client_as, new, sentence):
    answer = change(client_as("zhejiang"), new)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_common_password_is_refused(people):
    with pytest.raises(Invalid) as caught:
        set_new_password(user=people["zhejiang"], new="Password123")
    assert any("太常见" in issue.sentence for issue in caught.value.issues)


def test_the_old_password_must_be_right_and_both_new_ones_alike(client_as):
    client = client_as("zhejiang")
    assert "原密码不正确" in change(client, "Quite-other-77", "no").content.decode()
    answer = change(client, "Quite-other-77", again="Quite-other-78")
    assert "不一致" in answer.content.decode()


def test_the_last_five_passwords_cannot_be_used_again(people):
    user, last = people["zhejiang"], PASSWORD
    words = [f"Quite-other-7{number}" for number in range(5)]
    for word in words:
        change_password(user=user, old=last, new=word)
        last = word
    with pytest.raises(Invalid):
        change_password(user=user, old=last, new=words[0])
    change_password(user=user, old=last, new=PASSWORD)


def test_after_ninety_days_only_the_password_can_be_changed(people, client_as):
    old = timezone.now() - timedelta(days=90)
    User.objects.filter(username="zhejiang").update(password_changed_at=old)
    client = client_as("zhejiang")
    answer = client.get(reverse("accounts:profile"))
    assert answer.headers["Location"].startswith(reverse("accounts:change-password"))
    page = client.get(reverse("accounts:change-password")).content.decode()
    assert "密码已使用满 90 天" in page
    api = client.get("/api/v1/me/")
    assert api.status_code == 403
    assert api.json()["code"] == "password-due"
    change(client, "Quite-other-77")
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_the_answer_to_a_forgotten_password_is_always_the_same(people):
    url = reverse("accounts:reset-password")
    known = Client().post(url, {"email": "zhejiang@example.invalid"})
    unknown = Client().post(url, {"email": "nobody@example.invalid"})
    assert known.headers["Location"] == unknown.headers["Location"]


def test_a_stranger_cannot_fill_a_box_with_links(
    people, clock, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr(tasks.mail_reset, "delay", sent.append)
    for _time in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            ask_reset(email="zhejiang@example.invalid")
    assert sent == [people["zhejiang"].pk] * 3
    clock.shift(timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        ask_reset(email="zhejiang@example.invalid")
    assert len(sent) == 4


def test_a_mailed_link_sets_a_new_password_once(people):
    tasks.mail_reset(people["zhejiang"].pk)
    link = next(w for w in mail.outbox[0].body.split() if w.startswith("http"))
    path = link.split("//")[1].partition("/")[2]
    words = {"new": "Quite-other-77", "again": "Quite-other-77"}
    assert Client().post(f"/{path}", words).status_code == 302
    assert User.objects.get(username="zhejiang").check_password("Quite-other-77")
    again = Client().post(f"/{path}", words)
    assert again.status_code == 409
    assert "已失效或已使用过" in again.content.decode()


def test_a_mailed_link_ends(people, clock):
    path = "/" + reset_link(people["zhejiang"]).split("//")[1].partition("/")[2]
    assert Client().get(path).status_code == 200
    clock.shift(timedelta(hours=3))
    assert Client().get(path).status_code == 409


@pytest.mark.parametrize("uid", ["MTIz", "////", "喆", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_link_gets_a_sentence(uid, people):
    kwargs = {"uid": uid.replace("/", "x"), "token": "abc-def"}
    answer = Client().get(reverse("accounts:reset-password-set", kwargs=kwargs))
    assert answer.status_code == 409
