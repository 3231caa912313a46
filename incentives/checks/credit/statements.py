"""Whether a statement may be filed: errors keep it back, warnings are confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from incentives.checks.credit.facts import Around, Draft
from incentives.checks.credit.lines import line_issues
from incentives.credit import NOTHING
from incentives.ledger import period_label
from ui.refusals import Issue, Severity
from ui.words import cn_date, money

# 万元 taken for 元 is a jump of ten thousand.
JUMP = 1000
COMPARED = {
    "vat": "增值税税额",
    "vat_offset": "增值税免抵税额",
    "vat_refund_deducted": "留抵退税本期扣除额",
    "consumption_tax": "消费税税额",
    "invested": "新增投资额合计",
}


def statement_issues(draft: Draft, around: Around) -> list[Issue]:
    """Everything to be said of a statement before it is filed."""
    return [
        *_refund(draft),
        *_opening(draft, around),
        *line_issues(draft, around),
        *_jumps(draft, around),
        *_period(draft, around),
        *_control(draft, around),
    ]


def compared_money(draft: Draft) -> dict[str, Decimal]:
    """The figures that are held against last year's, in yuan."""
    figures = {n: getattr(draft.figures, n) for n in COMPARED if n != "invested"}
    invested = sum((x.amount for x in draft.lines if x.is_investment), NOTHING)
    return figures | {"invested": invested}


def _refund(draft: Draft) -> Iterator[Issue]:
    figures = draft.figures
    if figures.vat_refund_deducted > figures.vat + figures.vat_offset:
        words = (
            "留抵退税本期扣除额不能大于增值税税额与增值税免抵税额之和；"
            "未扣完的部分请在以后各期扣除。"
        )
        yield Issue("vat_refund_deducted", words)


def _opening(draft: Draft, around: Around) -> Iterator[Issue]:
    if around.opening_later:
        words = (
            f"{around.opening_later}填有建账前结转的可抵免金额，"
            f"不能在其之前填报；请先更正{around.opening_later}。"
        )
        yield Issue("opening_balance", words)
    if draft.figures.opening_balance == NOTHING:
        return
    if not around.is_first:
        words = "建账前结转只在最早的所属期填写，以后各期由系统结转；请改为0。"
        yield Issue("opening_balance", words)
    elif not draft.figures.opening_note:
        words = "请写明建账前结转的依据，如上期申报表附列资料（五）第7栏。"
        yield Issue("opening_note", words)


def _jumps(draft: Draft, around: Around) -> Iterator[Issue]:
    now = compared_money(draft)
    for name, was in around.year_ago.items():
        if _is_jump(was, now[name]):
            words = (
                f"“{COMPARED[name]}”为{money(now[name])}，{around.year_ago_label}为"
                f"{money(was)}，相差千倍以上；请核对是否把万元误填为元。"
            )
            field = "lines" if name == "invested" else name
            yield Issue(field, words, Severity.WARNING)


def _is_jump(was: Decimal, now: Decimal) -> bool:
    low, high = sorted((was, now))
    return low > NOTHING and high / low >= JUMP


def _period(draft: Draft, around: Around) -> Iterator[Issue]:
    if around.gap is not None:
        yield gap_issue(around.gap)
    if draft.ends > around.today:
        words = (
            f"本期于{cn_date(draft.ends)}结束，现在填报的是截至目前的情况，"
            "期末有变化的，请届时更正。"
        )
        yield Issue("ends", words, Severity.WARNING)


def gap_issue(gap: tuple[date, date]) -> Issue:
    """That periods before this one are missing; allowed, but said."""
    words = (
        f"本期之前缺少{period_label(*gap)}的所属期，"
        "上期结转按已填报的最近一期计算；缺少的所属期可以随后补填。"
    )
    return Issue("starts", words, Severity.WARNING)


def _control(draft: Draft, around: Around) -> Iterator[Issue]:
    ended = around.control_ended
    if ended is not None and ended <= draft.ends:
        words = (
            f"控制关系已于{cn_date(ended)}终止，此后的支出不计入抵免，"
            "结转金额待税务机关确定。"
        )
        yield Issue("ends", words, Severity.WARNING)
