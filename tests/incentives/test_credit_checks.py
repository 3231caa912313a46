"""What is wrong with a period or a statement, each with its field and its words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from incentives.checks.credit import (
    Around,
    Draft,
    Line,
    UsedVoucher,
    period_issues,
    shape_issues,
    statement_issues,
)
from incentives.choices import FilingTerm, LineKind
from incentives.ledger import Figures, LineInput
from ui.refusals import Severity

STARTS, ENDS, TODAY = date(2025, 1, 1), date(2025, 12, 31), date(2026, 2, 1)
DAY = date(2025, 5, 6)
ALWAYS = ((date(2019, 1, 1), None),)
NONE = Draft(STARTS, ENDS, Figures())


def around(**facts):
    return Around(today=TODAY, **{"windows": ALWAYS, **facts})


def line(number=1, **values):
    given = {
        "kind": LineKind.SCHOOL_INVESTMENT,
        "amount": Decimal("1000.00"),
        "paid_on": DAY,
        "description": "实训设备",
        "partner": "示例学院",
        "voucher_number": f"PZ{number}",
    }
    return Line(number, **{**given, **values})


def found(*lines, figures=None, **facts):
    """Field and gravity of everything that is said of a statement."""
    draft = replace(NONE, lines=lines, figures=figures or Figures())
    return [
        (issue.field, issue.severity)
        for issue in statement_issues(draft, around(**facts))
    ]


ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_a_complete_statement_has_nothing_wrong():
    base = line(2, kind=LineKind.BASE_COST, project="基地", on_national_plan=True)
    back = line(3, kind=LineKind.WITHDRAWAL, partner="", amount=Decimal(5))
    assert found(line(), base, back, figures=Figures(vat=Decimal(100))) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"paid_on": date(2018, 12, 31)}, "lines.1.paid_on"),
        ({"paid_on": date(2024, 12, 31)}, "lines.1.paid_on"),
        ({"paid_on": date(2026, 2, 2)}, "lines.1.paid_on"),
        ({"description": ""}, "lines.1.description"),
        ({"partner": ""}, "lines.1.partner"),
        ({"voucher_number": ""}, "lines.1.voucher_number"),
    ],
)
def test_a_line_that_lacks_or_breaks_something_is_an_error(values, field):
    assert found(line(**values)) == [(field, ERROR)]


def test_a_base_needs_project_school_and_the_national_plan():
    base = line(kind=LineKind.BASE_CONSTRUCTION, partner="")
    assert found(base) == [
        ("lines.1.project", ERROR),
        ("lines.1.partner", ERROR),
        ("lines.1.on_national_plan", ERROR),
    ]


def test_a_file_alone_is_voucher_enough():
    assert found(line(voucher_number="", voucher_sha256="a1")) == []


def test_a_voucher_is_used_once_in_a_statement():
    twice = line(2, voucher_number="PZ1")
    assert found(line(), twice) == [("lines.2.voucher_number", ERROR)]
    files = [line(n, voucher_sha256="a1") for n in (1, 2)]
    assert found(*files) == [("lines.2.voucher", ERROR)]


def test_a_voucher_of_another_period_is_named_with_where_it_was_used():
    used = (UsedVoucher("PZ1", "", "2024年"), UsedVoucher("", "a1", "甲公司的2023年"))
    draft = replace(NONE, lines=(line(voucher_sha256="a1"),))
    words = [i.sentence for i in statement_issues(draft, around(used_vouchers=used))]
    assert "2024年" in words[0]
    assert "甲公司的2023年" in words[1]


def test_no_more_is_taken_back_than_was_put_in_until_that_day():
    back = line(2, kind=LineKind.WITHDRAWAL, amount=Decimal(1001))
    assert found(line(), back) == [("lines.2.amount", ERROR)]
    before = ((date(2024, 5, 1), Decimal(1)),)
    assert found(line(), back, moves=before, credited=before) == []
    # What is put in later does not help.
    early = replace(back, paid_on=date(2025, 5, 5), amount=Decimal(1))
    assert found(line(), early) == [("lines.2.amount", ERROR)]


def test_what_was_never_credited_need_not_be_repaid():
    until = ((date(2025, 5, 6), None),)
    early = line(paid_on=date(2025, 5, 5))
    back = line(2, kind=LineKind.WITHDRAWAL, amount=Decimal(1))
    said = [("lines.1.paid_on", WARNING), ("lines.2.amount", WARNING)]
    assert found(early, back, windows=until) == said
    credited = ((date(2025, 5, 6), Decimal(1)),)
    facts = {"moves": credited, "credited": credited}
    assert found(early, back, windows=until, **facts) == said[:1]


def test_a_balance_from_before_the_ledger_turns_it_into_a_warning():
    back = line(kind=LineKind.WITHDRAWAL, partner="")
    assert found(back, has_opening=True) == [("lines.1.amount", WARNING)]


def test_a_correction_that_undercuts_a_later_withdrawal_is_refused():
    later = ((date(2026, 1, 5), Decimal(-2000)),)
    assert found(line(), moves=later) == [("lines", ERROR)]


def test_money_outside_the_pool_is_recorded_with_a_word():
    until = ((date(2019, 1, 1), date(2025, 5, 5)),)
    assert found(line(), windows=until) == [("lines.1.paid_on", WARNING)]


def test_the_refund_deducted_is_no_more_than_there_is():
    paid = Figures(vat=Decimal(60), vat_offset=Decimal(40))
    full = replace(paid, vat_refund_deducted=Decimal(100))
    assert found(figures=full) == []
    more = replace(paid, vat_refund_deducted=Decimal("100.01"))
    assert found(figures=more) == [("vat_refund_deducted", ERROR)]


def test_an_opening_balance_stands_in_the_first_period_with_a_note():
    opening = Figures(opening_balance=Decimal(20))
    assert found(figures=opening) == [("opening_note", ERROR)]
    noted = replace(opening, opening_note="上期申报表")
    assert found(figures=noted) == []
    assert found(figures=noted, is_first=False) == [("opening_balance", ERROR)]
    assert found(opening_later="2026年") == [("opening_balance", ERROR)]


@pytest.mark.parametrize(
    ("was", "now", "said"), [(100, 99_999, 0), (100, 100_000, 1), (100_000, 100, 1)]
)
def test_a_thousandfold_jump_is_to_be_confirmed(was, now, said):
    jumps = found(
        figures=Figures(vat=Decimal(now)),
        year_ago={"vat": Decimal(was), "invested": Decimal(7)},
        year_ago_label="2024年",
    )
    assert jumps == [("vat", WARNING)] * said


def test_a_gap_an_unfinished_period_and_lost_control_are_said():
    gap = (date(2024, 1, 1), date(2024, 12, 31))
    assert found(gap=gap) == [("starts", WARNING)]
    assert found(control_ended=date(2025, 3, 1)) == [("ends", WARNING)]
    early = Around(today=date(2025, 6, 1), windows=ALWAYS)
    assert [i.field for i in statement_issues(NONE, early)] == ["ends"]


def test_money_is_a_sensible_number_of_yuan_and_cents():
    wrong = ("-0.01", "1.001", "1000000000000.01", "NaN", "Infinity")
    for text in wrong:
        (issue,) = shape_issues(Figures(vat=Decimal(text)), ())
        assert issue.field == "vat"
    assert shape_issues(Figures(vat=Decimal("1.100")), ()) == []


def test_a_line_has_a_sum_and_a_kind():
    given = LineInput("nonsense", Decimal(0), DAY, "x" * 301)
    fields = [issue.field for issue in shape_issues(Figures(), [given])]
    assert fields == ["lines.1.amount", "lines.1.kind", "lines.1.description"]


def test_a_period_is_whole_free_and_under_one_rate():
    def issues(starts, ends, **given):
        facts = {"today": TODAY, "taken": (), "changes": (date(2019, 1, 1),), **given}
        found = period_issues(FilingTerm.QUARTER, starts, ends, **facts)
        return [issue.field for issue in found]

    quarter = (date(2025, 4, 1), date(2025, 6, 30))
    assert issues(*quarter) == []
    assert issues(date(2025, 4, 1), date(2025, 6, 29)) == ["ends"]
    assert issues(date(2025, 4, 2), date(2025, 6, 30)) == ["starts"]
    assert issues(*quarter, taken=[(date(2025, 6, 30), ENDS)]) == ["starts"]
    assert issues(*quarter, changes=[date(2025, 6, 1)]) == ["ends"]
    assert issues(*quarter, changes=[date(2025, 4, 1)]) == []
