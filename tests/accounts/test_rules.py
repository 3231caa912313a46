"""The pure rules of accounts, and what the database keeps by itself."""

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from accounts import checks
from accounts.choices import AccessKind, Role, Tier
from accounts.demo import DEMO_ORGANISATIONS
from accounts.models import Post
from accounts.services import ensure_personas, record_access

NOW = timezone.now()


def said(issues):
    return " ".join(str(issue.sentence) for issue in issues)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91330108MADEM0001A", ""),
        ("91330108MADEM0001", "应为 18 位，现为 17 位"),
        ("91330108MADEM0001B", "校验位不符"),
        ("91330108MADEMO001A", "不应出现“O”"),
        ("A1330108MADEM0001A", "前 8 位应为数字"),
    ],
)
def test_a_credit_code_is_refused_with_what_is_wrong_with_it(code, sentence):
    found = said(checks.credit_code(code))
    assert sentence in found
    assert bool(found) == bool(sentence)


def test_every_demo_credit_code_is_valid_and_every_name_says_demo():
    for organisation in DEMO_ORGANISATIONS:
        assert "（演示）" in organisation.name
        if organisation.credit_code:
            assert not checks.credit_code(organisation.credit_code)


@pytest.mark.parametrize("password", ["Aa1!aaa", "alllowercase1", "short"])
def test_a_weak_password_is_refused(password):
    assert checks.password_strength(password)


def test_three_of_four_classes_are_enough():
    assert not checks.password_strength("abcdefGH12")
    assert not checks.password_strength("abcdefgh1!")


def test_a_password_is_due_after_its_age_and_when_another_person_set_it():
    age = timedelta(days=90)

    def due(days, must=False):
        return checks.password_due(
            must_change=must, changed_at=NOW - timedelta(days=days), age=age, now=NOW
        )

    assert due(89) == ""
    assert "90 天" in due(90)
    assert "初始密码" in due(0, must=True)


@pytest.mark.parametrize("wanted", list(Role))
@pytest.mark.parametrize("held", list(Role))
def test_administrators_exclude_each_other_and_every_business_role(held, wanted):
    administrators = {Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR}
    clash = held != wanted and bool({held, wanted} & administrators)
    assert bool(checks.roles_exclude({held}, wanted)) == clash


def test_administrators_belong_to_the_operator_alone():
    assert checks.role_fits(Role.AUDITOR, Tier.UNIT)
    assert checks.role_fits(Role.LEAD, Tier.OPERATION)
    assert not checks.role_fits(Role.SECADMIN, Tier.OPERATION)
    assert not checks.role_fits(Role.EXPERT, Tier.APPLICANT)


def test_the_last_administrator_of_the_members_cannot_leave():
    assert checks.administrators_left([7], 7)
    assert not checks.administrators_left([7, 8], 7)


def test_a_deputy_needs_an_end_within_the_post_he_stands_in_for():
    end = NOW + timedelta(days=10)
    assert checks.deputy_period(NOW, None, None)
    assert checks.deputy_period(NOW, NOW, None)
    assert checks.deputy_period(NOW, end, end - timedelta(days=1))
    assert not checks.deputy_period(NOW, end, end)


def test_the_database_itself_keeps_the_administrators_apart(people):
    post = people["auditor"].posts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            user=people["auditor"], organisation=post.organisation, role=Role.SYSADMIN
        )
    Post.objects.filter(pk=post.pk).update(valid_until=timezone.now())
    later = timezone.now() + timedelta(seconds=1)
    Post.objects.create(
        user=people["auditor"],
        organisation=post.organisation,
        role=Role.SYSADMIN,
        valid_from=later,
    )


def test_the_access_log_can_be_neither_changed_nor_shortened(people):
    line = record_access(kind=AccessKind.EXPORT, user=people["ndrc"])
    line.detail = "另一句话"
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        line.save()
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        line.delete()


def test_making_the_personas_again_changes_nothing(people):
    before = Post.objects.count()
    again = ensure_personas(password="Another-2026-pass")
    assert Post.objects.count() == before
    assert again["ndrc"].check_password("Demo-2026-pass")


def test_a_persona_stands_where_he_should(people):
    assert people["ndrc"].standing.is_national
    assert people["ningbo"].standing.unit_codes == {"330200"}
    assert people["zhejiang"].standing.unit_codes == {"330000"}
    assert people["hangzhou"].standing.city_codes == {"330100"}
    assert people["expert1"].has_role(Role.EXPERT)
    assert not people["expert1"].standing.applicant_ids
    assert people["sysadmin"].is_staff
    assert not people["secadmin"].is_staff
