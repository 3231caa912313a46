"""Grants: who may have one, four eyes, no double award, who sees."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.choices import Standing
from incentives.choices.grants import GrantEventKind, GrantState
from incentives.granting.kind import KIND
from incentives.models import Grant, IncentiveGrant
from incentives.services.grants import (
    start_grant,
)
from tests.factories.grants import (
    a_grant,
    application_draft,
    application_in,
    certified_firm,
    granted,
    hangzhou,
    pool_firm,
    proposed,
    revoked,
    terms,
    user,
)
from tests.factories.reading import fresh, refused_at
from tests.factories.workflow import as_applicant, decide
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.choices import FourEyesState, Move, Stage
from workflow.models import Notification
from workflow.services import confirm_proposed, drop_proposed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# Who may have one.


def test_the_package_is_for_who_has_a_valid_certificate_and_others_are_told_why(people):
    pool_firm()
    field, words = refused_at(start_grant, category="fiscal", by=user("enterprise"))
    assert field == "category"
    assert "没有有效的认证证书" in words
    certified_firm()
    assert start_grant(category="fiscal", by=user("enterprise")).stage == Stage.DRAFT


def test_a_city_has_other_grants_but_not_the_package(people):
    field, words = refused_at(start_grant, category="land", by=user("hangzhou"))
    assert (field, "是城市" in words) == ("category", True)
    assert start_grant(category="reward", by=user("hangzhou")).city == hangzhou()


def test_a_firm_outside_the_pool_is_granted_nothing(people):
    firm = pool_firm(standing=Standing.NONE)
    assert refused_at(proposed, firm)[0] == "category"
    assert refused_at(start_grant, category="reward", by=user("enterprise"))


@pytest.mark.parametrize("who", ["zhejiang", "school", "ndrc_lead", "expert1"])
def test_only_firms_and_cities_apply(people, who):
    with pytest.raises(NotAllowed):
        start_grant(category="reward", by=user(who))


# The application.


def test_an_application_goes_by_the_city_to_the_unit_and_becomes_an_award(people):
    case = application_draft()
    case = as_applicant(case, Move.SUBMIT, now=timezone.now())
    assert case.stage == Stage.CITY_REVIEW
    assert case.number.startswith("JS")
    case = decide(case, Move.APPROVE, now=timezone.now())
    assert case.stage == Stage.PROVINCIAL_REVIEW
    grant = granted(fresh(case).incentivegrant)
    case = fresh(case)
    assert (case.stage, case.stage_label) == (Stage.LISTED, "已授予")
    assert str(grant.organisation).startswith("浙江省发展和改革委员会")
    assert grant.number.startswith("JL")
    assert [event.kind for event in grant.events.all()] == [GrantEventKind.AWARD]
    told = Notification.objects.filter(user=user("enterprise"))
    assert told.filter(key=f"grant:{grant.pk}:1").count() == 1


def test_national_funds_go_on_to_the_nation_and_a_city_begins_at_the_unit(people):
    case = application_draft(national_funds=True)
    assert [str(stage) for stage in case.path] == [
        "city_review", "provincial_review", "national_review",
    ]  # fmt: skip
    city = application_draft("hangzhou")
    assert [str(stage) for stage in city.path] == ["provincial_review"]


def test_terms_that_lack_something_are_refused_at_their_field(people):
    today = timezone.localdate()
    wrong = {
        "amount": {"amount": None},
        "ends": {"ends": today - 200 * DAY},
        "starts": {"starts": today.replace(year=2018)},
        "basis_url": {"basis_url": "javascript:1"},
        "category": {"category": "gift"},
    }
    for field, given in wrong.items():
        assert refused_at(proposed, **given)[0] == field


def test_an_application_is_not_approved_once_its_basis_was_awarded(people):
    case = application_in(Stage.PROVINCIAL_REVIEW)
    kept = {n: getattr(case, n) for n in ("basis_number", "starts", "ends")}
    earlier = a_grant(**kept)
    with pytest.raises(Invalid) as found:
        granted(case)
    assert earlier.number in found.value.issues[0].sentence
    assert fresh(case).stage == Stage.PROVINCIAL_REVIEW


def test_an_application_warns_of_another_level_on_the_same_basis(people):
    a_grant(who="ndrc", basis_number="戊〔2026〕1号", category="reward")
    case = application_draft(basis_number="戊〔2026〕1号")
    issues = KIND.content_issues(case, KIND.snapshot(case), timezone.localdate())
    (warning,) = issues
    assert (warning.field, warning.severity) == ("terms.basis_number", "warning")
    as_applicant(case, Move.SUBMIT, now=timezone.now())


def test_the_package_is_not_approved_once_the_certificate_is_gone(people):
    firm = certified_firm()
    case = application_in(Stage.PROVINCIAL_REVIEW, category="fiscal")
    firm.certificates.update(revoked_on=timezone.localdate())
    with pytest.raises(Invalid) as found:
        granted(case)
    assert "没有有效的认证证书" in found.value.issues[0].sentence
    decide(fresh(case), Move.REJECT, now=timezone.now())


# Direct awards: four eyes.


def test_a_handler_proposes_and_nothing_is_granted_before_the_lead_confirms(people):
    made = proposed()
    assert not Grant.objects.exists()
    for who in ("zhejiang", "ningbo_lead", "ndrc_lead", "enterprise"):
        with pytest.raises(NotAllowed):
            confirm_proposed(made, by=user(who))
    done = confirm_proposed(made, by=user("zhejiang_lead"), version=1)
    assert done.state == FourEyesState.CONFIRMED
    assert done.grant.events.get().note == "按办法评审确定。"
    with pytest.raises(Closed):
        confirm_proposed(made, by=user("zhejiang_lead"))


def test_a_dropped_proposal_grants_nothing_and_tells_who_proposed(people):
    made = proposed()
    drop_proposed(made, by=user("zhejiang_lead"), note="依据不符。")
    assert not Grant.objects.exists()
    told = Notification.objects.filter(user=user("zhejiang"))
    assert told.filter(key=f"grantproposal:{made.pk}:dropped").exists()


def test_a_unit_grants_only_to_its_own(people):
    with pytest.raises(NotAllowed, match="不在贵单位管理范围"):
        proposed(pool_firm(), who="sichuan")
    with pytest.raises(NotAllowed):
        proposed(pool_firm(), who="zhejiang_finance")
    assert a_grant(pool_firm(), who="ndrc").tier == "nation"


# No double award.


def test_the_second_award_on_one_basis_names_the_first(people):
    today = timezone.localdate()
    first = a_grant(basis_number="浙财〔2026〕8号", amount_is_public=True)
    for spelled in ("浙财[2026]8号", " 浙财（２０２６）8号"):
        field, words = refused_at(proposed, basis_number=spelled)
        assert field == "basis_number"
        assert first.number in words
        assert str(first.organisation) in words
    later = first.ends + DAY
    assert a_grant(basis_number="浙财〔2026〕8号", starts=later, ends=later + 9 * DAY)
    assert a_grant(basis_number="浙财〔2026〕8号", category="reward")
    other = proposed(basis_number="浙财〔2026〕9号")
    assert refused_at(proposed, basis_number="浙财〔2026〕9号", starts=today)
    assert other.state == FourEyesState.PROPOSED


def test_an_award_without_end_overlaps_everything_after_it(people):
    a_grant(basis_number="甲〔2026〕1号", ends=None)
    assert refused_at(
        proposed, basis_number="甲〔2026〕1号", starts=terms()["ends"], ends=None
    )


def test_the_database_itself_refuses_a_double_award(people):
    grant = a_grant()
    grant.pk, grant.number, grant.public_id = None, "JL-2", uuid4()
    refused = pytest.raises(IntegrityError, match="grant_no_double_award")
    with refused, transaction.atomic():
        grant.save(force_insert=True)


def test_after_a_revocation_the_basis_is_open_again(people):
    grant = a_grant(basis_number="乙〔2026〕1号")
    revoked(grant)
    assert a_grant(basis_number="乙〔2026〕1号").state == GrantState.AWARDED


def test_another_level_on_the_same_basis_is_a_warning_to_be_ticked(people):
    a_grant(who="ndrc", basis_number="丙〔2026〕1号", category="reward")
    field, words = refused_at(proposed, basis_number="丙〔2026〕1号")
    assert field == "checked"
    assert "请核对是否重复支持" in words
    assert a_grant(basis_number="丙〔2026〕1号", checked=True)


# Who sees.


def test_a_grant_is_seen_by_its_receiver_and_its_authorities_alone(people):
    grant = a_grant()
    seen = {
        name
        for name in ("enterprise", "zhejiang", "hangzhou", "ndrc", "sichuan", "ningbo",
                     "enterprise_ningbo", "school", "chengdu", "expert1")
        if Grant.objects.visible_to(user(name)).filter(pk=grant.pk).exists()
    }  # fmt: skip
    assert seen == {"enterprise", "zhejiang", "hangzhou", "ndrc"}


def test_a_draft_is_its_applicants_own(people):
    case = application_draft()
    rows = IncentiveGrant.objects
    assert rows.visible_to(user("enterprise")).filter(pk=case.pk).exists()
    assert not rows.visible_to(user("zhejiang")).filter(pk=case.pk).exists()
