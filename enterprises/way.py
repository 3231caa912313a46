"""The whole way of an enterprise: what happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from enterprises.models import (
    CertificationApplication,
    ChangeReport,
    CultivationApplication,
    Enterprise,
    FormerFiling,
)
from workflow.choices import Action
from workflow.services import latest_entries

MOST_STEPS = 100
KINDS: tuple[Any, ...] = (
    CultivationApplication,
    CertificationApplication,
    ChangeReport,
)


@dataclass(frozen=True)
class Milestone:
    """One thing on the way; `at` is a moment, or a day where no hour is known."""

    title: str
    at: date | datetime
    by: str = ""
    note: str = ""
    tone: str = "review"

    @property
    def when(self) -> tuple[date, bool, float]:
        """By day, then by hour; what has no hour comes first in its day."""
        if isinstance(self.at, datetime):
            return timezone.localdate(self.at), True, self.at.timestamp()
        return self.at, False, 0.0


def way_of(enterprise: Enterprise, user: Any) -> list[Milestone]:
    """What this person may know of its way."""
    found = [
        *_cases(enterprise, user),
        *_standing(enterprise),
        *_filings(enterprise),
        *_visits(enterprise, user),
        *_certificates(enterprise),
        *_removals(enterprise, user),
    ]
    return sorted(found, key=lambda one: one.when, reverse=True)


def _cases(enterprise: Enterprise, user: Any) -> Iterator[Milestone]:
    for model in KINDS:
        rows = model.objects.visible_to(user).filter(enterprise=enterprise)
        for case in rows:
            for entry in latest_entries(user, case, MOST_STEPS):
                if entry.step is not None and entry.step.action == Action.MOVE:
                    title = f"{case.kind_name}：{entry.title}"
                    yield Milestone(title, entry.at, entry.by, entry.note, entry.tone)


def _standing(enterprise: Enterprise) -> Iterator[Milestone]:
    for stay in enterprise.stays.all():
        title = f"纳入建设培育库（{stay.pool_number or '未编号'}）"
        yield Milestone(title, stay.since, tone="good")
        yield Milestone("退出建设培育库", stay.until, tone="off")
    if enterprise.pooled_on:
        number = enterprise.pool_number or "未编号"
        title = f"纳入建设培育库（{number}）"
        yield Milestone(title, enterprise.pooled_on, tone="good")
    if enterprise.left_pool_on:
        yield Milestone("退出建设培育库", enterprise.left_pool_on, tone="off")
    if enterprise.suspended_since:
        note = enterprise.suspension_note
        yield Milestone("暂停", enterprise.suspended_since, note=note, tone="late")
    for row in enterprise.names.all():
        if row.since is not None:
            title = f"企业名称为“{row.name}”"
            yield Milestone(title, row.since, note=row.reason, tone="notice")


def _filings(enterprise: Enterprise) -> Iterator[Milestone]:
    for filing in filings_of(enterprise):
        if filing.filed_at is not None:
            title = f"{filing.title}：{filing.state.label}"
            yield Milestone(title, filing.filed_at, tone=filing.state_tone)
        if filing.excused_at is not None:
            title = f"{filing.title}：{filing.state.label}"
            note = filing.excuse
            yield Milestone(title, filing.excused_at, note=note, tone="off")
    former = FormerFiling.objects.of_enterprise(enterprise)
    for row in former.select_related("plan", "report"):
        paper = row.plan or row.report
        yield Milestone(f"{paper.title}：报送", row.filed_at)
        title = f"{paper.title}：退回修改"
        yield Milestone(title, row.returned_at, note=row.reason, tone="late")


def filings_of(enterprise: Enterprise) -> list[Any]:
    """The plan, then the reports, newest first."""
    plan = getattr(enterprise, "plan", None)
    reports = enterprise.reports.all()
    return [*([plan] if plan else []), *sorted(reports, key=lambda r: -r.year)]


def _visits(enterprise: Enterprise, user: Any) -> Iterator[Milestone]:
    rows = enterprise.visits.visible_to(user).select_related("organisation")
    for visit in rows:
        title = f"{visit.get_kind_display()}"
        by = str(visit.organisation)
        yield Milestone(title, visit.on, by, visit.findings, "notice")


def _certificates(enterprise: Enterprise) -> Iterator[Milestone]:
    for row in enterprise.certificates.all():
        yield Milestone(f"取得认证证书（{row.number}）", row.valid_from, tone="good")
        if row.suspended_since:
            note = row.suspension_note
            title = f"认证证书暂停（{row.number}）"
            yield Milestone(title, row.suspended_since, note=note, tone="late")
        if row.revoked_on:
            note, title = row.revocation_note, f"认证证书撤销（{row.number}）"
            yield Milestone(title, row.revoked_on, note=note, tone="late")


def _removals(enterprise: Enterprise, user: Any) -> Iterator[Milestone]:
    for row in enterprise.removals.visible_to(user).filter(decided_at__isnull=False):
        title = f"移出：{row.get_ground_display()}（{row.get_state_display()}）"
        yield Milestone(title, row.decided_at, note=row.decision_note, tone="late")
