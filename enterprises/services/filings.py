"""Plans and annual reports: opened, drafted, filed, excused, sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.services import store_upload
from enterprises.checks.filings import plan_issues, report_issues
from enterprises.choices import Provenance
from enterprises.models import AnnualReport, Enterprise, FormerFiling, ThreeYearPlan
from enterprises.models.follow_up import Filing
from enterprises.permissions import can_excuse, can_file, can_return
from enterprises.services.people import people_managing
from enterprises.terms import plan_due, report_due
from enterprises.thresholds import Thresholds, thresholds_of
from ui.refusals import Invalid, Issue, Stale, allow
from ui.words import cn_date
from workflow.chain import plain
from workflow.mail import people_of
from workflow.rules import Rules
from workflow.services import tell

DAYS_BEFORE = timedelta(days=15)
ONE_DAY = timedelta(days=1)
CHANGED = "该材料刚刚被其他人更新，请刷新页面查看最新内容后再办理。"
ENTERED_ANEW = "重新纳入建设培育库，原规划存档"
MOST_REASON = 500


def terms_of(enterprise: Enterprise) -> Thresholds:
    """The rules under which it entered; the national ones where none are known."""
    held = enterprise.rule_set
    return thresholds_of(held.rules if held else Rules())


@transaction.atomic
def open_filings(enterprise: Enterprise, now: datetime) -> int:
    """Open the plan, and the report of each finished year; the number opened.

    Running twice makes them once. Firms without a day of entry or an account owe
    nothing here; one that an import made owes what falls due after its record.
    """
    locked = Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    if not locked.is_in_pilot or not locked.pooled_on or not locked.organisation_id:
        return 0
    today = timezone.localdate(now)
    return _open_plan(locked, now) + _open_reports(locked, today)


def _open_plan(enterprise: Enterprise, now: datetime) -> int:
    if enterprise.provenance != Provenance.APPLICATION or not enterprise.pooled_on:
        return 0
    due = plan_due(enterprise.pooled_on, terms_of(enterprise).plan_months)
    first = first_reminder(due, timezone.localdate(now))
    held = ThreeYearPlan.objects.filter(enterprise=enterprise).first()
    if held is None:
        ThreeYearPlan.objects.create(enterprise=enterprise, due_on=due, remind_on=first)
        return 1
    if held.due_on > enterprise.pooled_on:
        return 0
    # Of an earlier stay in the pool: a new one needs a plan of its own.
    if held.filed_at is not None:
        _keep_former(held, by=None, reason=ENTERED_ANEW, now=now)
    _reopen(held, due, first)
    return 1


def _open_reports(enterprise: Enterprise, today: date) -> int:
    terms = terms_of(enterprise)
    have = set(enterprise.reports.values_list("year", flat=True))
    rows = []
    for year in range(first_year(enterprise), today.year):
        if year not in have:
            due = report_due(year, terms.report_month, terms.report_day)
            first = first_reminder(due, today)
            rows.append(
                AnnualReport(
                    enterprise=enterprise, year=year, due_on=due, remind_on=first
                )
            )
    AnnualReport.objects.bulk_create(rows)
    return len(rows)


def first_year(enterprise: Enterprise) -> int:
    """The first year of which it reports here: of its entry, or of its record."""
    assert enterprise.pooled_on is not None  # asked before
    if enterprise.provenance == Provenance.APPLICATION:
        return enterprise.pooled_on.year
    opened = timezone.localdate(enterprise.created_at)
    return max(enterprise.pooled_on.year, opened.year)


def first_reminder(due: date, today: date) -> date:
    """The first day of reminding that is not over; today where all of them are."""
    return next((day for day in reminder_days(due) if day >= today), today)


def reminder_days(due: date) -> tuple[date, ...]:
    """15 days before the day due, on it, and the day after."""
    return due - DAYS_BEFORE, due, due + ONE_DAY


def _reopen(filing: Filing, due: date, remind_on: date) -> None:
    filing.due_on, filing.remind_on = due, remind_on
    filing.filed_at = filing.filed_by = None
    filing.excused_at = filing.excused_by = None
    filing.excuse = ""
    filing.version += 1
    filing.save()


def _keep_former(
    filing: Any, *, by: User | None, reason: str, now: datetime
) -> FormerFiling:
    owner = {"plan": filing} if filing.paper == "plan" else {"report": filing}
    return FormerFiling.objects.create(
        **owner,
        content=plain({name: getattr(filing, name) for name in filing.CONTENT}),
        file=filing.file,
        due_on=filing.due_on,
        filed_at=filing.filed_at,
        filed_by=filing.filed_by,
        returned_by=by,
        returned_at=now,
        reason=reason,
    )


def _locked(filing: Any, version: int | None) -> Any:
    rows = type(filing).objects.select_for_update(of=("self",))
    held = rows.select_related("enterprise__division").get(pk=filing.pk)
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


@transaction.atomic
def save_filing(
    filing: Filing,
    *,
    given: Mapping[str, Any],
    by: User,
    version: int | None = None,
    upload: Any = None,
    now: datetime | None = None,
) -> Any:
    """Keep a draft as it stands, complete or not; `given` by the names in CONTENT.

    Raises `Stale` where somebody else saved meanwhile, `Invalid` at `file`.
    """
    return _keep(filing, given, upload, by=by, version=version)


def _keep(
    filing: Filing,
    given: Mapping[str, Any],
    upload: Any,
    *,
    by: User,
    version: int | None,
) -> Any:
    held = _locked(filing, version)
    allow(can_file(by, held))
    for name in held.CONTENT:
        if name in given:
            setattr(held, name, given[name])
    if upload is not None:
        owner = held.enterprise.organisation
        held.file = store_upload(upload=upload, by=by, owner=owner)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def file_filing(
    filing: Filing,
    *,
    given: Mapping[str, Any],
    by: User,
    version: int | None = None,
    upload: Any = None,
    now: datetime | None = None,
) -> Any:
    """Save and file in one; `Invalid` names each thing missing at its field.

    What is refused is not saved either: the page still holds it.
    """
    now = now or timezone.now()
    held = _keep(filing, given, upload, by=by, version=version)
    issues = filing_issues(held, timezone.localdate(now))
    if issues:
        words = f"还有{len(issues)}处需要完善，暂不能报送。"
        raise Invalid(words, issues=issues)
    held.filed_at, held.filed_by, held.remind_on = now, by, None
    held.save(update_fields=["filed_at", "filed_by", "remind_on"])
    tell(
        people_managing(held.enterprise, now),
        key=f"filed:{_name(held)}:{held.version}",
        subject=f"{held.enterprise}报送{held.title}",
        body=f"{held.enterprise}已报送{held.title}，状态为“{held.state.label}”。",
        path=held.get_absolute_url(),
        now=now,
    )
    return held


def filing_issues(filing: Any, today: date) -> list[Issue]:
    """What the paper still lacks."""
    if isinstance(filing, ThreeYearPlan):
        return plan_issues(filing, filing.enterprise.pooled_on, today)
    return report_issues(filing, today)


@transaction.atomic
def excuse_filing(
    filing: Filing,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Any:
    """The managing authority's lead lets an enterprise off, with the reason."""
    now = now or timezone.now()
    held = _locked(filing, version)
    allow(can_excuse(by, held))
    held.excuse = _reason(reason)
    held.excused_at, held.excused_by, held.remind_on = now, by, None
    held.version += 1
    held.save()
    _tell_firm(held, "同意免报", f"理由：{held.excuse}", now)
    return held


