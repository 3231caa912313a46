"""Whether the lines of a statement hold together, each by itself and with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from incentives.checks.credit.facts import Around, Draft, Line, Move
from incentives.choices import LineKind
from incentives.credit import FIRST_DAY, NOTHING, standing_on
from ui.refusals import Issue, Severity
from ui.words import cn_date, money

KIND_A = (LineKind.SCHOOL_INVESTMENT, LineKind.SCHOOL_COST)
KIND_B = (LineKind.BASE_CONSTRUCTION, LineKind.BASE_COST)


def line_issues(draft: Draft, around: Around) -> list[Issue]:
    """Everything wrong with the lines, at `lines.<number>.<field>`."""
    return [
        *(issue for line in draft.lines for issue in _by_itself(line, draft, around)),
        *_vouchers(draft, around),
        *_withdrawals(draft, around),
    ]


def _by_itself(line: Line, draft: Draft, around: Around) -> Iterator[Issue]:
    yield from _day(line, draft, around.today)
    if not line.description:
        yield Issue(line.at("description"), "请填写支出（撤回）的具体内容。")
    yield from _purpose(line)
    if not line.voucher_number and not line.voucher_sha256:
        words = "请填写凭证号码或上传凭证文件，至少一项。"
        yield Issue(line.at("voucher_number"), words)
    if line.is_investment and line.paid_on >= FIRST_DAY:
        standing = standing_on(line.paid_on, around.windows)
        if not standing.counts:
            words = f"该行可以记录，但不产生抵免：{standing.reason}"
            yield Issue(line.at("paid_on"), words, Severity.WARNING)


def _day(line: Line, draft: Draft, today: date) -> Iterator[Issue]:
    if line.paid_on < FIRST_DAY:
        words = "2019年1月1日以前支付的不在抵免范围，请删除该行。"
        yield Issue(line.at("paid_on"), words)
    elif line.paid_on > today:
        yield Issue(line.at("paid_on"), "日期不能晚于今天，请在实际支付后填报。")
    elif not draft.starts <= line.paid_on <= draft.ends:
        words = (
            f"日期不在本所属期（{cn_date(draft.starts)}至{cn_date(draft.ends)}）内，"
            "请核对日期，或在相应的所属期填报。"
        )
        yield Issue(line.at("paid_on"), words)


def _purpose(line: Line) -> Iterator[Issue]:
    if line.kind in KIND_A and not line.partner:
        words = "举办职业教育的投资和支出，请填写所举办或参与举办的院校。"
        yield Issue(line.at("partner"), words)
    if line.kind not in KIND_B:
        return
    if not line.project:
        yield Issue(line.at("project"), "请填写实训基地或重大项目的名称。")
    if not line.partner:
        words = "建设投资和基本运行费用以稳定的校企合作为前提，请填写合作院校。"
        yield Issue(line.at("partner"), words)
    if not line.on_national_plan:
        words = (
            "仅国家规划布局的产教融合实训基地等重大项目可以抵免；"
            "属于的请勾选并备好文件，不属于的请删除该行。"
        )
        yield Issue(line.at("on_national_plan"), words)


def _vouchers(draft: Draft, around: Around) -> Iterator[Issue]:
    numbers = {v.number: v.where for v in around.used_vouchers if v.number}
    files = {v.sha256: v.where for v in around.used_vouchers if v.sha256}
    for line in draft.lines:
        where = numbers.get(line.voucher_number) if line.voucher_number else None
        if where:
            words = f"该凭证号码已用于{where}，同一凭证不得重复抵免，请核对。"
            yield Issue(line.at("voucher_number"), words)
        where = files.get(line.voucher_sha256) if line.voucher_sha256 else None
        if where:
            words = f"该凭证文件与{where}所附文件相同，同一凭证不得重复抵免。"
            yield Issue(line.at("voucher"), words)
        here = f"本期第{line.number}行"
        numbers.setdefault(line.voucher_number, here)
        files.setdefault(line.voucher_sha256, here)


def _withdrawals(draft: Draft, around: Around) -> Iterator[Issue]:
    """What is taken back, up to any day, cannot be more than was put in until then."""
    found = _excess(draft.lines, around.moves)
    if found is not None:
        yield _too_much(*found, around.has_opening)
        return
    credited = [line for line in draft.lines if _is_credited(line, around)]
    found = _excess(credited, around.credited)
    if found is not None and found[0] is not None and not around.has_opening:
        yield _never_credited(found[0], found[2])


def _excess(
    lines: Iterable[Line], others: Iterable[Move]
) -> tuple[Line | None, date, Decimal] | None:
    """The line (None: of another period) and day of the first excess, and how much."""
    own = [(line.paid_on, line.signed, line) for line in lines]
    rest = [(day, amount, None) for day, amount in others]
    balance = NOTHING
    # Money put in counts before what is taken back on the same day.
    for day, amount, line in sorted([*own, *rest], key=lambda m: (m[0], -m[1])):
        balance += amount
        if balance < NOTHING and amount < NOTHING:
            return line, day, -balance
    return None


def _is_credited(line: Line, around: Around) -> bool:
    return not line.is_investment or standing_on(line.paid_on, around.windows).counts


def _never_credited(line: Line, excess: Decimal) -> Issue:
    words = (
        f"累计撤回超过计入抵免的累计投资{money(excess)}；超过的部分属于未计入抵免的"
        "投资，只作记录，不冲减抵免，不需补缴。"
    )
    return Issue(line.at("amount"), words, Severity.WARNING)


def _too_much(
    line: Line | None, day: date, excess: Decimal, has_opening: bool
) -> Issue:
    words = f"截至{cn_date(day)}累计撤回投资和转让股权超过累计投资{money(excess)}，"
    if line is None:
        # A correction that lowers what a later period takes back.
        words += "原因是以后的所属期已填报撤回，请先更正该期或核对本期投资。"
        return Issue("lines", words)
    if has_opening:
        words += "如撤回的是建账以前的投资，请核对无误后继续。"
        return Issue(line.at("amount"), words, Severity.WARNING)
    return Issue(line.at("amount"), words + "请核对金额，或先补填以前的投资。")
