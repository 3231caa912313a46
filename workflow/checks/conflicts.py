"""Why an expert may not score a case: one small rule each, with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui.words import cn_date
from workflow.choices import ExpertStatus, TieNature


@dataclass(frozen=True)
class Tie:
    """What binds an expert to an organisation; no end goes on."""

    organisation_id: int
    nature: str
    ends_on: date | None


@dataclass(frozen=True)
class Person:
    """An expert as the rules look at him before a draw."""

    expert_id: int
    user_id: int
    status: str
    is_active: bool
    has_post: bool  # still holds an expert's post somewhere
    employer_id: int
    region: str
    organisation_ids: frozenset[int]  # where he holds any post now
    office_ids: frozenset[int]  # where he handles or leads
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class CaseFacts:
    """What of a case keeps somebody off it."""

    applicant_id: int
    region: str  # of the applicant; "" where no region is avoided
    ties_since: date  # what ended before binds no more
    declared: frozenset[int]  # users who declared a conflict on this case
    acted: frozenset[int]  # users who handled or decided it
    deciding: frozenset[int]  # organisations that decide on it
    seated: frozenset[int]  # experts who have had a seat on this panel


def reason_against(person: Person, case: CaseFacts) -> str:
    """Why this expert cannot be drawn; "" where nothing speaks against it."""
    for rule in RULES:
        if words := rule(person, case):
            return words
    return ""


def _not_in_the_pool(person: Person, case: CaseFacts) -> str:
    if person.status != ExpertStatus.ACTIVE:
        return f"专家库状态为“{ExpertStatus(person.status).label}”。"
    return ""


def _has_no_account(person: Person, case: CaseFacts) -> str:
    if not person.is_active:
        return "账户已停用。"
    return "" if person.has_post else "已无专家岗位。"


def _had_a_seat(person: Person, case: CaseFacts) -> str:
    return "已抽入过本专家组。" if person.expert_id in case.seated else ""


def _works_at_the_applicant(person: Person, case: CaseFacts) -> str:
    at = {person.employer_id, *person.organisation_ids}
    return "在申报单位任职。" if case.applicant_id in at else ""


def _is_tied_to_the_applicant(person: Person, case: CaseFacts) -> str:
    for tie in person.ties:
        if tie.organisation_id != case.applicant_id:
            continue
        nature = TieNature(tie.nature).label
        if tie.ends_on is None:
            return f"与申报单位有利益关系（{nature}）。"
        if tie.ends_on >= case.ties_since:
            until = cn_date(tie.ends_on)
            return f"与申报单位有利益关系（{nature}，至{until}）。"
    return ""


def _comes_from_its_region(person: Person, case: CaseFacts) -> str:
    same = case.region and person.region == case.region
    return "与申报单位同属一个地区。" if same else ""


def _declared_a_conflict(person: Person, case: CaseFacts) -> str:
    return "已声明回避该事项。" if person.user_id in case.declared else ""


def _handled_the_case(person: Person, case: CaseFacts) -> str:
    return "曾办理该事项。" if person.user_id in case.acted else ""


def _works_for_the_authority(person: Person, case: CaseFacts) -> str:
    if person.office_ids & case.deciding:
        return "为该环节牵头部门工作人员。"
    return ""


RULES = (
    _not_in_the_pool,
    _has_no_account,
    _had_a_seat,
    _works_at_the_applicant,
    _is_tied_to_the_applicant,
    _comes_from_its_region,
    _declared_a_conflict,
    _handled_the_case,
    _works_for_the_authority,
)
