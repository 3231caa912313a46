"""The lead authority asks departments for their opinions, or asks no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.choices import Department
from accounts.models import Organisation, Post, User
from regions.calendar import last_moment, load_calendar, local_day
from ui.refusals import Closed, Issue, allow, refuse
from ui.text import clean_text
from ui.words import cn_date
from workflow.choices import REVIEW_STAGES, Action, OpinionState
from workflow.models import Application, Opinion
from workflow.permissions import (
    can_ask_opinions,
    can_cancel_opinion,
    deciding_posts,
    posts_at,
    tier_now,
)
from workflow.services.opinions.locking import (
    check_open,
    checked_reason,
    lock_opinion,
    save_opinion,
)
from workflow.services.opinions.telling import tell_asked, tell_ended
from workflow.services.record import lock_case, record_act
from workflow.services.reminders import reminder_before

MAX_REQUEST = 2000
MAX_DAYS = 60
DAY_IS_OVER = timedelta(seconds=1)


def departments_to_ask(application: Application, user: User) -> QuerySet[Organisation]:
    """Active departments beside the deciding authority: its level, not itself."""
    own = {post.organisation_id for post in deciding_posts(user, application)}
    beside: QuerySet[Organisation] = Organisation.objects.active().departments_at(
        tier_now(application),
        unit=application.managing_unit_id,
        division=application.division_id,
    )
    return beside.exclude(pk__in={*own, application.applicant_id}).order_by("pk")


@transaction.atomic
def ask_opinions(
    application: Application,
    *,
    by: User,
    organisations: Iterable[Organisation] = (),
    departments: Iterable[str] = (),
    request: str = "",
    days: int | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> list[Opinion]:
    """Ask organisations, or whoever answers for these departments, for an opinion.

    `days` are working days, by default those of the round; the last one counts in
    full. Whether an opinion is required before an approval follows from the round.
    """
    now = now or timezone.now()
    locked = lock_case(application.pk, version)
    verdict = can_ask_opinions(by, locked)
    if locked.stage not in REVIEW_STAGES:
        raise Closed(verdict.reason)
    allow(verdict)
    post, request = deciding_posts(by, locked)[0], clean_text(request)
    days = locked.rules.opinion_days if days is None else days
    asked = _chosen(locked, by, organisations, departments)
    refuse(_issues(locked, asked, request, days))
    rows = _rows(locked, asked, post, request, days, now)
    names = "、".join(str(organisation) for organisation in asked)
    note = f"征求{names}意见，{cn_date(rows[0].due_at)}前反馈。"
    record_act(
        locked,
        Action.ASK_OPINION,
        by=by,
        post=post,
        now=now,
        note=f"{note}\n{request}" if request else note,
    )
    for opinion in rows:
        tell_asked(opinion, now)
    return rows


def _chosen(
    application: Application,
    by: User,
    organisations: Iterable[Organisation],
    departments: Iterable[str],
) -> list[Organisation]:
    """Those named, and those who answer for a department; each once, all beside us."""
    beside = {row.pk: row for row in departments_to_ask(application, by)}
    named, issues = (
        {organisation.pk: organisation for organisation in organisations},
        [],
    )
    for pk, organisation in named.items():
        if pk not in beside:
            sentence = f"{organisation}不是本级可以征求意见的部门。"
            issues.append(Issue("organisations", sentence))
    for department in departments:
        found = [row for row in beside.values() if row.department == department]
        named |= {row.pk: row for row in found}
        if not found:
            issues.append(Issue("organisations", _nobody(department)))
    refuse(issues)
    return [named[pk] for pk in sorted(named)]


def _nobody(department: str) -> str:
    if department not in Department.values:
        return "没有这种部门职能。"
    label = Department(department).label
    return f"本级没有登记{label}部门，请先由系统管理员登记该部门及其人员。"


def _issues(
    application: Application, asked: Sequence[Organisation], request: str, days: int
) -> list[Issue]:
    found = []
    if not asked:
        found.append(Issue("organisations", "请选择被征求意见的部门。"))
    held = application.opinions.current().filter(stage=application.stage)
    known = set(held.values_list("organisation_id", flat=True))
    found += [
        Issue("organisations", f"已向{row}征求意见，无须重复征求。")
        for row in asked
        if row.pk in known
    ]
    if len(request) > MAX_REQUEST:
        sentence = f"征求意见的事项不能超过{MAX_REQUEST}个字。"
        found.append(Issue("request", sentence))
    if not 1 <= days <= MAX_DAYS:
        found.append(Issue("days", f"反馈期限应在1至{MAX_DAYS}个工作日之间。"))
    return found


def _rows(
    application: Application,
    asked: Sequence[Organisation],
    post: Post,
    request: str,
    days: int,
    now: datetime,
) -> list[Opinion]:
    calendar, rules = load_calendar(), application.rules
    due = calendar.add(local_day(now), days)
    due_at = last_moment(due)
    soon = reminder_before(due, rules.remind_days, calendar)
    required = rules.opinions_required_in(application.stage)
    return [
        Opinion.objects.create(
            application=application,
            submission_number=application.submissions.count(),
            stage=application.stage,
            department=organisation.department,
            organisation=organisation,
            is_required=organisation.department in required,
            request=request,
            asked_by_id=post.user_id,
            asked_organisation=post.organisation,
            asked_at=now,
            term_days=days,
            due_at=due_at,
            # A term so short that it begins within the reminder: told when asked.
            remind_at=soon if soon > now else due_at + DAY_IS_OVER,
        )
        for organisation in asked
    ]


@transaction.atomic
def cancel_opinion(
    opinion: Opinion,
    *,
    by: User,
    reason: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Opinion:
    """Ask no more, with the reason; a required one has then to be asked again."""
    now = now or timezone.now()
    row = lock_opinion(opinion, version)
    check_open(can_cancel_opinion(by, row), row)
    row.note = checked_reason(reason)
    row.state = OpinionState.CANCELLED
    row.remind_at = None
    save_opinion(row)
    record_act(
        row.application,
        Action.CANCEL_OPINION,
        by=by,
        post=posts_at(by, row.asked_organisation_id)[0],
        now=now,
        note=f"取消征求{row.organisation}意见。\n{row.note}",
    )
    tell_ended(row, row.note, now)
    return row
