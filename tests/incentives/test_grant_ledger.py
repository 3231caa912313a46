"""The grant ledger: payments, conditions, reversals, revocation, recovery, review."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.choices import Standing
from incentives.choices.grants import GrantState
from incentives.models import Grant, GrantEvent
from incentives.schedule import review_grants_at
from incentives.services.grants import (
    Given,
    keep_after_review,
    propose_revocation,
    record_condition,
    record_payment,
    record_recovery,
    replay,
    reverse_event,
    show_amount,
    sums_of,
)
from tests.factories.grants import (
    a_grant,
    certified_firm,
    entry,
    pay,
    pool_firm,
    revoked,
    user,
)
from tests.factories.reading import fresh, refused_at
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.models import Notification
from workflow.services import confirm_proposed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_payments_make_the_state_and_never_exceed_the_award(people):
    grant = a_grant()
    pay(grant, "400000")
    assert (fresh(grant).state, fresh(grant).paid) == (
        GrantState.PAYING,
        Decimal(400000),
    )
    field, words = refused_at(pay, grant, "600000.01")
    assert (field, "最多还可兑付600,000.00元" in words) == ("amount", True)
    pay(grant, "600000")
    assert fresh(grant).state == GrantState.PAID
    with pytest.raises(NotAllowed, match="已全部兑付"):
        pay(grant, "1")


def test_a_payment_needs_number_file_and_a_day_that_may_be(people):
    grant, today = a_grant(), timezone.localdate()
    assert refused_at(pay, grant, "1", voucher_number="")[0] == "voucher_number"
    assert refused_at(pay, grant, "1", upload=None)[0] == "file"
    assert refused_at(pay, grant, "1", on=today + DAY)[0] == "on"
    assert refused_at(pay, grant, "1", on=grant.awarded_on - DAY)[0] == "on"
    assert refused_at(pay, grant, "0")[0] == "amount"


def test_a_voucher_pays_once_by_number_and_by_file(people):
    given = entry("100")
    grant, other = a_grant(), a_grant()
    event = record_payment(grant, given=given, by=user("zhejiang"))
    again = entry("100", voucher_number=given.voucher_number)
    field, words = refused_at(record_payment, other, given=again, by=user("zhejiang"))
    assert (field, grant.number in words) == ("voucher_number", True)
    same = entry("100", upload=given.upload)
    assert refused_at(record_payment, other, given=same, by=user("zhejiang"))[0] == (
        "file"
    )
    reverse_event(event, reason="登记错误。", by=user("zhejiang_lead"))
    assert record_payment(other, given=again, by=user("zhejiang")).amount == 100


def test_a_right_without_an_amount_is_not_paid(people):
    grant = a_grant(
        certified_firm(), category="credit", amount=None, right="列入白名单"
    )
    with pytest.raises(NotAllowed, match="没有金额"):
        pay(grant, "1")


def test_only_who_granted_enters_and_a_stale_page_is_told(people):
    grant = a_grant()
    for who in ("ningbo", "ndrc", "hangzhou", "enterprise"):
        with pytest.raises(NotAllowed):
            record_payment(grant, given=entry("1"), by=user(who))
    with pytest.raises(Stale):
        record_payment(grant, given=entry("1"), by=user("zhejiang"), version=99)


def test_a_wrong_payment_is_reversed_by_a_lead_once_and_both_entries_stay(people):
    grant = a_grant()
    event = pay(grant, "400000")
    with pytest.raises(NotAllowed):
        reverse_event(event, reason="登记错误。", by=user("zhejiang"))
    reverse_event(event, reason="登记错误。", by=user("zhejiang_lead"))
    assert (fresh(grant).paid, fresh(grant).state) == (0, GrantState.AWARDED)
    assert grant.events.count() == 3
    with pytest.raises(Closed):
        reverse_event(event, reason="再次。", by=user("zhejiang_lead"))


def test_conditions_are_noted_and_told_with_their_reason(people):
    grant = a_grant()
    given = Given(on=timezone.localdate(), note="年度考核未完成。")
    event = record_condition(grant, met=False, given=given, by=user("zhejiang"))
    told = Notification.objects.filter(user=user("enterprise"))
    assert told.filter(key=f"grant:{grant.pk}:{event.sequence}").exists()
    empty = Given(on=timezone.localdate())
    assert refused_at(
        record_condition, grant, met=True, given=empty, by=user("zhejiang")
    )


def test_a_revocation_demands_no_more_than_was_paid_and_recovery_no_more_than_that(
    people,
):
    grant = a_grant()
    pay(grant, "500000")
    assert refused_at(revoked, grant, "500000.01")[0] == "demanded"
    grant = revoked(grant, "300000")
    assert (grant.state, grant.to_recover) == (GrantState.RECOVERING, 300000)
    with pytest.raises(NotAllowed, match="已经撤销"):
        pay(grant, "1")
    by = user("zhejiang")
    record_recovery(grant, given=entry("100000"), by=by)
    field, words = refused_at(record_recovery, grant, given=entry("200000.01"), by=by)
    assert (field, "最多还可登记200,000.00元" in words) == ("amount", True)
    record_recovery(grant, given=entry("200000"), by=by)
    assert (fresh(grant).state, fresh(grant).to_recover) == (GrantState.REVOKED, 0)


def test_a_payment_that_is_demanded_back_is_not_reversed(people):
    grant = a_grant()
    event = pay(grant, "500000")
    revoked(grant, "300000")
    with pytest.raises(Invalid, match="不能冲销"):
        reverse_event(event, reason="登记错误。", by=user("zhejiang_lead"))


def test_a_revocation_takes_four_eyes_and_waits_alone(people):
    grant = a_grant()
    by = user("zhejiang")
    made = propose_revocation(grant, ground="弄虚作假。", by=by)
    with pytest.raises(NotAllowed, match="待确认"):
        propose_revocation(grant, ground="弄虚作假。", by=by)
    with pytest.raises(NotAllowed):
        confirm_proposed(made, by=by)
    assert fresh(grant).state == GrantState.AWARDED


def test_the_ledger_is_only_added_to(people):
    grant = a_grant()
    event = grant.events.get()
    acts = (
        lambda: GrantEvent.objects.filter(pk=event.pk).update(amount=1),
        lambda: GrantEvent.objects.filter(pk=event.pk).delete(),
        lambda: Grant.objects.filter(pk=grant.pk).update(amount=1),
        lambda: Grant.objects.filter(pk=grant.pk).update(receiver_name="某企业"),
    )
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_replaying_the_events_gives_what_the_award_keeps(people):
    grant = a_grant(amount_is_public=True)
    reverse_event(pay(grant, "10"), reason="错。", by=user("zhejiang_lead"))
    pay(grant, "500000")
    grant = revoked(grant, "300000")
    record_recovery(grant, given=entry("100000"), by=user("zhejiang"))
    show_amount(fresh(grant), shown=False, by=user("zhejiang_lead"))
    grant = fresh(grant)
    assert replay(grant) == sums_of(grant)
    assert replay(grant).state == grant.state == GrantState.RECOVERING
    assert grant.amount_is_public is False


# A receiver loses his standing.


def test_who_granted_is_told_once_when_the_receiver_leaves_or_loses_his_certificate(
    people,
):
    firm = certified_firm()
    package = a_grant(firm, category="fiscal")
    other = a_grant(firm)
    now = timezone.now()
    assert review_grants_at(now) == 0
    firm.certificates.update(revoked_on=timezone.localdate())
    assert review_grants_at(now) == 1
    assert (fresh(package).needs_review, fresh(other).needs_review) == (True, False)
    assert review_grants_at(now) == 0
    firm.standing, firm.left_pool_on = Standing.REMOVED, timezone.localdate()
    firm.save()
    assert review_grants_at(now) == 2
    assert review_grants_at(now) == 0
    told = Notification.objects.filter(key__startswith=f"grant:{other.pk}:review")
    assert told.filter(user=user("zhejiang")).count() == 1
    assert not told.filter(user=user("enterprise")).exists()


def test_a_lead_keeps_an_award_after_its_review(people):
    firm = pool_firm()
    grant = a_grant(firm)
    firm.standing, firm.left_pool_on = Standing.LEFT, timezone.localdate()
    firm.save()
    review_grants_at(timezone.now())
    with pytest.raises(NotAllowed):
        keep_after_review(grant, reason="已完成。", by=user("zhejiang"))
    keep_after_review(grant, reason="项目已完成。", by=user("zhejiang_lead"))
    assert fresh(grant).needs_review is False
    assert review_grants_at(timezone.now()) == 0
    with pytest.raises(NotAllowed):
        keep_after_review(grant, reason="再次。", by=user("zhejiang_lead"))
