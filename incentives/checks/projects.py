"""What is wrong with a project as it is entered; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incentives.checks.funds import (
    MOST,
    Account,
    jump,
    sources_add_up,
    thousandfold,
)
from incentives.choices.projects import (
    CONTRACTED,
    FundSource,
    FundStep,
    HostKind,
    Phase,
)
from ui.refusals import Issue, Severity

SOURCE_PREFIX = "source_"


@dataclass(frozen=True)
class ProjectFacts:
    """What the checks read of a project that is being entered; money in yuan."""

    starts_on: date
    finishes_on: date
    total: Decimal
    mode: str
    contract_number: str
    host_kind: str
    host_name: str
    stations: int
    facility_spend: Decimal
    phase: str


def project_errors(facts: ProjectFacts, today: date) -> list[Issue]:
    """What cannot be, each at its field."""
    found = [_total(facts), _days(facts, today), _contract(facts)]
    found += [*_facility(facts)]
    return [issue for issue in found if issue is not None]


def _total(facts: ProjectFacts) -> Issue | None:
    if facts.total <= 0:
        return Issue("total", "计划总投资应大于0。")
    if facts.total > MOST:
        return Issue("total", "计划总投资超过1000亿元，请核对：此处的单位是元。")
    return None


def _days(facts: ProjectFacts, today: date) -> Issue | None:
    if facts.finishes_on < facts.starts_on:
        return Issue("finishes_on", "计划完成日期不能早于计划开工日期。")
    begun = facts.phase in (Phase.STARTED, Phase.BUILDING, Phase.IN_USE)
    if begun and facts.starts_on > today:
        words = "项目已经开工的，开工日期不能晚于今天。"
        return Issue("starts_on", words)
    return None


def _contract(facts: ProjectFacts) -> Issue | None:
    if facts.mode in CONTRACTED and not facts.contract_number:
        words = "购买服务、委托管理和合作共建的，请填写合同编号。"
        return Issue("contract_number", words)
    return None


def _facility(facts: ProjectFacts) -> Iterable[Issue | None]:
    if facts.host_kind == HostKind.NONE:
        return
    if not facts.host_name:
        yield Issue("host_name", "请填写实训设施所附项目的名称。")
    if not facts.stations:
        yield Issue("stations", "请填写实训工位数。")
    if facts.facility_spend > facts.total:
        yield Issue("facility_spend", "实训设施投入不能超过计划总投资。")


def planned_errors(planned: Mapping[str, Decimal]) -> list[Issue]:
    """Planned amounts of sources are not negative and not absurd."""
    found = []
    for source, amount in planned.items():
        name = SOURCE_PREFIX + source
        if amount < 0:
            found.append(Issue(name, "金额不能小于0。"))
        elif amount > MOST:
            words = "金额超过1000亿元，请核对：此处的单位是元。"
            found.append(Issue(name, words))
    return found


def planned_warnings(
    total: Decimal,
    planned: Mapping[str, Decimal],
    before: Mapping[str, Decimal],
    total_before: Decimal | None,
) -> list[Issue]:
    """Sources that do not add up, sums that jumped a thousandfold since the last."""
    found = []
    if total_before and thousandfold(total_before, total):
        found.append(jump("total", total_before, total))
    for source, amount in planned.items():
        last = before.get(source)
        if last and thousandfold(last, amount):
            found.append(jump(SOURCE_PREFIX + source, last, amount))
    accounts = [Account(source=s, planned=amount) for s, amount in planned.items()]
    if issue := sources_add_up(total, accounts):
        found.append(Issue("total", issue.sentence, Severity.WARNING))
    return found


def lowered_errors(
    planned: Mapping[str, Decimal], accounts: Iterable[Account]
) -> list[Issue]:
    """A source whose ledger has begun is not planned away."""
    found = []
    for account in accounts:
        held = any(account.of_step(step) for step in FundStep)
        if held and not planned.get(account.source):
            label = FundSource(account.source).label
            words = f"{label}已有台账记录，计划金额不能为0。"
            found.append(Issue(SOURCE_PREFIX + account.source, words))
    return found
