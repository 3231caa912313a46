"""The pages of the credit ledger, for the firm and for its authorities."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.demo_content import one_page_pdf
from incentives.choices import FilingTerm, StatementState
from incentives.ledger import period_at
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from incentives.services.credit import recompute, save_draft
from incentives.words import DISCLAIMER
from regions.calendar import BEIJING
from tests.factories.credit import (
    a_correction,
    a_credit_enterprise,
    a_draft,
    a_filed_period,
    a_line,
    a_member,
    a_member_account,
    an_account,
    figures_of,
    filed,
    keeper,
    wan,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 7, 1, 10, tzinfo=BEIJING)
DAY = date(2023, 5, 4)


@pytest.fixture(autouse=True)
def _today(people, clock):
    clock.move_to(NOW)


def address(name, thing=None):
    key = getattr(thing, "public_id", None) or getattr(thing, "pk", None)
    return reverse(f"incentives:credit-{name}", args=[key] if key else [])


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def status_of(answer):
    """Of a file, read to its end so that it is closed."""
    answer.getvalue()
    return answer.status_code


def a_pdf(name="付款凭证.pdf"):
    return SimpleUploadedFile(name, one_page_pdf(), content_type="application/pdf")


def typed(draft, *rows, **fields):
    """What a browser sends of the form of a draft."""
    data = {"version": draft.version, "relief": "none", **fields}
    data |= {"lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return data


def a_row(**cells):
    given = {
        "kind": "school_investment",
        "amount": "4,000,000.00",
        "paid_on": "2023-05-04",
        "description": "实训设备购置",
        "partner": "示例之江职业技术学院",
        "voucher_number": "PZ-2023-001",
    }
    return given | cells


def file_months(account, many):
    """That many empty months after the first one, filed without the checks."""
    ends, periods = account.periods.get().ends, []
    for _month in range(many):
        starts, ends = period_at(account.term, ends + timedelta(days=1))
        periods.append(CreditPeriod(account=account, starts=starts, ends=ends))
    CreditPeriod.objects.bulk_create(periods)
    told = {"number": 1, "state": StatementState.FILED, "filed_at": NOW}
    rows = CreditStatement.objects.bulk_create(
        CreditStatement(period=period, vat=1, **told) for period in periods
    )
    for period, row in zip(periods, rows, strict=True):
        period.statement = row
    CreditPeriod.objects.bulk_update(periods, ["statement"])
    recompute(account, cause="填报")


@pytest.fixture
def account():
    return an_account("enterprise")


@pytest.fixture
def draft(account):
    return a_draft(account, 2023)


@pytest.fixture
def firm(client_as):
    return client_as("enterprise")


class TestOverview:
    def test_a_firm_opens_its_ledger_and_begins_a_year(self, firm):
        enterprise = a_credit_enterprise("enterprise")
        assert "尚未建立台账" in text_of(firm.get(address("accounts")))
        said = {"member": f"own-{enterprise.pk}", "term": "year"}
        assert firm.post(address("open"), said).status_code == 302
        account = CreditAccount.objects.get()
        page = text_of(firm.get(account.get_absolute_url()))
        assert "还没有填报任何所属期" in page
        days = {"starts": "2023-01-01", "ends": "2023-12-31"}
        answer = firm.post(address("start", account), days)
        draft = CreditStatement.objects.get()
        assert answer.headers["Location"] == address("edit", draft)

    def test_a_firm_without_a_record_is_told_what_to_do(self, client_as):
        page = text_of(client_as("enterprise_central").get(address("accounts")))
        assert "还没有企业档案" in page

    def test_group_totals_are_the_sums_of_the_members(self, account, firm):
        a_filed_period(account, 2023, [a_line("400", DAY)], vat="600")
        unit = a_member_account(account)
        a_filed_period(unit, 2023, [a_line("100", DAY)], vat="200")
        former = a_member(account.enterprise, until=date(2024, 6, 30))
        page = text_of(firm.get(address("accounts")))
        assert "集团合计" in page
        assert "5,000,000.00" in page
        assert "互不调剂" in page
        assert "100.00%，2019年1月1日起，2024年6月30日止" in page
        assert former.name in page

    def test_offices_have_no_ledgers_of_their_own(self, client_as):
        assert client_as("zhejiang").get(address("accounts")).status_code == 403


class TestPeriods:
    @pytest.mark.parametrize(
        ("starts", "ends", "words"),
        [
            ("2023-01-01", "2023-12-31", "与已有的2023年重叠"),
            ("2022-01-01", "2022-06-30", "须为一个完整的自然年度"),
            ("2032-01-01", "2032-12-31", "不能填报将来的所属期"),
            ("2018-01-01", "2018-12-31", "不能早于2019年1月1日"),
            ("去年", "2022-12-31", "请按“2026-06-30”"),
        ],
    )
    def test_a_wrong_period_is_refused_at_its_field(
        self, account, draft, firm, starts, ends, words
    ):
        answer = firm.post(address("start", account), {"starts": starts, "ends": ends})
        page = text_of(answer, 422)
        assert words in page
        assert f'value="{ends}"' in page

    def test_a_quarter_is_proposed_after_the_last_one(self, firm):
        account = an_account("enterprise", term=FilingTerm.QUARTER)
        a_filed_period(account, date(2026, 1, 1))
        page = text_of(firm.get(address("start", account)))
        assert 'value="2026-04-01"' in page
        assert 'value="2026-06-30"' in page


class TestForm:
    def test_what_is_typed_is_kept_as_a_draft_and_filed(self, draft, firm):
        row = a_row(amount="４０００，０００．００", voucher_number="")
        sent = typed(draft, row, {}, vat="6000000") | {"lines-0-voucher": a_pdf()}
        answer = firm.post(address("edit", draft), sent | {"file": "1"})
        assert answer.headers["Location"] == address("file", draft)
        line = draft.lines.get()
        assert line.amount == Decimal("4000000.00")
        assert line.voucher.name == "付款凭证.pdf"
        page = text_of(firm.get(address("file", draft)))
        assert DISCLAIMER in page
        draft.refresh_from_db()
        said = {"version": draft.version, "confirmed": "on"}
        answer = firm.post(address("file", draft), said)
        assert answer.headers["Location"] == address("period", draft.period)
        page = text_of(firm.get(address("period", draft.period)))
        assert "1,200,000.00" in page  # 30% of four million
        assert "付款凭证.pdf" in page

    def test_the_estimate_follows_what_is_typed(self, draft, firm):
        sent = typed(draft, a_row(), vat="6000000")
        answer = firm.post(address("edit", draft), sent, headers={"X-Live": "1"})
        part = text_of(answer)
        assert "<html" not in part
        assert "本期抵免300,000.00元，结转下期900,000.00元" in part
        assert not draft.lines.exists()
        half = typed(draft, a_row(amount="1.234"), vat="6000000")
        part = text_of(firm.post(address("edit", draft), half, headers={"X-Live": "1"}))
        assert "有内容需要改正" in part

    def test_it_works_without_scripts(self, draft, firm):
        sent = typed(draft, a_row(), vat="6000000") | {"lines-0-voucher": a_pdf()}
        page = text_of(firm.post(address("edit", draft), sent | {"add_row": "1"}))
        assert "第2行" in page
        assert "4,000,000.00" in page
        assert "付款凭证.pdf" in page
        sent |= {"lines-0-voucher": a_pdf(), "estimate": "1"}
        page = text_of(firm.post(address("edit", draft), sent))
        assert "900,000.00" in page
        sent = typed(draft, a_row(DELETE="on"), vat="6000000")
        assert firm.post(address("edit", draft), sent).status_code == 302
        assert not draft.lines.exists()

    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            ({"amount": "100.123"}, "小数位数不能超过 2 位"),
            ({"amount": "-5"}, "金额不能小于 0"),
            ({"amount": "99999999999999"}, "超过1万亿元"),
            ({"amount": "一百万"}, "请填写数字"),
            ({"paid_on": "2023-02-30"}, "填写日期"),
            ({"kind": ""}, "请选择类别"),
            ({"amount": ""}, "请填写金额"),
        ],
    )
    def test_what_cannot_be_kept_is_said_at_its_field(self, draft, firm, cells, words):
        sent = typed(draft, a_row(**cells), vat="１２３") | {"lines-0-voucher": a_pdf()}
        page = text_of(firm.post(address("edit", draft), sent), 422)
        assert words in page
        assert "实训设备购置" in page
        assert "１２３" in page
        assert "付款凭证.pdf" in page  # stored already: nothing is uploaded twice
        assert not draft.lines.exists()

    def test_the_next_try_carries_the_file_on(self, draft, firm):
        sent = typed(draft, a_row(amount="x")) | {"lines-0-voucher": a_pdf()}
        answer = firm.post(address("edit", draft), sent)
        (row,) = answer.context["form"].rows.forms
        again = typed(draft, a_row(held=row.file.pk))
        assert firm.post(address("edit", draft), again).status_code == 302
        assert draft.lines.get().voucher == row.file

    def test_a_bad_file_is_said_at_its_row(self, draft, firm):
        bad = SimpleUploadedFile("凭证.pdf", b"MZ\x90nothing", "application/pdf")
        sent = typed(draft, a_row()) | {"lines-0-voucher": bad}
        page = text_of(firm.post(address("edit", draft), sent), 422)
        assert "明细第1行凭证文件" in page
        assert "4,000,000.00" in page

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ([{"paid_on": "2022-12-31"}], "日期不在本所属期"),
            ([{"voucher_number": ""}], "请填写凭证号码或上传凭证文件"),
            ([{"voucher_number": "P1"}, {"voucher_number": "ｐ1"}], "已用于本期第1行"),
            ([{"kind": "withdrawal"}], "累计撤回投资和转让股权超过累计投资"),
            ([{"partner": ""}], "请填写所举办或参与举办的院校"),
        ],
    )
    def test_what_keeps_it_from_being_filed_is_said_at_its_field(
        self, draft, firm, rows, words
    ):
        sent = typed(draft, *[a_row(**cells) for cells in rows]) | {"file": "1"}
        page = text_of(firm.post(address("edit", draft), sent), 422)
        assert words in page
        assert "草稿已保存" in page
        assert "4,000,000.00" in page
        assert draft.lines.count() == len(rows)

    def test_a_voucher_of_another_period_is_said_at_its_field(
        self, account, draft, firm
    ):
        line = a_line("1", date(2022, 5, 4), voucher_number="PZ9")
        a_filed_period(account, 2022, [line])
        sent = typed(draft, a_row(voucher_number="pz 9")) | {"file": "1"}
        page = text_of(firm.post(address("edit", draft), sent), 422)
        assert "该凭证号码已用于2022年" in page

    def test_two_people_do_not_overwrite_each_other(self, account, draft, firm):
        sent = typed(draft, a_row(), vat="5")
        save_draft(draft, figures=figures_of(vat="1"), lines=[], by=keeper(account))
        page = text_of(firm.post(address("edit", draft), sent), 409)
        assert "刚刚被其他人更新" in page
        assert "实训设备购置" in page
        assert "以我填写的内容保存" in page
        draft.refresh_from_db()
        assert draft.vat == wan("1")
        over = sent | {"overwrite": draft.version}
        assert firm.post(address("edit", draft), over).status_code == 302
        draft.refresh_from_db()
        assert draft.vat == Decimal(5)

    def test_warnings_are_confirmed_by_a_tick(self, account, firm):
        a_filed_period(account, 2022, vat="600")
        draft = a_draft(account, 2023, vat="0.06")
        page = text_of(firm.get(address("file", draft)))
        assert "已逐项核对" in page
        said = {"version": draft.version}
        refused = text_of(firm.post(address("file", draft), said), 422)
        assert "请确认填报" in refused
        done = firm.post(address("file", draft), said | {"confirmed": "on"})
        assert done.status_code == 302

    def test_a_draft_can_be_given_up(self, draft, firm):
        said = {"version": draft.version}
        assert firm.post(address("drop", draft), said).status_code == 302
        assert not CreditPeriod.objects.exists()


class TestCorrection:
    def test_old_stands_against_new_in_every_later_period(self, account, firm):
        period = a_filed_period(account, 2022, [a_line("400", date(2022, 5, 4))])
        a_filed_period(account, 2023, vat="600")
        answer = firm.post(address("correct", period), {"reason": "凭证金额有误"})
        draft = period.statements.drafts().get()
        assert answer.headers["Location"] == address("edit", draft)
        page = text_of(firm.get(address("edit", draft)))
        assert 'value="4,000,000"' in page
        line = draft.lines.get()
        row = a_row(key=line.key, amount="1000000", paid_on="2022-05-04")
        sent = typed(draft, row) | {"file": "1"}
        assert firm.post(address("edit", draft), sent).status_code == 302
        page = text_of(firm.get(address("file", draft)))
        for old_or_new in ("1,200,000.00", "300,000.00", "<h3>2023年</h3>"):
            assert old_or_new in page
        filed(draft)
        page = text_of(firm.get(address("statement", draft)))
        assert "本版填报带来的变化" in page
        assert "凭证金额有误" in page
        assert "已被更正" in text_of(firm.get(address("period", period)))

    def test_only_one_correction_at_a_time(self, account, firm):
        period = a_filed_period(account, 2022)
        a_correction(period)
        page = text_of(firm.post(address("correct", period), {"reason": "再改"}), 409)
        assert "已有未填报的草稿" in page


class TestReaders:
    def test_authorities_read_what_is_filed_and_no_draft(self, account, client_as):
        period = a_filed_period(account, 2022, [a_line("400", date(2022, 5, 4))])
        correction = a_correction(period)
        waiting = a_draft(account, 2023)
        zhejiang = client_as("zhejiang")
        page = text_of(zhejiang.get(account.get_absolute_url()))
        assert "2022年" in page
        page += text_of(zhejiang.get(period.get_absolute_url()))
        for unseen in ("2023年", "草稿", "更正</a>"):
            assert unseen not in page
        for hidden in (correction, waiting, waiting.period):
            assert zhejiang.get(hidden.get_absolute_url()).status_code == 404
        assert client_as("sichuan").get(account.get_absolute_url()).status_code == 404

    def test_the_record_of_the_firm_leads_to_its_ledger(self, account, client_as):
        a_filed_period(account, 2023, [a_line("400", DAY)], vat="600")
        url = reverse("enterprises:record", args=[account.enterprise.public_id])
        page = text_of(client_as("zhejiang").get(url))
        assert account.get_absolute_url() in page
        assert "900,000.00" in page

    def test_a_voucher_is_read_once_it_is_filed(self, account, draft, firm, client_as):
        sent = typed(draft, a_row()) | {"lines-0-voucher": a_pdf()}
        firm.post(address("edit", draft), sent)
        url = reverse("documents:download", args=[draft.lines.get().voucher_id])
        assert status_of(firm.get(url)) == 200
        assert status_of(client_as("zhejiang").get(url)) in {403, 404}
        draft.refresh_from_db()
        filed(draft)
        assert status_of(client_as("zhejiang").get(url)) == 200
        assert status_of(client_as("sichuan").get(url)) in {403, 404}

    def test_the_return_is_taken_along_as_files(self, account, firm):
        period = a_filed_period(account, 2023, [a_line("400", DAY)], vat="600")
        xlsx = firm.get(address("xlsx", period.statement))
        assert xlsx.content.startswith(b"PK")
        assert "v1.xlsx" in xlsx.headers["Content-Disposition"]
        pdf = firm.get(address("pdf", period.statement))
        assert pdf.content.startswith(b"%PDF")

    def test_the_queries_of_an_account_do_not_grow_with_its_periods(
        self, firm, django_assert_max_num_queries
    ):
        account = an_account("enterprise", term=FilingTerm.MONTH)
        a_filed_period(account, date(2021, 1, 1), vat="1")
        with CaptureQueriesContext(connection) as few:
            text_of(firm.get(account.get_absolute_url()))
        file_months(account, 59)
        with django_assert_max_num_queries(len(few)):
            page = text_of(firm.get(account.get_absolute_url()))
        assert page.count("第1版") == 60
