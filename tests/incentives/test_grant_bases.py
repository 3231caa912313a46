"""Grants on benefits of the policy list, and the amount that is granted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from incentives.granting.kind import KIND
from incentives.models import Grant, GrantProposal, GrantRuling, IncentiveGrant
from incentives.services.grants import Receiver, bases_for, set_amount
from tests.factories import policies
from tests.factories.grants import (
    a_grant,
    application_draft,
    application_in,
    granted,
    hangzhou,
    pool_firm,
    proposed,
    user,
)
from tests.factories.rewards import listed
from tests.factories.workflow import decide
from ui.refusals import Invalid, NotAllowed
from workflow.choices import Move, Stage
from workflow.services import confirm_proposed, verify_chain

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BLANK = {"basis_name": "", "basis_number": "", "basis_url": ""}


def version(benefit):
    return benefit.versions.current().get()


def fields_of(refused):
    return [issue.field for issue in refused.value.issues]


# The basis.


def test_the_benefits_offered_reach_the_receiver_and_are_in_force(people):
    today = timezone.localdate()
    unit = {"scope": "unit", "managing_unit_id": "330000"}
    nation, own = policies.published("全国的"), policies.published("本省的", **unit)
    city = policies.published("城市的", subject="city")
    policies.published("外省的", scope="unit", managing_unit_id="510000")
    policies.published("过期的", effective_until=today - DAY)
    policies.published("尚未生效的", effective_from=today + DAY)
    offered = bases_for(Receiver(pool_firm()), today)
    assert set(offered) == {version(nation), version(own)}
    assert set(bases_for(Receiver(hangzhou()), today)) == {version(city)}


def test_a_named_benefit_brings_its_document_into_the_award(people):
    benefit = policies.published(basis_number="浙策〔2026〕1号")
    made = proposed(policy=version(benefit), **BLANK)
    grant = confirm_proposed(made, by=user("zhejiang_lead")).grant
    assert grant.policy == version(benefit)
    assert (grant.basis_name, grant.basis_number) == ("测试文件", "浙策〔2026〕1号")


def test_a_benefit_and_the_same_document_typed_by_hand_are_one_basis(people):
    benefit = policies.published(basis_number="浙策〔2026〕2号")
    first = a_grant(policy=version(benefit), **BLANK)
    with pytest.raises(Invalid, match=first.number):
        proposed(basis_number="浙策[2026]2号")
    with pytest.raises(Invalid) as refused:
        proposed(policy=version(benefit), **BLANK)
    assert fields_of(refused) == ["policy"]


@pytest.mark.parametrize(
    ("benefit", "given", "field"),
    [
        ({"scope": "unit", "managing_unit_id": "510000"}, BLANK, "policy"),
        ({"subject": "city"}, BLANK, "policy"),
        ({}, {"basis_number": "别的〔2026〕1号", "basis_name": ""}, "basis_number"),
        ({}, {"basis_number": "", "basis_name": "别的办法"}, "basis_name"),
    ],
)
def test_a_benefit_that_is_not_the_basis_is_told_at_its_field(
    people, benefit, given, field
):
    named = version(policies.published(**benefit))
    with pytest.raises(Invalid) as refused:
        proposed(policy=named, **given)
    assert fields_of(refused) == [field]


def test_an_application_freezes_the_document_of_the_benefit_it_names(people):
    benefit = policies.published(basis_number="浙策〔2026〕3号")
    case = application_in(Stage.PROVINCIAL_REVIEW, policy=version(benefit), **BLANK)
    frozen = case.submissions.get().data["sections"]["terms"]["fields"]
    assert frozen["basis_number"] == "浙策〔2026〕3号"
    assert granted(case).basis_number == "浙策〔2026〕3号"


def test_a_benefit_that_lapses_is_to_be_chosen_again_before_the_hand_in(people):
    benefit = policies.published()
    draft = application_draft(policy=version(benefit), **BLANK)
    benefit.effective_until = timezone.localdate() - DAY
    benefit.save()
    (issue,) = KIND.content_issues(draft, KIND.snapshot(draft), timezone.localdate())
    assert (issue.field, "重新选择" in issue.sentence) == ("terms.policy", True)


# The amount.


def test_less_is_granted_than_was_applied_for_with_the_reason(people, client_as):
    case = application_in(Stage.PROVINCIAL_REVIEW)
    with pytest.raises(Invalid) as refused:
        decide(case, Move.APPROVE, now=timezone.now())
    assert "还没有核定金额" in refused.value.issues[0].sentence
    grant = granted(case, "600000", reason="按预算安排核定。")
    assert grant.amount == Decimal("600000.00")
    assert case.amount == Decimal("1000000.00")
    note = grant.events.get().note
    assert "申请金额1,000,000.00元，核定金额600,000.00元" in note
    assert "按预算安排核定。" in note
    page = client_as("enterprise").get(grant.get_absolute_url()).content.decode()
    assert "申请金额" in page
    assert "按预算安排核定。" in page
    assert list(verify_chain()) == []


@pytest.mark.parametrize(
    ("amount", "reason", "field"),
    [("0", "", "amount"), ("1000000.01", "", "amount"), ("999999.99", " ", "reason")],
)
def test_an_amount_that_cannot_be_granted_is_refused_at_its_field(
    people, amount, reason, field
):
    case = application_in(Stage.PROVINCIAL_REVIEW)
    with pytest.raises(Invalid) as refused:
        set_amount(case, amount=Decimal(amount), reason=reason, by=user("zhejiang"))
    assert fields_of(refused) == [field]


def test_only_whose_turn_it_is_sets_the_amount_and_the_firm_is_not_told_yet(
    people, client_as
):
    case = application_in(Stage.PROVINCIAL_REVIEW)
    for who in ("enterprise", "hangzhou", "sichuan"):
        with pytest.raises(NotAllowed):
            set_amount(case, amount=case.amount, by=user(who))
    url = reverse("incentives:grant-application-amount", args=[case.pk])
    handler = client_as("zhejiang")
    sent = {"version": case.version, "amount": "500000", "reason": "财力所限。"}
    assert handler.post(url, sent).url == case.get_absolute_url()
    assert "财力所限。" in handler.get(case.get_absolute_url()).content.decode()
    own = client_as("enterprise").get(case.get_absolute_url()).content.decode()
    assert "财力所限。" not in own
    assert handler.post(url, sent).status_code == 409


def test_an_amount_once_set_is_kept_by_the_database(people):
    case = application_in(Stage.PROVINCIAL_REVIEW)
    made = set_amount(case, amount=case.amount, by=user("zhejiang"))
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantRuling.objects.filter(pk=made.pk).update(amount=1, reason="改")
    assert GrantRuling.objects.get().amount == case.amount


def test_the_form_offers_benefits_for_the_firm_and_the_day(people, client_as):
    policies.published("适用的政策")
    policies.published("城市政策", subject="city")
    url = reverse("incentives:grant-new") + f"?firm={pool_firm().credit_code}"
    page = client_as("zhejiang").get(url).content.decode()
    assert "适用的政策" in page
    assert "城市政策" not in page
    draft = application_draft()
    url = reverse("incentives:grant-application-section", args=[draft.pk, "terms"])
    assert "适用的政策" in client_as("enterprise").get(url).content.decode()


def test_the_api_names_a_benefit_by_its_id_and_sets_the_amount(people, client_as):
    benefit = policies.published(basis_number="浙策〔2026〕4号")
    given = {
        "enterprise": str(pool_firm().public_id),
        "category": "subsidy",
        "policy": str(benefit.public_id),
        "amount": "1000.00",
        "starts": timezone.localdate().isoformat(),
        "reason": "评审确定。",
    }
    handler = client_as("zhejiang")
    answer = handler.post(
        reverse("api:grant-proposal-list"), given, content_type="application/json"
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["policy"] == str(benefit.public_id)
    assert GrantProposal.objects.get().basis_number == "浙策〔2026〕4号"
    case = application_in(Stage.PROVINCIAL_REVIEW)
    url = reverse("api:incentive-grant-amount", args=[case.pk])
    sent = {"amount": "999", "reason": "核减。", "version": case.version}
    answer = handler.post(url, sent, content_type="application/json")
    assert answer.json()["ruling"]["amount"] == "999.00"
    own = client_as("enterprise")
    shown = own.get(reverse("api:incentive-grant-detail", args=[case.pk]))
    assert shown.json()["ruling"] is None
    assert IncentiveGrant.objects.get(pk=case.pk).amount == case.amount
    assert not Grant.objects.exists()


def test_a_citys_page_shows_what_fits_it_and_what_it_was_granted(people, client_as):
    city = listed("330100")[0]
    policies.published(
        "城市的政策",
        subject="city",
        conditions=[
            {"test": "pilot_city", "operator": "is", "value": True},
            {"test": "separately_planned", "operator": "is", "value": True},
        ],
    )
    open_one = {"category": "reward", "amount": Decimal("654321.00")}
    a_grant(hangzhou(), amount_is_public=True, **open_one)
    a_grant(hangzhou(), category="other", amount=Decimal("123456.00"))
    public = client_as("visitor").get(city.get_absolute_url()).content.decode()
    assert "符合 1/2 项条件" in public
    assert "缺少：" in public
    assert "654,321.00" in public
    assert "123,456.00" not in public
    inside = client_as("hangzhou").get(city.get_absolute_url()).content.decode()
    assert "777,777.00" in inside
