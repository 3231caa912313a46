"""Members: invited and accepted, changed, deputised, ended, never the last."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.links import invitation_token
from accounts.models import Invitation, Organisation, Post, User
from accounts.schedule import mail_waiting_invitations
from accounts.services import (
    accept_as,
    accept_as_new_user,
    appoint_deputy,
    change_post,
    disable_user,
    end_post,
    invite,
    withdraw_invitation,
)
from tests.personas import PASSWORD
from ui.refusals import Closed, Invalid, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(people):
    return Organisation.objects.get(posts__user=people["enterprise"])


@pytest.fixture
def commission(people):
    return Organisation.objects.get(posts__user=people["zhejiang"])


@pytest.fixture
def invitation(people, firm):
    return invite(
        organisation=firm,
        by=people["enterprise"],
        name="李堃",
        email="likun@example.invalid",
        role="lead",
        is_organisation_admin=True,
    )


def said(caught):
    return "".join([caught.value.sentence, *(i.sentence for i in caught.value.issues)])


def page_of(invitation):
    token = invitation_token(invitation)
    return reverse("accounts:invitation-accept", kwargs={"token": token})


def join(invitation, username="likun"):
    data = {"username": username, "password": PASSWORD, "again": PASSWORD}
    return Client().post(page_of(invitation), data)


def test_an_invitation_is_mailed_once_with_a_link_that_works(invitation):
    tasks.mail_invitation(invitation.pk)
    tasks.mail_invitation(invitation.pk)
    assert len(mail.outbox) == 1
    link = next(w for w in mail.outbox[0].body.split() if w.startswith("http"))
    page = Client().get("/" + link.split("//")[1].partition("/")[2])
    assert "示例钱塘智造有限公司（演示）" in page.content.decode()


def test_a_mail_that_never_left_is_sent_by_the_clock(invitation, monkeypatch):
    rung = []
    monkeypatch.setattr(tasks.mail_invitation, "delay", rung.append)
    assert mail_waiting_invitations() == 0
    Invitation.objects.update(invited_at=timezone.now() - timedelta(minutes=6))
    assert mail_waiting_invitations() == 1
    assert rung == [invitation.pk]


def test_the_invited_person_makes_an_account_and_has_the_post(invitation, firm):
    assert join(invitation).status_code == 302
    post = Post.objects.get(user__username="likun")
    assert (post.organisation, post.role) == (firm, "lead")
    assert post.is_organisation_admin
    again = join(invitation, "likun2")
    assert again.status_code == 409
    assert "已经接受过" in again.content.decode()


def test_who_has_an_account_accepts_with_it(people, firm):
    offer = invite(
        organisation=firm,
        by=people["enterprise"],
        name="学校经办",
        email="school@example.invalid",
        role="handler",
    )
    with pytest.raises(NotAllowed, match="另一个邮箱"):
        accept_as(invitation=offer, user=people["mof"])
    accept_as(invitation=offer, user=people["school"])
    assert User.objects.get(username="school").standing.applicant_ids >= {firm.pk}


def test_an_invitation_ends_after_seven_days(invitation, clock):
    clock.shift(timedelta(days=7, seconds=1))
    answer = join(invitation)
    assert answer.status_code == 409
    assert "已过期" in answer.content.decode()


def test_a_withdrawn_invitation_is_void(invitation, people):
    withdraw_invitation(invitation=invitation, by=people["enterprise"])
    assert "已被撤回" in join(invitation).content.decode()


def test_a_link_that_was_changed_is_not_ours(invitation):
    url = page_of(invitation).replace(":", "x", 1)
    assert Client().get(url).status_code == 404


def test_nobody_is_invited_twice_at_once(invitation, firm, people):
    with pytest.raises(Invalid) as caught:
        invite(
            organisation=firm,
            by=people["enterprise"],
            name="李堃",
            email="LiKun@example.invalid",
            role="lead",
        )
    assert "尚未接受" in said(caught)


@pytest.mark.parametrize("name", ["zhejiang", "sysadmin", "enterprise_ningbo"])
def test_only_an_administrator_of_the_organisation_invites(people, firm, name):
    with pytest.raises(NotAllowed):
        invite(
            organisation=firm,
            by=people[name],
            name="甲",
            email="a@x.invalid",
            role="lead",
        )


def test_a_business_organisation_has_no_administrator_roles(people, firm):
    with pytest.raises(Invalid) as caught:
        invite(
            organisation=firm,
            by=people["enterprise"],
            name="甲",
            email="a@x.invalid",
            role="auditor",
        )
    assert "平台运行单位" in said(caught)


@pytest.mark.parametrize("held", ["sysadmin", "secadmin", "auditor"])
def test_an_administrator_takes_no_business_post(people, firm, held):
    offer = invite(
        organisation=firm,
        by=people["enterprise"],
        name="管理员",
        email=f"{held}@example.invalid",
        role="handler",
    )
    with pytest.raises(Invalid) as caught:
        accept_as(invitation=offer, user=people[held])
    assert "不得兼任经办人" in said(caught)


def test_a_handler_cannot_become_auditor(people):
    operator = Organisation.objects.get(posts__user=people["sysadmin"])
    offer = invite(
        organisation=operator,
        by=people["sysadmin"],
        name="财政",
        email="mof@example.invalid",
        role="auditor",
    )
    with pytest.raises(Invalid) as caught:
        accept_as(invitation=offer, user=people["mof"])
    assert "现任经办人，不得兼任审计管理员" in said(caught)


def test_the_last_administrator_can_neither_go_nor_be_stripped(people):
    post = people["enterprise"].posts.get()
    by = people["enterprise"]
    with pytest.raises(Invalid) as caught:
        end_post(post=post, by=by)
    assert "至少保留一名单位管理员" in said(caught)
    with pytest.raises(Invalid):
        change_post(
            post=post, by=by, role="handler", title="", is_organisation_admin=False
        )
    with pytest.raises(Invalid):
        disable_user(user=by, by=people["sysadmin"], reason="离职")


def test_with_a_second_administrator_the_first_may_go(people, invitation):
    join(invitation)
    end_post(post=people["enterprise"].posts.get(), by=people["enterprise"])
    assert not User.objects.get(username="enterprise").posts_now


def test_a_disabled_person_does_not_count_as_administrator(people, invitation):
    join(invitation)
    User.objects.filter(username="likun").update(is_active=False)
    with pytest.raises(Invalid):
        end_post(post=people["enterprise"].posts.get(), by=people["enterprise"])


def test_another_role_is_another_post_and_the_old_one_keeps_its_record(people):
    post = people["zhejiang"].posts.get()
    changed = change_post(
        post=post,
        by=people["zhejiang_lead"],
        role="lead",
        title="副处长",
        is_organisation_admin=False,
    )
    post.refresh_from_db()
    assert (post.role, changed.role) == ("handler", "lead")
    assert post.valid_until is not None
    user = User.objects.get(username="zhejiang")
    assert user.has_role("lead", "unit")
    assert not user.has_role("handler")


def test_a_deputy_stands_in_until_the_end_and_no_longer(people, commission, clock):
    post = people["zhejiang_lead"].posts.get()
    now = timezone.now()
    appoint_deputy(
        post=post,
        user=people["zhejiang"],
        by=people["zhejiang_lead"],
        starts=now + timedelta(days=1),
        ends=now + timedelta(days=5),
    )

    def leads():
        return User.objects.get(username="zhejiang").has_role("lead", "unit")

    assert not leads()
    clock.shift(timedelta(days=2))
    assert leads()
    clock.shift(timedelta(days=4))
    assert not leads()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("zhejiang_lead", "不能由本人代理"), ("sichuan", "应为本单位现任成员")],
)
def test_a_deputy_is_another_member(people, name, sentence):
    now = timezone.now()
    with pytest.raises(Invalid) as caught:
        appoint_deputy(
            post=people["zhejiang_lead"].posts.get(),
            user=people[name],
            by=people["zhejiang_lead"],
            starts=now,
            ends=now + timedelta(days=5),
        )
    assert sentence in said(caught)


def test_a_deputy_goes_with_the_post_he_stands_in_for(people):
    now = timezone.now()
    post = people["zhejiang"].posts.get()
    deputy = appoint_deputy(
        post=post,
        user=people["zhejiang_lead"],
        by=people["zhejiang_lead"],
        starts=now,
        ends=now + timedelta(days=5),
    )
    end_post(post=post, by=people["zhejiang_lead"])
    deputy.refresh_from_db()
    assert deputy.valid_until <= timezone.now()
    with pytest.raises(Closed):
        end_post(post=post, by=people["zhejiang_lead"])


def test_a_deputy_not_yet_begun_goes_with_the_post_too(people):
    now = timezone.now()
    post = people["zhejiang"].posts.get()
    deputy = appoint_deputy(
        post=post,
        user=people["zhejiang_lead"],
        by=people["zhejiang_lead"],
        starts=now + timedelta(days=1),
        ends=now + timedelta(days=5),
    )
    end_post(post=post, by=people["zhejiang_lead"])
    deputy.refresh_from_db()
    assert deputy.valid_until == deputy.valid_from


def test_a_deputys_post_gets_no_other_role_and_no_deputy(people):
    now = timezone.now()
    lead = people["zhejiang_lead"]
    deputy = appoint_deputy(
        post=people["zhejiang"].posts.get(),
        user=lead,
        by=lead,
        starts=now,
        ends=now + timedelta(days=5),
    )
    with pytest.raises(Closed, match="代理岗位随原岗位确定"):
        change_post(
            post=deputy, by=lead, role="lead", title="", is_organisation_admin=True
        )
    with pytest.raises(Closed, match="代理岗位随原岗位确定"):
        appoint_deputy(
            post=deputy,
            user=people["zhejiang"],
            by=lead,
            starts=now,
            ends=now + timedelta(days=2),
        )


def test_the_pages_of_members_work_without_script(client_as, firm, people):
    client = client_as("enterprise")
    url = reverse("accounts:member-invite", kwargs={"pk": firm.pk})
    data = {"name": "王翀", "email": "wang@example.invalid", "role": "lead"}
    assert client.post(url, data).status_code == 302
    page = client.get(reverse("accounts:members", kwargs={"pk": firm.pk}))
    assert "王翀" in page.content.decode()
    post = people["enterprise"].posts.get()
    url = reverse("accounts:post-deputy", kwargs={"pk": post.pk})
    wrong = {"starts": "2026-06-30", "ends": "2026-06-01"}
    assert "结束日期不能早于开始日期" in client.post(url, wrong).content.decode()


def test_a_new_account_needs_a_free_name_and_a_good_password(invitation, people):
    with pytest.raises(Invalid) as caught:
        accept_as_new_user(
            invitation=invitation, username="zhejiang", password=PASSWORD
        )
    assert "已被使用" in said(caught)
    with pytest.raises(Invalid):
        accept_as_new_user(invitation=invitation, username="likun", password="weak")
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
