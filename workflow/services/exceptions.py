"""Late exceptions: one applicant may still submit after a round has closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.choices import OrganisationStatus
from accounts.models import Organisation, User
from regions.calendar import last_moment, local_day
from ui.refusals import Closed, Issue, allow, refuse
from ui.text import clean_text
from ui.words import cn_date
from workflow.choices import Action, Stage
from workflow.mail import people_of
from workflow.models import Application, LateException, Round
from workflow.permissions import can_manage_rounds, managing_posts
from workflow.services.record import lock_case, record_act
from workflow.services.telling import tell

MOST_WORDS = 500
# An exception is for one who was prevented, not a second round.
LONGEST = timedelta(days=180)


@transaction.atomic
def grant_late_exception(
    a_round: Round,
    *,
    applicant: Organisation,
    until: date,
    reason: str,
    by: User,
    now: datetime | None = None,
) -> LateException:
    """Let one applicant begin and submit until the last second of a day.

    Raises `Closed` while the round itself still takes applications, `Invalid` with
    what is wrong at `applicant`, `until` or `reason`.
    """
    now, reason = now or timezone.now(), clean_text(reason)
    locked: Round = Round.objects.select_for_update().get(pk=a_round.pk)
    _allow(by, locked)
    if not locked.published_at or now < locked.closes_at:
        raise Closed("该批次尚未截止，无须准予逾期申报。")
    refuse(_issues(locked, applicant, until, reason, now))
    _close_expired(locked, applicant)
    exception = LateException.objects.create(
        round=locked,
        applicant=applicant,
        reason=reason,
        until=last_moment(until),
        granted_by=by,
        granted_at=now,
    )
    words = f"准予在“{locked}”截止后提交，最迟{cn_date(until)}24:00。理由：{reason}"
    _record(exception, words, by, now)
    _tell(exception, "granted", "准予逾期申报", words, now)
    return exception


@transaction.atomic
def revoke_late_exception(
    exception: LateException, *, reason: str, by: User, now: datetime | None = None
) -> LateException:
    """Take it back with a reason; what was submitted under it goes on."""
    now, reason = now or timezone.now(), clean_text(reason)
    a_round = Round.objects.select_for_update().get(pk=exception.round_id)
    locked: LateException = LateException.objects.select_for_update().get(
        pk=exception.pk
    )
    _allow(by, a_round)
    if locked.state_at(now) != LateException.VALID:
        raise Closed("该决定已经撤销或已经届满，无须撤销。")
    refuse(_reason_issues(reason, "撤销理由"))
    locked.revoked_at, locked.revoked_by = now, by
    locked.revoke_reason = reason
    locked.save()
    words = f"撤销在“{a_round}”逾期申报的许可。理由：{reason}"
    _record(locked, words, by, now)
    _tell(locked, "revoked", "撤销逾期申报许可", words, now)
    return locked


def _allow(by: User, a_round: Round) -> None:
    allow(can_manage_rounds(by, a_round.managing_unit_id))


def _issues(
    a_round: Round, applicant: Organisation, until: date, reason: str, now: datetime
) -> list[Issue]:
    found, today = _reason_issues(reason, "理由"), local_day(now)
    if applicant.status != OrganisationStatus.ACTIVE:
        found.append(Issue("applicant", "该单位尚未启用或已停用。"))
    elif a_round.managing_unit_id not in (None, applicant.managing_unit_id):
        words = f"该单位不属于{a_round.managing_unit}，不能在本批次申报。"
        found.append(Issue("applicant", words))
    elif a_round.exceptions.valid_at(now).filter(applicant=applicant).exists():
        words = "该单位在本批次已有准予逾期申报的决定，如需变更请先撤销。"
        found.append(Issue("applicant", words))
    if until < today:
        found.append(Issue("until", "最迟提交日不能早于今日。"))
    elif until > today + LONGEST:
        words = f"最迟提交日不能晚于{cn_date(today + LONGEST)}。"
        found.append(Issue("until", words))
    return found


def _reason_issues(reason: str, label: str) -> list[Issue]:
    if not reason:
        return [Issue("reason", f"请填写{label}。")]
    if len(reason) > MOST_WORDS:
        return [Issue("reason", f"{label}不能超过{MOST_WORDS}个字。")]
    return []


def _close_expired(a_round: Round, applicant: Organisation) -> None:
    """One that is over makes room: the database keeps one that is not revoked."""
    for row in a_round.exceptions.filter(applicant=applicant, revoked_at__isnull=True):
        row.revoked_at = row.until
        row.save(update_fields=["revoked_at"])


def _drafts_of(exception: LateException) -> list[int]:
    rows = Application.objects.filter(
        round=exception.round, applicant=exception.applicant, stage=Stage.DRAFT
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _record(exception: LateException, words: str, by: User, now: datetime) -> None:
    """A step on each case that it lets through."""
    post = managing_posts(by, exception.round.managing_unit_id)[0]
    for pk in _drafts_of(exception):
        case = lock_case(pk)
        record_act(case, Action.EXCEPTION, by=by, post=post, now=now, note=words)


def _tell(
    exception: LateException, what: str, subject: str, words: str, now: datetime
) -> None:
    drafts = _drafts_of(exception)
    tell(
        people_of(exception.applicant_id, now),
        key=f"exception:{exception.pk}:{what}",
        subject=f"{subject}：{exception.round}",
        body=f"{words}",
        application=Application.objects.get(pk=drafts[0]) if drafts else None,
        now=now,
    )