@transaction.atomic
def return_filing(
    filing: Filing,
    *,
    reason: str,
    due_on: date,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Any:
    """Send a filed paper back to be corrected by a day; what was filed is kept.

    Raises `Invalid` at `reason`, or at `due_on` for a day that is over.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    held = _locked(filing, version)
    allow(can_return(by, held))
    if due_on < today:
        raise Invalid.at("due_on", f"重新报送期限不能早于今天（{cn_date(today)}）。")
    _keep_former(held, by=by, reason=_reason(reason), now=now)
    _reopen(held, due_on, first_reminder(due_on, today))
    words = f"理由：{reason}\n\n请于{cn_date(due_on)}前重新报送。"
    _tell_firm(held, "退回修改", words, now)
    return held


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason or len(reason) > MOST_REASON:
        raise Invalid.at(
            "reason",
            "请填写理由。" if not reason else f"理由不能超过{MOST_REASON}个字。",
        )
    return reason


def _tell_firm(filing: Any, what: str, words: str, now: datetime) -> None:
    owner = filing.enterprise.organisation_id
    if owner is None:
        return
    tell(
        people_of(owner, now),
        key=f"{_name(filing)}:{filing.version}",
        subject=f"{filing.title}：{what}",
        body=f"管理单位对贵单位的{filing.title}作出“{what}”。{words}",
        path=filing.get_absolute_url(),
        now=now,
    )


def _name(filing: Any) -> str:
    return f"{filing._meta.model_name}:{filing.pk}"
