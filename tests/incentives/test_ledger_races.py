"""Two people at one ledger at the same moment: real threads, real transactions."""

from datetime import date

import pytest

from accounts.models import User
from incentives.choices import StatementState
from incentives.ledger import Figures
from incentives.models import CreditAccount, CreditPeriod, CreditResult
from incentives.services.credit import (
    correct,
    file_statement,
    open_account,
    recompute,
    save_draft,
)
from tests.factories.credit import (
    a_correction,
    a_draft,
    a_filed_period,
    a_line,
    a_member,
    an_account,
    wan,
)
from tests.workflow.test_concurrency import at_once
from ui.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def firm() -> User:
    """Who files, as a request of his own would have him."""
    return User.objects.get(username="enterprise")


def assert_consistent(account: CreditAccount) -> None:
    """Each period goes on from the one before, and computing again adds nothing."""
    brought = wan("0")
    for period in account.periods.filed().order_by("starts").with_result():
        assert period.statement.state == StatementState.FILED
        assert period.result.statement_id == period.statement_id
        assert period.result.brought_forward == brought
        brought = period.result.carried_forward
    assert recompute(account, cause="核对") == []


def test_a_draft_filed_twice_at_once_is_filed_once():
    account = an_account()
    draft = a_draft(account, 2022, [a_line("100", date(2022, 5, 1))], vat="600")

    def file():
        return file_statement(draft, by=firm(), confirmed=True, version=draft.version)

    results = at_once(file, file)
    assert sorted(getattr(r, "code", "filed") for r in results) == ["closed", "filed"]
    assert CreditResult.objects.count() == 1
    assert_consistent(account)


def test_filing_and_correcting_the_same_ledger_at_once_leaves_one_truth():
    account = an_account()
    first = a_filed_period(account, 2020, [a_line("400", date(2020, 5, 1))])
    second = a_filed_period(account, 2021, vat="600")
    corrected = a_correction(first, [a_line("200", date(2020, 5, 1))])
    next_year = a_draft(account, 2022, vat="600")

    def file(draft):
        return lambda: file_statement(draft, by=firm(), confirmed=True)

    results = at_once(
        file(corrected), file(next_year), lambda: recompute(account, cause="同时计算")
    )
    assert not [r for r in results if isinstance(r, Refusal)]
    last = CreditPeriod.objects.with_result().get(account=account, starts__year=2022)
    assert last.result.brought_forward == wan("30")
    assert second.results.first().carried_forward == wan("30")
    assert_consistent(account)


def test_of_two_corrections_begun_at_once_one_is_open():
    account = an_account()
    period = a_filed_period(account, 2022)
    begin = [lambda: correct(period, reason="更正", by=firm())] * 2
    results = at_once(*begin)
    assert sorted(getattr(r, "code", "begun") for r in results) == ["begun", "closed"]
    assert period.statements.count() == 2


def test_of_two_who_save_the_same_draft_one_is_told():
    account = an_account()
    draft = a_draft(account, 2022)

    def save(vat):
        figures = Figures(vat=wan(vat))
        return lambda: save_draft(
            draft, figures=figures, lines=[], by=firm(), version=draft.version
        )

    results = at_once(save("1"), save("2"))
    assert sorted(getattr(r, "code", "saved") for r in results) == ["saved", "stale"]


def test_a_member_unit_claimed_by_two_groups_at_once_is_counted_once():
    parents = [an_account().enterprise, an_account("enterprise_ningbo").enterprise]
    members = [a_member(parent) for parent in parents]
    members[1].credit_code = members[0].credit_code
    members[1].save()
    people = [firm(), User.objects.get(username="enterprise_ningbo")]
    acts = [
        lambda m=member, by=by: open_account(m.parent, member=m, by=by)
        for member, by in zip(members, people, strict=True)
    ]
    results = at_once(*acts)
    assert sorted(getattr(r, "code", "opened") for r in results) == [
        "invalid",
        "opened",
    ]
    assert CreditAccount.objects.filter(is_member=True).count() == 1
