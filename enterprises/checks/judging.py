"""From what was counted to a finding: the same words for rows and for answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from enterprises.checks.findings import Finding, put_together
from enterprises.choices import Condition, SchoolKind, SectionKey
from enterprises.thresholds import Thresholds
from ui.words import money

# The kinds of condition 1 that stand for one condition where they count apart.
SCHOOL_GROUPS = {
    SchoolKind.RUN.value: "举办院校",
    SchoolKind.SPONSOR.value: "举办院校",
    SchoolKind.UNIVERSITY.value: "面向社会培训",
    SchoolKind.GROUP.value: "参与组建集团",
}
NO_SCHOOLS = (
    "没有可以计入的举办或参与举办教育情况；须举办职业院校或高等学校、"
    "通过企业大学等面向社会培训，或参与组建产教融合（职业教育）集团"
)
Remarks = Sequence[str]


def judge_schools(
    kinds: Collection[str],
    count: int,
    thresholds: Thresholds,
    *,
    remarks: Remarks = (),
    begun: bool,
) -> Finding:
    """Condition 1, from the kinds and the number of what counts."""
    ways = sorted({SCHOOL_GROUPS.get(kind, kind) for kind in kinds})
    apart = len(ways) > 1 and thresholds.schools_apart
    return Finding(
        condition=Condition.SCHOOLS,
        met=count > 0,
        sentence=put_together(
            f"可以计入的举办或参与举办教育情况{count}项" if count else NO_SCHOOLS,
            f"{'、'.join(ways)}分别计为一项条件" if apart else "",
            *remarks,
        ),
        counted=count,
        needed=1,
        section=SectionKey.SCHOOLS,
        begun=begun,
        weight=len(ways) if apart else 1,
    )


def judge_training(pilot: Finding, stays: Finding) -> Finding:
    """Condition 2: either of the two is enough; the pilot task is told first."""
    if pilot.met or (pilot.begun and not stays.begun):
        return pilot
    if pilot.begun and not stays.met:
        return replace(stays, sentence=stays.sentence + pilot.sentence)
    return stays


def judge_apprenticeships(count: int, *, remarks: Remarks = (), begun: bool) -> Finding:
    """One half of condition 2, from the number of pilot tasks."""
    words = f"承担现代学徒制、企业新型学徒制试点任务{count}项"
    return Finding(
        condition=Condition.TRAINING,
        met=count > 0,
        sentence=put_together(
            words if count else "没有可以计入的学徒制试点任务，须至少1项", *remarks
        ),
        counted=count,
        needed=1,
        section=SectionKey.APPRENTICESHIPS,
        begun=begun,
    )


def judge_interns(
    persons: int, thresholds: Thresholds, *, remarks: Remarks = (), begun: bool
) -> Finding:
    """The other half of condition 2, from the number of persons."""
    years, months = thresholds.look_back_years, thresholds.intern_months
    return Finding(
        condition=Condition.TRAINING,
        met=persons >= thresholds.intern_persons,
        sentence=put_together(
            f"近{years}年接收实习满{months}个月的学生{persons}人，"
            + reached(persons, thresholds.intern_persons, "人"),
            *remarks,
        ),
        counted=persons,
        needed=thresholds.intern_persons,
        section=SectionKey.INTERNS,
        begun=begun,
    )


def judge_certificates(count: int, *, remarks: Remarks = (), begun: bool) -> Finding:
    """Condition 3, from the number of certificates."""
    words = f"承担1+X证书制度试点任务{count}项"
    return Finding(
        condition=Condition.CERTIFICATES,
        met=count > 0,
        sentence=put_together(
            words if count else "没有可以计入的1+X证书制度试点任务，须至少1项",
            *remarks,
        ),
        counted=count,
        needed=1,
        section=SectionKey.CERTIFICATES,
        begun=begun,
    )


def judge_programmes(
    count: int,
    students: int,
    thresholds: Thresholds,
    *,
    remarks: Remarks = (),
    begun: bool,
) -> Finding:
    """Condition 4, from the programmes and, where asked, their students."""
    years, asked = thresholds.programme_years, thresholds.programme_students
    kind = f"合作满{years}年的" if years else ""
    return Finding(
        condition=Condition.PROGRAMMES,
        met=count >= thresholds.programmes and students >= asked,
        sentence=put_together(
            f"校企合作{kind}共建学科专业点{count}个，"
            + reached(count, thresholds.programmes, "个"),
            f"累计培养{students}人，{reached(students, asked, '人')}" if asked else "",
            *remarks,
        ),
        counted=count,
        needed=thresholds.programmes,
        section=SectionKey.PROGRAMMES,
        begun=begun,
    )


def judge_investments(
    total: Decimal, thresholds: Thresholds, *, remarks: Remarks = (), begun: bool
) -> Finding:
    """Condition 5, from the sum in yuan."""
    missing = thresholds.investment - total
    words = f"达到{money(thresholds.investment)}"
    return Finding(
        condition=Condition.INVESTMENTS,
        met=missing <= 0,
        sentence=put_together(
            f"近{thresholds.look_back_years}年共建实训基地和捐赠累计投入"
            f"{money(total)}，{f'还差{money(missing)}' if missing > 0 else words}",
            *remarks,
        ),
        counted=total,
        needed=thresholds.investment,
        section=SectionKey.INVESTMENTS,
        begun=begun,
    )


def judge_rights(
    count: int, thresholds: Thresholds, *, remarks: Remarks = (), begun: bool
) -> Finding:
    """Condition 6, from the number of rights shared with a school."""
    return Finding(
        condition=Condition.RIGHTS,
        met=count >= thresholds.rights,
        sentence=put_together(
            f"近{thresholds.look_back_years}年与院校共有的知识产权{count}项，"
            + reached(count, thresholds.rights, "项"),
            *remarks,
        ),
        counted=count,
        needed=thresholds.rights,
        section=SectionKey.RIGHTS,
        begun=begun,
    )


def reached(count: int, needed: int, unit: str) -> str:
    """还差3人, or 达到60人."""
    missing = needed - count
    return f"还差{missing}{unit}" if missing > 0 else f"达到{needed}{unit}"
