"""Two authorities award on one basis at the same moment: real threads."""

import pytest

from incentives.models import Grant, GrantEvent
from incentives.services.grants import record_payment
from tests.factories.grants import a_grant, entry, pool_firm, proposed, user
from tests.workflow.test_concurrency import at_once
from ui.refusals import Refusal, Stale
from workflow.services import confirm_proposed, drop_proposed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    monkeypatch.setattr("workflow.services.telling.send_mail.delay", lambda pk: None)


def test_of_two_awards_on_one_basis_one_is_made_and_the_other_names_it():
    firm = pool_firm()
    own = proposed(firm, basis_number="丁〔2026〕1号")
    # The nation's waits since before: entry alone could not have seen the other.
    theirs = proposed(firm, who="ndrc", basis_number="丁〔2026〕2号")
    type(theirs).objects.filter(pk=theirs.pk).update(basis_number="丁〔2026〕1号")
    results = at_once(
        lambda: confirm_proposed(own, by=user("zhejiang_lead")),
        lambda: confirm_proposed(theirs, by=user("ndrc_lead")),
    )
    refused = [r for r in results if isinstance(r, Refusal)]
    grant = Grant.objects.get()
    assert len(refused) == 1
    assert grant.number in refused[0].issues[0].sentence


def test_of_a_confirmation_and_a_withdrawal_at_once_one_counts():
    row = proposed(pool_firm())
    results = at_once(
        lambda: confirm_proposed(row, by=user("zhejiang_lead"), version=1),
        lambda: drop_proposed(row, by=user("zhejiang"), note="重提。", version=1),
    )
    row.refresh_from_db()
    assert [type(r) for r in results if isinstance(r, Refusal)] == [Stale]
    assert row.version == 2
    assert Grant.objects.exists() == (row.state == "confirmed")


def test_two_payments_at_once_never_exceed_the_award():
    grant = a_grant()
    given = [entry("600000"), entry("600000")]
    results = at_once(
        *(
            lambda one=one: record_payment(grant, given=one, by=user("zhejiang"))
            for one in given
        )
    )
    assert sum(isinstance(r, Refusal) for r in results) == 1
    assert GrantEvent.objects.filter(kind="payment").count() == 1
    grant.refresh_from_db()
    assert grant.paid == 600000
