"""The six alternative conditions (590号 art. 5), each with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from enterprises.checks.counting import money, outside, same, sift, unnamed
from enterprises.checks.findings import Finding, file_wish, put_together
from enterprises.checks.programmes import programmes
from enterprises.checks.training import training
from enterprises.choices import Condition, SchoolKind, SectionKey
from enterprises.facts import Facts, Investment
from enterprises.terms import look_back
from enterprises.thresholds import Thresholds

# The kinds of condition 1 that stand for one condition where they count apart.
SCHOOL_GROUPS = {
    SchoolKind.RUN.value: "举办院校",
    SchoolKind.SPONSOR.value: "举办院校",
    SchoolKind.UNIVERSITY.value: "面向社会培训",
    SchoolKind.GROUP.value: "参与组建集团",
}


def schools(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 1: runs a school, trains the public, or helped to form a group."""
    rows, tally = sift(
        facts.schools,
        facts.shared.get(SectionKey.SCHOOLS, 0),
        unnamed("未填写名称", "name"),
    )
    ways = sorted({SCHOOL_GROUPS.get(row.kind, row.kind) for row in rows})
    if rows:
        words = f"有证明材料的举办或参与举办教育情况{len(rows)}项"
    else:
        words = (
            "没有可以计入的举办或参与举办教育情况；须举办职业院校或高等学校、"
            "通过企业大学等面向社会培训，或参与组建产教融合（职业教育）集团"
        )
    apart = len(ways) > 1 and thresholds.schools_apart
    return Finding(
        condition=Condition.SCHOOLS,
        met=bool(rows),
        sentence=put_together(
            words,
            f"{'、'.join(ways)}分别计为一项条件" if apart else "",
            tally.words,
            file_wish([tally]),
        ),
        counted=len(rows),
        needed=1,
        section=SectionKey.SCHOOLS,
        begun=bool(facts.schools),
        weight=len(ways) if apart else 1,
    )


def certificates(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 3: carries the pilot of a 1+X certificate."""
    rows, tally = sift(
        facts.certificates,
        facts.shared.get(SectionKey.CERTIFICATES, 0),
        unnamed("未填写证书名称", "name"),
    )
    count = len({same(row.name) for row in rows})
    words = f"承担1+X证书制度试点任务{count}项"
    return Finding(
        condition=Condition.CERTIFICATES,
        met=count >= 1,
        sentence=put_together(
            words if count else "没有可以计入的1+X证书制度试点任务，须至少1项",
            tally.words,
            file_wish([tally]),
        ),
        counted=count,
        needed=1,
        section=SectionKey.CERTIFICATES,
        begun=bool(facts.certificates),
    )


def investments(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 5: money paid for bases or donations, by its day of payment."""
    window = look_back(today, thresholds.look_back_years)
    rows, tally = sift(
        facts.investments,
        facts.shared.get(SectionKey.INVESTMENTS, 0),
        _no_amount,
        outside("付款日期", "paid_on", window),
    )
    total = sum((row.amount or Decimal(0) for row in rows), Decimal(0))
    missing = thresholds.investment - total
    reached = (
        f"还差{money(missing)}"
        if missing > 0
        else f"达到{money(thresholds.investment)}"
    )
    return Finding(
        condition=Condition.INVESTMENTS,
        met=missing <= 0,
        sentence=put_together(
            f"近{thresholds.look_back_years}年共建实训基地和捐赠累计投入"
            f"{money(total)}，{reached}",
            tally.words,
            file_wish([tally]),
        ),
        counted=total,
        needed=thresholds.investment,
        section=SectionKey.INVESTMENTS,
        begun=bool(facts.investments),
    )


def _no_amount(row: Investment) -> str:
    return "" if row.amount is not None and row.amount > 0 else "未填写金额"


def rights(facts: Facts, thresholds: Thresholds, today: date) -> Finding:
    """Condition 6: rights shared with a school; without one they do not count."""
    window = look_back(today, thresholds.look_back_years)
    rows, tally = sift(
        facts.rights,
        facts.shared.get(SectionKey.RIGHTS, 0),
        unnamed("未填写共有的院校", "partner"),
        outside("授权日期", "granted_on", window),
    )
    count = len({(row.kind, same(row.number) or same(row.name)) for row in rows})
    missing = thresholds.rights - count
    return Finding(
        condition=Condition.RIGHTS,
        met=missing <= 0,
        sentence=put_together(
            f"近{thresholds.look_back_years}年与院校共有的知识产权{count}项，"
            + (f"还差{missing}项" if missing > 0 else f"达到{thresholds.rights}项"),
            tally.words,
            file_wish([tally]),
        ),
        counted=count,
        needed=thresholds.rights,
        section=SectionKey.RIGHTS,
        begun=bool(facts.rights),
    )


Check = Callable[[Facts, Thresholds, date], Finding]

CONDITIONS: tuple[Check, ...] = (
    schools,
    training,
    certificates,
    programmes,
    investments,
    rights,
)


def findings(
    facts: Facts, thresholds: Thresholds, *, today: date
) -> tuple[Finding, ...]:
    """All six, in their order."""
    return tuple(check(facts, thresholds, today) for check in CONDITIONS)
