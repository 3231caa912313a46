"""What keeps a declaration from being handed in, or from being approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ui.refusals import Issue, Severity
from ui.words import cn_date

Values = Mapping[str, Any]
LEDGER = "ledger"
UNTRUE = "须承诺投资真实发生、凭证真实合法并留存备查，才能申报。"


def ledger_issues(data: Values, today: date) -> list[Issue]:
    """What is wrong with the year in the ledger; more filed never adds an error."""
    return [*_pool_issues(data), *_filed_issues(data), *_warnings(data, today)]


def _pool_issues(data: Values) -> Iterator[Issue]:
    """Only money of the days in the pool is credited (财税〔2019〕46号)."""
    year, pool = int(data["year"]), data["pool"]
    if not pool["pooled_on"]:
        yield _error("企业入库日期尚未登记，不能申报；请联系管理单位核实入库状态。")
        return
    entered = date.fromisoformat(pool["pooled_on"])
    if entered.year > year:
        yield _error(f"企业{cn_date(entered)}入库，不能申报{year}年度的抵免。")
    if pool["left_on"] and date.fromisoformat(pool["left_on"]).year < year:
        left = cn_date(date.fromisoformat(pool["left_on"]))
        yield _error(f"企业已于{left}退出建设培育范围，不能申报{year}年度的抵免。")


def _filed_issues(data: Values) -> Iterator[Issue]:
    if not any(account["periods"] for account in data["accounts"]):
        words = f"抵免台账中没有{data['year']}年度已填报的所属期，请先填报台账。"
        yield _error(words)


def _warnings(data: Values, today: date) -> Iterator[Issue]:
    year = int(data["year"])
    for account in data["accounts"]:
        if account["drafts"]:
            periods = "、".join(account["drafts"])
            words = f"{account['name']}{periods}有未填报的草稿，草稿不计入本次申报。"
            yield _warning(words)
    outside = sum(
        bool(line["outside"])
        for account in data["accounts"]
        for period in account["periods"]
        for line in period["lines"]
    )
    if outside:
        words = f"有{outside}项投资的支付日期不在建设培育范围内，不计入抵免估算。"
        yield _warning(words)
    if today.year <= year:
        words = f"{year}年尚未结束，年内后续所属期须在填报后另行补充申报。"
        yield _warning(words)


@dataclass(frozen=True)
class Review:
    """How far the managing unit has come with a declaration."""

    items: int
    undecided: int
    # None: not said yet.
    pool_confirmed: bool | None
    # Periods of which another version was filed after the hand-in.
    corrected: Sequence[str] = ()


def approval_issues(review: Review) -> list[Issue]:
    """What keeps it from being approved; deciding more never adds to it."""
    found = []
    if review.undecided:
        words = (
            f"共{review.items}项明细，还有{review.undecided}项未审核，"
            "逐项作出认可或不予认可的意见后才能同意。"
        )
        found.append(Issue("items", words))
    if review.pool_confirmed is None:
        found.append(Issue("pool", "尚未确认企业的入库状态，确认后才能同意。"))
    elif not review.pool_confirmed:
        words = "入库状态未予确认，不能同意；请退回补正或者不予通过。"
        found.append(Issue("pool", words))
    if review.corrected:
        periods = "、".join(review.corrected)
        words = f"申报提交后企业更正了{periods}的台账，请退回补正，由企业重新提交。"
        found.append(Issue(LEDGER, words))
    return found


def _error(words: str) -> Issue:
    return Issue(LEDGER, words)


def _warning(words: str) -> Issue:
    return Issue(LEDGER, words, Severity.WARNING)
