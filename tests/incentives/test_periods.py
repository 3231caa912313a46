"""Filing periods as people write them."""

import pytest

from incentives.credit import UnreadablePeriodError, read_period


@pytest.mark.parametrize(
    ("text", "code", "label", "days"),
    [
        ("2026", "2026", "2026年", "2026-01-01 2026-12-31"),
        ("2026年", "2026", "2026年", "2026-01-01 2026-12-31"),
        ("2026Q1", "2026Q1", "2026年第1季度", "2026-01-01 2026-03-31"),
        ("2026年第4季度", "2026Q4", "2026年第4季度", "2026-10-01 2026-12-31"),
        ("2024-02", "2024-02", "2024年2月", "2024-02-01 2024-02-29"),
        ("2026年1月", "2026-01", "2026年1月", "2026-01-01 2026-01-31"),
    ],
)
def test_a_period_is_read_and_written(text, code, label, days):
    period = read_period(text)
    assert (period.code, period.label) == (code, label)
    assert f"{period.starts} {period.ends}" == days
    assert read_period(period.code) == read_period(period.label) == period


@pytest.mark.parametrize(
    "text", ["", "26", "2026-", "2026-00", "2026Q0", "2026-1-1", "2018-12", "2100"]
)
def test_what_names_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadablePeriodError, match=r"。$"):
        read_period(text)


def test_periods_overlap_where_they_share_a_day():
    year, month, other = (read_period(text) for text in ("2026", "2026-03", "2026Q2"))
    assert year.overlaps(month)
    assert not month.overlaps(other)
