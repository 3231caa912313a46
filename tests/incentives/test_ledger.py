"""A ledger is opened, filled in, filed and corrected by its taxpayer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from documents.models import Attachment
from enterprises.choices import Standing
from enterprises.models import GroupMember
from incentives.choices import FilingTerm, LineKind
from incentives.ledger import Figures
from incentives.models import (
    CreditAccount,
    CreditLine,
    CreditPeriod,
    CreditRates,
    CreditResult,
    CreditStatement,
)
from incentives.services.credit import (
    change_term,
    changes_if_filed,
    changes_made_by,
    correct,
    drop_draft,
    file_statement,
    open_account,
    recompute,
    save_draft,
    start_period,
)
from tests.factories.credit import (
    a_correction,
    a_credit_enterprise,
    a_draft,
    a_filed_period,
    a_line,
    a_member,
    a_voucher,
    an_account,
    filed,
    keeper,
    wan,
)
from ui.refusals import Closed, Invalid, NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db
YEAR = FilingTerm.YEAR


def fields_of(refusal: Refusal) -> list[str]:
    return [issue.field for issue in refusal.issues]


class TestOpening:
    def test_a_firm_that_was_never_in_the_pool_opens_no_ledger(self, people):
        firm = a_credit_enterprise(standing=Standing.NONE, pool_number=None)
        firm.pooled_on = None
        firm.save()
        with pytest.raises(NotAllowed, match="尚未入库"):
            open_account(firm, term=YEAR, by=people["enterprise"])

    def test_a_firm_that_has_left_may_still_open_one(self, people):
        firm = a_credit_enterprise(
            standing=Standing.LEFT, left_pool_on=date(2023, 6, 30)
        )
        account = open_account(firm, term=YEAR, by=people["enterprise"])
        assert account.credit_code == firm.credit_code

    def test_another_firms_people_open_none(self, people):
        with pytest.raises(NotAllowed, match="由该企业的经办人"):
            open_account(a_credit_enterprise(), by=people["enterprise_ningbo"])

    def test_a_taxpayer_has_one_ledger_in_whatever_group(self, people):
        account = an_account()
        member = a_member(account.enterprise)
        open_account(account.enterprise, member=member, by=people["enterprise"])
        other = a_credit_enterprise("enterprise_ningbo")
        same = GroupMember.objects.create(
            parent=other,
            name=member.name,
            credit_code=member.credit_code,
            control_ratio=Decimal(60),
            since=date(2023, 1, 1),
        )
        with pytest.raises(Invalid, match="已有抵免台账") as refused:
            open_account(other, member=same, by=people["enterprise_ningbo"])
        assert fields_of(refused.value) == ["member"]

    def test_a_unit_of_another_group_is_no_member(self, people):
        member = a_member(a_credit_enterprise("enterprise_ningbo"))
        with pytest.raises(Invalid, match="集团成员单位"):
            open_account(a_credit_enterprise(), member=member, by=people["enterprise"])

    def test_a_member_unit_with_an_account_of_its_own_keeps_its_ledger(self, user_as):
        account = an_account()
        own = user_as("enterprise_ningbo")
        organisation = own.posts_now[0].organisation
        member = a_member(account.enterprise)
        member.credit_code = organisation.credit_code
        member.save()
        made = open_account(account.enterprise, member=member, term=YEAR, by=own)
        visible = CreditAccount.objects.visible_to(own)
        assert list(visible) == [made]
        assert set(CreditAccount.objects.visible_to(user_as("enterprise"))) == {
            made,
            account,
        }


class TestPeriods:
    @pytest.mark.parametrize(
        ("starts", "ends", "words"),
        [
            (date(2018, 1, 1), date(2018, 12, 31), "2019年1月1日"),
            (date(2022, 1, 1), date(2022, 6, 30), "自然年度"),
            (date(2022, 2, 1), date(2022, 12, 31), "自然年度"),
            (date(2999, 1, 1), date(2999, 12, 31), "尚未开始"),
            (date(2022, 12, 31), date(2022, 1, 1), "止期"),
        ],
    )
    def test_what_is_no_period_is_refused_at_its_field(self, starts, ends, words):
        account = an_account()
        with pytest.raises(Invalid, match=words):
            start_period(account, starts=starts, ends=ends, by=keeper(account))

    def test_periods_do_not_overlap_even_after_the_term_changed(self):
        account = an_account()
        a_draft(account, 2022)
        account = change_term(account, term=FilingTerm.MONTH, by=keeper(account))
        with pytest.raises(Invalid, match="2022年重叠"):
            a_draft(account, date(2022, 3, 1))
        assert a_draft(account, date(2023, 3, 1)).period.label == "2023年3月"

    def test_a_period_does_not_cross_a_change_of_rates(self):
        account = an_account()
        CreditRates.objects.create(
            effective_from=date(2022, 7, 1),
            credit=Decimal("0.4"),
            education=Decimal("0.03"),
            local=Decimal("0.02"),
            basis="测试",
        )
        with pytest.raises(Invalid, match="2022年7月1日"):
            a_draft(account, 2022)
        after = a_filed_period(account, 2023, [a_line("100", date(2023, 5, 1))])
        assert after.result.new_credit == wan("40")

    def test_a_gap_may_be_filled_later(self):
        account = an_account()
        a_filed_period(account, 2020, [a_line("100", date(2020, 5, 1))])
        last = a_filed_period(account, 2022, vat="100")
        assert last.result.used == wan("5")
        a_filed_period(account, 2021, vat="600")
        last = CreditPeriod.objects.with_result().get(pk=last.pk)
        assert last.result.used == wan("0")
        assert last.result.cause == "填报2021年后重新计算"
        assert last.results.count() == 2


class TestDrafts:
    def test_a_draft_keeps_changes_and_drops_lines_by_their_keys(self):
        account = an_account()
        day = date(2022, 5, 1)
        draft = a_draft(account, 2022, [a_line("1", day), a_line("2", day)])
        _first, second = draft.lines.all()
        kept = second.as_input
        changed = [replace(kept, amount=wan("3"))]
        save_draft(
            draft,
            figures=Figures(vat=wan("9")),
            lines=changed,
            by=keeper(account),
            version=draft.version,
        )
        (line,) = draft.lines.all()
        assert (line.key, line.amount) == (second.key, wan("3"))
        assert CreditStatement.objects.get(pk=draft.pk).vat == wan("9")

    def test_a_page_that_is_out_of_date_changes_nothing(self):
        account = an_account()
        draft = a_draft(account, 2022)
        with pytest.raises(Stale):
            save_draft(
                draft, figures=Figures(), lines=[], by=keeper(account), version=1
            )

    def test_what_cannot_be_kept_is_refused_at_its_field(self):
        account = an_account()
        line = a_line("0", date(2022, 5, 1), "nonsense", description="字" * 301)
        with pytest.raises(Invalid) as refused:
            save_draft(
                a_draft(account, 2022),
                figures=Figures(vat=Decimal("-1"), consumption_tax=Decimal("0.001")),
                lines=[line],
                by=keeper(account),
            )
        assert fields_of(refused.value) == [
            "vat",
            "consumption_tax",
            "lines.1.amount",
            "lines.1.kind",
            "lines.1.description",
        ]

    def test_a_file_of_another_firm_cannot_be_linked(self):
        other = a_voucher(an_account("enterprise_ningbo"))
        account = an_account()
        with pytest.raises(Invalid, match="重新上传") as refused:
            a_draft(account, 2022, [a_line("1", date(2022, 5, 1), voucher=other.pk)])
        assert fields_of(refused.value) == ["lines.1.voucher"]

    def test_a_first_draft_that_is_dropped_takes_its_period_along(self):
        account = an_account()
        draft = a_draft(account, 2022)
        drop_draft(draft, by=keeper(account))
        assert not account.periods.exists()

    def test_a_voucher_is_the_firms_own_until_it_is_filed(self, user_as):
        account = an_account()
        voucher = a_voucher(account)
        day = date(2022, 5, 1)
        draft = a_draft(account, 2022, [a_line("1", day, voucher=voucher.pk)])
        line = CreditLine.objects.filter(voucher=voucher)
        assert not line.visible_to(user_as("zhejiang")).exists()
        assert line.visible_to(user_as("enterprise")).exists()
        assert voucher not in Attachment.objects.unlinked()
        filed(draft)
        assert line.visible_to(user_as("zhejiang")).exists()
        assert not line.visible_to(user_as("sichuan")).exists()


class TestFiling:
    def test_errors_keep_a_draft_back_and_warnings_want_a_word(self):
        account = an_account(pooled_on=date(2022, 3, 1))
        early = a_line("1", date(2022, 2, 1), partner="")
        draft = a_draft(account, 2022, [early])
        with pytest.raises(Invalid) as refused:
            file_statement(draft, by=keeper(account), confirmed=True)
        assert fields_of(refused.value) == ["lines.1.partner"]
        early = a_line("1", date(2022, 2, 1))
        draft = save_draft(draft, figures=Figures(), lines=[early], by=keeper(account))
        with pytest.raises(Invalid, match="确认") as refused:
            file_statement(draft, by=keeper(account))
        assert refused.value.code == "unconfirmed"
        assert "早于纳入建设培育范围" in refused.value.issues[0].sentence
        assert filed(draft).result.invested == 0

    def test_a_filed_statement_is_kept_by_the_database_itself(self):
        account = an_account()
        period = a_filed_period(account, 2022, [a_line("1", date(2022, 5, 1))])
        statement = period.statement
        line = statement.lines.get()
        attempts = (
            lambda: CreditStatement.objects.filter(pk=statement.pk).update(vat=1),
            lambda: CreditLine.objects.filter(pk=line.pk).update(amount=1),
            lambda: line.delete(),
            lambda: CreditLine.objects.create(
                statement=statement,
                kind=LineKind.SCHOOL_COST,
                amount=1,
                paid_on=date(2022, 5, 1),
            ),
            lambda: CreditResult.objects.filter(period=period).update(pool=1),
        )
        for attempt in attempts:
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()

    def test_a_filed_statement_is_not_edited_through_the_services(self):
        account = an_account()
        statement = a_filed_period(account, 2022).statement
        for act in (
            lambda: save_draft(
                statement, figures=Figures(), lines=[], by=keeper(account)
            ),
            lambda: drop_draft(statement, by=keeper(account)),
            lambda: file_statement(statement, by=keeper(account)),
        ):
            with pytest.raises(Closed, match="已经填报"):
                act()

    def test_nobody_but_the_taxpayer_files(self, people):
        draft = a_draft(an_account(), 2022)
        for name in ("enterprise_ningbo", "zhejiang", "ndrc_lead"):
            with pytest.raises(NotAllowed):
                file_statement(draft, by=people[name], confirmed=True)


class TestCorrecting:
    def test_a_correction_recomputes_all_later_periods_and_shows_old_and_new(self):
        account = an_account()
        first = a_filed_period(account, 2020, [a_line("400", date(2020, 5, 1))])
        second = a_filed_period(account, 2021, vat="800")
        third = a_filed_period(account, 2022, vat="800")
        line = first.statement.lines.get().as_input
        lower = replace(line, amount=wan("200"))
        draft = a_correction(first, [lower])
        changes = changes_if_filed(draft)
        assert [c.period for c in changes] == [first, second, third]
        assert [c.old.carried_forward for c in changes] == [
            wan("120"), wan("80"), wan("40"),
        ]  # fmt: skip
        expected = [wan("60"), wan("20"), wan("0")]
        assert [c.new.carried_forward for c in changes] == expected
        assert CreditResult.objects.count() == 3
        filed(draft)
        made = changes_made_by(CreditStatement.objects.get(pk=draft.pk))
        assert made[0].old.carried_forward == wan("120")
        assert [c.new.carried_forward for c in made] == expected
        causes = [c.new.cause for c in made]
        assert causes == ["更正：更正金额"] + ["更正2020年后重新计算"] * 2
        assert first.statements.count() == 2
        assert first.statement.lines.get().amount == wan("400")

    def test_only_what_changed_gets_a_new_result(self):
        account = an_account()
        first = a_filed_period(account, 2020, [a_line("400", date(2020, 5, 1))])
        later = a_filed_period(account, 2021, vat="800")
        filed(a_correction(first, reason="补充说明"))
        assert first.results.count() == 2
        assert later.results.count() == 1
        assert recompute(account, cause="再次计算") == []

    def test_a_correction_says_why_and_there_is_one_at_a_time(self):
        period = a_filed_period(an_account(), 2022)
        by = keeper(period.account)
        with pytest.raises(Invalid, match="更正原因") as refused:
            correct(period, reason=" ", by=by)
        assert fields_of(refused.value) == ["reason"]
        correct(period, reason="更正", by=by)
        with pytest.raises(Closed, match="草稿"):
            correct(period, reason="再更正", by=by)

    def test_a_dropped_correction_leaves_what_was_filed(self):
        period = a_filed_period(an_account(), 2022, vat="5")
        drop_draft(a_correction(period), by=keeper(period.account))
        period = CreditPeriod.objects.with_result().get(pk=period.pk)
        assert period.statement.number == 1
        assert correct(period, reason="更正", by=keeper(period.account)).number == 2
