"""What is odd about a project's money; each rule is a pure function.

Money is in yuan. A warning is shown and passed over with a reason where the money may
still come; what cannot be is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from enterprises.terms import add_months
from incentives.choices.projects import (
    UNFINISHED,
    FundSource,
    FundStep,
    FundWarning,
    Phase,
)
from ui.refusals import Issue, Severity
from ui.words import cn_date, number

NOTHING = Decimal(0)
ALWAYS = date.min
DAY = timedelta(days=1)
# 1000亿元: no project of the pilot is near it; more is a slip of the unit.
MOST = Decimal("100000000000")
# Money of a step beyond so many times the total investment cannot be.
BEYOND_TOTAL = 10
THOUSANDFOLD = 1000
RATE_STEP = Decimal("0.0001")
WHAT = {
    FundStep.ALLOCATION: "下达",
    FundStep.PLAN: "列入使用计划",
    FundStep.PAYMENT: "拨付",
    FundStep.USE: "使用",
}


@dataclass(frozen=True)
class Account:
    """The money of one source of a project, in yuan."""

    source: str
    planned: Decimal = NOTHING
    allocated: Decimal = NOTHING
    scheduled: Decimal = NOTHING
    paid: Decimal = NOTHING
    used: Decimal = NOTHING
    # The later of the first allocation and the last payment.
    waits_since: date | None = None

    @property
    def label(self) -> str:
        return str(FundSource(self.source).label)

    def of_step(self, step: str) -> Decimal:
        """What the entries of a step come to."""
        return {
            FundStep.ALLOCATION: self.allocated,
            FundStep.PLAN: self.scheduled,
            FundStep.PAYMENT: self.paid,
            FundStep.USE: self.used,
        }[FundStep(step)]


@dataclass(frozen=True)
class ProjectState:
    """What the rules of warning read of a project."""

    total: Decimal
    phase: str
    finishes_on: date
    accounts: Sequence[Account] = field(default_factory=tuple)
    # The first day by which an open obstacle is due.
    obstacle_due: date | None = None


@dataclass(frozen=True)
class NewEntry:
    """An entry as somebody wants to write it."""

    source: str
    step: str
    amount: Decimal
    day: date


def execution_rate(paid: Decimal, allocated: Decimal) -> Decimal | None:
    """Paid ÷ allocated to four places, half up; None where nothing was allotted."""
    if not allocated:
        return None
    return (paid / allocated).quantize(RATE_STEP, rounding=ROUND_HALF_UP)


def yuan_words(amount: Decimal) -> str:
    """1,250.00元."""
    return f"{number(amount, 2)}元"


def warning(kind: FundWarning, sentence: str) -> Issue:
    """A warning of a project, named by its kind."""
    return Issue(kind.value, sentence, Severity.WARNING)


def overpaid(account: Account) -> Issue | None:
    """More was paid than allotted."""
    if account.paid <= account.allocated:
        return None
    more = yuan_words(account.paid - account.allocated)
    words = f"{account.label}：拨付超过下达{more}。"
    return warning(FundWarning.OVERPAID, words)


def overused(account: Account) -> Issue | None:
    """More was used than paid."""
    if account.used <= account.paid:
        return None
    more = yuan_words(account.used - account.paid)
    return warning(FundWarning.OVERUSED, f"{account.label}：使用超过拨付{more}。")


def idle(account: Account, day: date, months: int) -> Issue | None:
    """Money was allotted and for more than so many months none of it was paid."""
    since, rest = account.waits_since, account.allocated - account.paid
    if since is None or rest <= 0 or since >= add_months(day, -months):
        return None
    words = f"{account.label}：{cn_date(since)}以来没有拨付，尚余{yuan_words(rest)}。"
    return warning(FundWarning.IDLE, words)


def sources_add_up(total: Decimal, accounts: Iterable[Account]) -> Issue | None:
    """What is planned by source comes to the total investment."""
    planned = sum((account.planned for account in accounts), NOTHING)
    if planned == total:
        return None
    what = "少" if planned < total else "多"
    gap = yuan_words(abs(planned - total))
    words = f"各项资金来源合计{yuan_words(planned)}，比计划总投资{what}{gap}。"
    return warning(FundWarning.SOURCES, words)


def late(state: ProjectState, day: date) -> Issue | None:
    """Its last day is over and it is neither in use nor given up."""
    if state.phase not in UNFINISHED or state.finishes_on >= day:
        return None
    days = (day - state.finishes_on).days
    words = f"计划{cn_date(state.finishes_on)}完成，已超过{days}天。"
    return warning(FundWarning.LATE, words)


def obstacle_overdue(state: ProjectState, day: date) -> Issue | None:
    """An open obstacle was due before today."""
    due = state.obstacle_due
    if due is None or due >= day:
        return None
    words = f"有困难问题应于{cn_date(due)}前办理，至今没有办结。"
    return warning(FundWarning.OBSTACLE, words)


def warnings_of(state: ProjectState, day: date, idle_months: int) -> list[Issue]:
    """All that is odd about a project on a day, rule by rule."""
    found: list[Issue | None] = []
    for account in state.accounts:
        found += [overpaid(account), overused(account)]
        if state.phase != Phase.CLOSED:
            found.append(idle(account, day, idle_months))
    found.append(sources_add_up(state.total, state.accounts))
    found += [late(state, day), obstacle_overdue(state, day)]
    return [issue for issue in found if issue is not None]


def warned_from(state: ProjectState) -> date | None:
    """From which day on there is a warning, apart from money that waits.

    `ALWAYS` where a warning holds on every day; None where no day brings one.
    """
    days = []
    odd = [issue for a in state.accounts for issue in (overpaid(a), overused(a))]
    if any(odd) or sources_add_up(state.total, state.accounts):
        days.append(ALWAYS)
    if state.phase in UNFINISHED:
        days.append(state.finishes_on + DAY)
    if state.obstacle_due is not None:
        days.append(state.obstacle_due + DAY)
    return min(days, default=None)


def idle_since(state: ProjectState) -> date | None:
    """Since when its money has waited longest; after how long that is told varies."""
    if state.phase == Phase.CLOSED:
        return None
    days = [a.waits_since for a in state.accounts if a.allocated > a.paid]
    return min((day for day in days if day is not None), default=None)


def amount_issue(amount: Decimal) -> Issue | None:
    """An amount is more than nothing, less than absurd, and ends with the cent."""
    if amount <= 0:
        words = "金额应大于0；登记错误的，请在原记录上冲销。"
    elif amount > MOST:
        words = "金额超过1000亿元，请核对：此处的单位是元。"
    elif amount != amount.quantize(Decimal("0.01")):
        words = "金额最多写到分，即两位小数。"
    else:
        return None
    return Issue("amount", words)


def entry_errors(
    new: NewEntry, account: Account, total: Decimal, today: date
) -> list[Issue]:
    """What cannot be: such an entry is refused, at its field."""
    if issue := amount_issue(new.amount):
        return [issue]
    found = []
    after = account.of_step(new.step) + new.amount
    if total > 0 and after > total * BEYOND_TOTAL:
        words = (
            f"{account.label}累计{WHAT[FundStep(new.step)]}{yuan_words(after)}，"
            f"超过项目计划总投资的{BEYOND_TOTAL}倍，请核对：此处的单位是元。"
        )
        found.append(Issue("amount", words))
    # A payment order of the State's money rests on its allocation.
    central = new.source == FundSource.CENTRAL and new.step == FundStep.PAYMENT
    if central and not account.allocated:
        words = "中央预算内投资尚未下达，不能登记拨付；请先由国家部门登记下达。"
        found.append(Issue("source", words))
    if new.step != FundStep.PLAN and new.day > today:
        words = f"{WHAT[FundStep(new.step)]}日期不能晚于今天。"
        found.append(Issue("day", words))
    return found


def entry_warnings(
    new: NewEntry, account: Account, last: Decimal | None
) -> list[Issue]:
    """What may be right and is asked about; `last` is the entry before of its step."""
    found: list[Issue] = []
    after = account.of_step(new.step) + new.amount
    limits = {
        FundStep.ALLOCATION: (account.planned, "计划金额"),
        FundStep.PLAN: (account.allocated, "已下达金额"),
        FundStep.PAYMENT: (account.allocated, "已下达金额"),
        FundStep.USE: (account.paid, "已拨付金额"),
    }
    limit, name = limits[FundStep(new.step)]
    if after > limit:
        what = WHAT[FundStep(new.step)]
        words = (
            f"{account.label}累计{what}{yuan_words(after)}，"
            f"超过{name}{yuan_words(limit)}。"
        )
        found.append(Issue("amount", words, Severity.WARNING))
    if last and thousandfold(last, new.amount):
        found.append(jump("amount", last, new.amount))
    return found


def thousandfold(before: Decimal, now: Decimal) -> bool:
    """Whether one sum is a thousand times the other, as if its unit were another."""
    if before <= 0 or now <= 0:
        return False
    return now >= before * THOUSANDFOLD or before >= now * THOUSANDFOLD


def jump(name: str, before: Decimal, now: Decimal) -> Issue:
    """The question that a thousandfold jump asks."""
    words = (
        f"上次为{yuan_words(before)}，此次为{yuan_words(now)}，相差千倍以上；"
        "请核对单位是元还是万元。"
    )
    return Issue(name, words, Severity.WARNING)
