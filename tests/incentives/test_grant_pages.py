"""The pages of grants and preferences, and their files."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incentives.models import Grant, GrantProposal, IncentiveGrant, Preference
from tests.factories.grants import (
    a_grant,
    a_preference,
    application_draft,
    certified_firm,
    entry,
    hangzhou,
    pay,
    pool_firm,
    proposed,
    revoked,
    user,
)
from tests.factories.reading import text

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(f"incentives:{name}", args=args), query)


def send(client, name, *args, **data):
    return client.post(reverse(f"incentives:{name}", args=args), data)


def test_a_firm_starts_an_application_and_is_told_what_is_not_open_to_it(client_as):
    pool_firm()
    client = client_as("enterprise")
    answer = send(client, "grant-application-start", category="land")
    assert answer.status_code == 422
    assert "没有有效的认证证书" in text(answer)
    answer = send(client, "grant-application-start", category="reward")
    case = IncentiveGrant.objects.get()
    assert answer.url == reverse("incentives:grant-application-edit", args=[case.pk])
    assert "请填写“依据文件名称”" in text(client.get(answer.url))


def test_an_application_reads_in_words_for_its_applicant_and_its_reviewers(client_as):
    case = application_draft()
    shown = text(page(client_as("enterprise"), "grant-application", case.pk))
    assert "专项补助" in shown
    assert "1,000,000" in shown
    assert page(client_as("zhejiang"), "grant-application", case.pk).status_code == 404


def award_data(**given):
    today = timezone.localdate()
    return {
        "firm": pool_firm().credit_code,
        "category": "subsidy",
        "amount": "１,０００,０００.00",
        "basis_name": "专项补助办法（测试）",
        "basis_number": "浙测〔2026〕77号",
        "starts": today.isoformat(),
        "awarded_on": today.isoformat(),
        "reason": "评审确定。",
        **given,
    }


def test_a_direct_award_is_proposed_and_confirmed_on_pages(client_as):
    answer = send(client_as("zhejiang"), "grant-new", **award_data())
    made = GrantProposal.objects.get()
    assert answer.url == made.get_absolute_url()
    lead = client_as("zhejiang_lead")
    assert "浙测〔2026〕77号" in text(lead.get(made.get_absolute_url()))
    send(lead, "grant-proposal-confirm", made.pk, version=1)
    grant = Grant.objects.get()
    assert grant.amount == Decimal("1000000.00")
    assert grant.number in text(page(client_as("enterprise"), "own-grants"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": "-5"}, "不能小于"),
        ({"amount": "1.005"}, "小数位数不能超过"),
        ({"amount": "100000000000.01"}, "超过1000亿元"),
        ({"amount": ""}, "没有金额的，写明权益内容"),
        ({"firm": ""}, "请填写一家企业或者一个城市"),
        ({"firm": "不存在的公司"}, "没有找到该企业"),
        ({"city": "杭州市"}, "请填写一家企业或者一个城市"),
        ({"ends": "2020-01-01"}, "执行期止不能早于执行期起"),
        ({"category": "fiscal"}, "没有有效的认证证书"),
    ],
)
def test_wrong_input_is_told_at_the_field_and_nothing_is_lost(
    client_as, given, sentence
):
    answer = send(client_as("zhejiang"), "grant-new", **award_data(**given))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "评审确定。" in text(answer)
    assert not GrantProposal.objects.exists()


def test_a_second_award_is_refused_on_the_page_with_the_first_named(client_as):
    first = a_grant(basis_number="浙测〔2026〕77号")
    answer = send(client_as("zhejiang"), "grant-new", **award_data())
    assert answer.status_code == 422
    assert first.number in text(answer)


def test_payment_reversal_and_revocation_on_pages(client_as):
    grant = a_grant()
    handler, lead = client_as("zhejiang"), client_as("zhejiang_lead")
    given = entry("400000")
    paid = {
        "on": given.on.isoformat(),
        "amount": "400000",
        "voucher_number": "PZ-1",
        "file": SimpleUploadedFile("凭证.pdf", given.upload.read()),
    }
    version = grant.version
    answer = send(handler, "grant-pay", grant.public_id, version=version, **paid)
    assert answer.url == grant.get_absolute_url()
    shown = text(handler.get(answer.url))
    assert "400,000.00" in shown
    assert "PZ-1" in shown
    answer = send(handler, "grant-pay", grant.public_id, version=version, **paid)
    assert answer.status_code in (409, 422)
    answer = send(lead, "grant-event-reverse", grant.public_id, 2, reason="登记错误。")
    assert "已冲销" in text(lead.get(answer.url))
    now = Grant.objects.get(pk=grant.pk)
    send(
        handler, "grant-revoke", grant.public_id,
        version=now.version, ground="弄虚作假。", demanded="0",
    )  # fmt: skip
    made = GrantProposal.objects.get(act="revoke")
    assert "待确认" in text(handler.get(grant.get_absolute_url()))
    send(lead, "grant-proposal-confirm", made.pk, version=1)
    assert Grant.objects.get(pk=grant.pk).state == "revoked"


def test_the_receiver_reads_his_grant_but_not_what_authorities_say(client_as):
    grant = a_grant()
    Grant.objects.filter(pk=grant.pk).update(needs_review=True)
    own = text(client_as("enterprise").get(grant.get_absolute_url()))
    assert "待复核" not in own
    assert "浙江经办" not in own
    inside = text(client_as("zhejiang").get(grant.get_absolute_url()))
    assert "待复核" in inside


def test_the_voucher_is_handed_to_who_may_read_the_grant(client_as):
    event = pay(a_grant(), "1000")
    url = event.voucher.get_absolute_url()
    answer = client_as("enterprise").get(url)
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"%PDF")
    assert client_as("sichuan").get(url).status_code == 404


def test_the_list_is_filtered_summed_and_exported_alike(client_as):
    grant, other = a_grant(), a_grant(category="reward", amount=Decimal(5))
    pay(grant, "400000")
    client = client_as("zhejiang")
    shown = text(page(client, "grants", category="subsidy"))
    assert grant.number in shown
    assert other.number not in shown
    assert "400,000.00 元" in shown
    answer = page(client, "grants-export", category="subsidy", file="csv")
    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert grant.number in lines[1]
    for query in (
        {"state": "in_force"}, {"state": "to_review"}, {"year": "2026"},
        {"division": "330100"}, {"managing_unit": "330000"}, {"tier": "unit"},
    ):  # fmt: skip
        assert page(client, "grants", **query).status_code == 200
    assert page(client_as("sichuan"), "grants").context["count"] == 0


def test_the_public_reads_facts_and_the_amount_only_where_it_is_public(client_as):
    a_grant(basis_name="不公开金额的办法", amount=Decimal("123456.00"))
    a_grant(
        basis_name="公开金额的办法", amount=Decimal("654321.00"), amount_is_public=True
    )
    gone = revoked(a_grant(basis_name="已撤销的办法"))
    shown = text(page(client_as("visitor"), "public-grants"))
    assert "不公开金额的办法" in shown
    assert "123,456.00" not in shown
    assert "654,321.00" in shown
    assert gone.basis_name not in shown
    answer = page(client_as("visitor"), "public-grants-export", file="csv")
    assert "123456" not in answer.content.decode()


def test_a_list_costs_the_same_however_many_rows(
    client_as, django_assert_max_num_queries
):
    firm = certified_firm()
    for category in ("subsidy", "reward", "fiscal", "land"):
        a_grant(firm, category=category)
    client = client_as("zhejiang")
    for name, most in (("grants", 16), ("public-grants", 12)):
        page(client, name)
        with django_assert_max_num_queries(most):
            assert page(client, name).context["count"] == 4


def test_preferences_are_entered_confirmed_and_corrected_on_pages(client_as):
    handler, lead = client_as("zhejiang"), client_as("zhejiang_lead")
    given = {
        "city": "无此市", "kind": "enrolment_plan", "year": "2026", "quantity": "200",
        "basis_name": "招生计划安排（测试）", "basis_number": "浙测〔2026〕9号",
    }  # fmt: skip
    assert send(handler, "preference-new", **given).status_code == 422
    given["city"] = hangzhou().full_name
    answer = send(handler, "preference-new", **given)
    made = Preference.objects.get()
    assert answer.url == made.get_absolute_url()
    send(lead, "preference-confirm", made.pk, version=1)
    send(handler, "preference-counter", made.pk, quantity="50", reason="多报。")
    counter = Preference.objects.get(corrects=made)
    send(lead, "preference-confirm", counter.pk, version=1)
    shown = text(page(handler, "preferences"))
    assert "150名" in shown
    assert "尚余：150名" in text(handler.get(made.get_absolute_url()))
    answer = page(handler, "preferences-export", file="csv")
    assert "-50" in answer.content.decode()


def test_a_proposal_is_dropped_with_a_reason(client_as):
    made = proposed()
    lead = client_as("zhejiang_lead")
    assert send(lead, "grant-proposal-drop", made.pk, version=1).status_code == 422
    send(lead, "grant-proposal-drop", made.pk, version=1, note="依据不符。")
    assert GrantProposal.objects.get().state == "dropped"
    entry_ = a_preference(confirmed=False)
    send(lead, "preference-drop", entry_.pk, version=1, note="不符。")
    assert Preference.objects.get().state == "dropped"


def test_a_receiver_that_left_is_shown_to_be_kept(client_as):
    grant = a_grant()
    Grant.objects.filter(pk=grant.pk).update(needs_review=True)
    version = Grant.objects.get(pk=grant.pk).version
    lead = client_as("zhejiang_lead")
    send(lead, "grant-keep", grant.public_id, version=version, reason="已完成。")
    assert Grant.objects.get(pk=grant.pk).needs_review is False
    version += 1
    send(lead, "grant-show", grant.public_id, version=version)
    assert Grant.objects.get(pk=grant.pk).amount_is_public is True
    given = {
        "met": "false", "on": timezone.localdate().isoformat(), "note": "未完成。",
        "version": version + 1,
    }  # fmt: skip
    handler = client_as("zhejiang")
    send(handler, "grant-condition", grant.public_id, **given)
    assert grant.events.last().kind == "condition_unmet"
    assert user("zhejiang").pk == grant.events.last().by_id
    assert timezone.localdate() - grant.awarded_on == timedelta(days=50)
