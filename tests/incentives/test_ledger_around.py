"""What a draft is judged by: the rest of its ledger, and its enterprise's others."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incentives.choices import FilingTerm, LineKind
from incentives.models import CreditPeriod, CreditStatement
from incentives.services.credit import issues_of
from tests.factories.credit import (
    a_correction,
    a_draft,
    a_filed_period,
    a_line,
    a_member_account,
    a_voucher,
    an_account,
    filed,
    wan,
)

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 6)


def said(draft, field=""):
    """The sentences at a field, or all of them."""
    found = issues_of(draft, timezone.localdate())
    return [i.sentence for i in found if field in ("", i.field)]


class TestVouchers:
    def test_a_number_of_another_period_is_told_with_its_period(self):
        account = an_account()
        line = a_line("1", date(2022, 5, 6), voucher_number="a１ 2")
        a_filed_period(account, 2022, [line])
        draft = a_draft(account, 2023, [a_line("1", DAY, voucher_number="Ａ12")])
        (sentence,) = said(draft, "lines.1.voucher_number")
        assert "2022年" in sentence

    def test_a_file_of_another_account_of_the_group_is_told_with_its_name(self):
        account = an_account()
        unit = a_member_account(account)
        first, again = a_voucher(account, "twice"), a_voucher(account, "twice")
        assert first.sha256 == again.sha256
        a_filed_period(unit, 2023, [a_line("1", DAY, voucher=first.pk)])
        draft = a_draft(account, 2023, [a_line("1", DAY, voucher=again.pk)])
        (sentence,) = said(draft, "lines.1.voucher")
        assert unit.name in sentence

    def test_a_correction_may_use_the_vouchers_of_what_it_corrects(self):
        period = a_filed_period(an_account(), 2023, [a_line("1", DAY)])
        assert said(a_correction(period)) == []

    def test_a_voucher_that_a_correction_gave_up_is_free_again(self):
        account = an_account()
        line = a_line("1", date(2022, 5, 6))
        period = a_filed_period(account, 2022, [line])
        freed = a_correction(period, [])
        other = a_draft(account, 2023, [replace(line, paid_on=DAY)])
        assert said(other, "lines.1.voucher_number")
        filed(freed)
        assert said(other, "lines.1.voucher_number") == []

    def test_a_firm_is_never_told_of_another_firms_vouchers(self):
        line = a_line("1", DAY)
        a_filed_period(an_account("enterprise_ningbo"), 2023, [line])
        assert said(a_draft(an_account(), 2023, [line])) == []


class TestTheLedger:
    def test_last_years_same_quarter_is_what_a_jump_is_measured_by(self):
        account = an_account(term=FilingTerm.QUARTER)
        a_filed_period(account, date(2022, 1, 1), vat="1")
        a_filed_period(account, date(2022, 4, 1), vat="5000")
        draft = a_draft(account, date(2023, 1, 1), vat="5000")
        (sentence,) = said(draft, "vat")
        assert "2022年第1季度" in sentence
        assert said(a_draft(account, date(2023, 4, 1), vat="5000"), "vat") == []

    def test_no_more_is_taken_back_than_all_periods_together_put_in(self):
        account = an_account()
        a_filed_period(account, 2021, [a_line("100", date(2021, 5, 6))])
        back = a_line("101", DAY, LineKind.WITHDRAWAL)
        (sentence,) = said(a_draft(account, 2023, [back]), "lines.1.amount")
        assert "1万元" in sentence

    def test_an_opening_balance_stays_in_the_earliest_period(self):
        account = an_account()
        noted = {"opening_balance": "20", "opening_note": "上期申报表"}
        draft_before = a_draft(account, 2021)
        opening = a_filed_period(account, 2022, **noted)
        assert opening.result.brought_forward == wan("20")
        assert "2022年" in said(draft_before, "opening_balance")[0]
        later = a_draft(account, 2023, **noted)
        assert "最早" in said(later, "opening_balance")[0]

    def test_authorities_see_what_was_filed_and_no_draft(self, user_as):
        account = an_account()
        filed_one, draft = a_filed_period(account, 2022), a_draft(account, 2023)
        correction = a_correction(filed_one)
        for name, statements in (
            ("enterprise", {filed_one.statement, draft, correction}),
            ("zhejiang", {filed_one.statement}),
            ("hangzhou", {filed_one.statement}),
            ("mof", {filed_one.statement}),
            ("ningbo", set()),
            ("enterprise_ningbo", set()),
        ):
            user = user_as(name)
            assert set(CreditStatement.objects.visible_to(user)) == statements, name
            periods = {statement.period for statement in statements}
            assert set(CreditPeriod.objects.visible_to(user)) == periods, name

    def test_filing_asks_no_more_where_there_are_more_periods_and_lines(self):
        account = an_account()
        counted = []
        for number, year in enumerate((2020, 2021, 2022, 2023), 1):
            lines = [a_line("1", date(year, 5, 6)) for _ in range(3 * number)]
            draft = a_draft(account, year, lines)
            with CaptureQueriesContext(connection) as asked:
                filed(draft)
            counted.append(len(asked))
        assert counted[1] == counted[-1] <= 45
