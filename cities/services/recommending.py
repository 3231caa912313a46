"""The province enters the letter by which it recommends a city."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cities.models import CityNomination, Recommendation
from cities.models.sections import LETTER_SLOT
from cities.permissions import can_recommend
from documents.rules import LETTER
from ui.refusals import Invalid, Issue, Refusal, Stale, allow
from workflow.models import Application
from workflow.services import attach_by_authority

CHANGED = "推荐函信息刚刚被其他人修改，请核对后再保存。"


@transaction.atomic
def enter_recommendation(
    nomination: CityNomination,
    *,
    authority: str,
    letter_number: str,
    letter_date: date,
    by: User,
    upload: Any = None,
    version: int = 0,
    now: datetime | None = None,
) -> Recommendation:
    """Keep authority, number and date of the letter, and the letter itself.

    A new file takes the place of the one before; that one stays in the record.
    """
    now = now or timezone.now()
    Application.objects.select_for_update().get(pk=nomination.pk)
    fresh: CityNomination = CityNomination.objects.get(pk=nomination.pk)
    allow(can_recommend(by, fresh))
    _check_date(letter_date, timezone.localdate(now))
    held = Recommendation.objects.filter(nomination=fresh).first()
    if (held.version if held else 0) != version:
        raise Stale(CHANGED)
    letter = held or Recommendation(nomination=fresh, version=0)
    letter.authority, letter.letter_number = authority, letter_number
    letter.letter_date, letter.version = letter_date, letter.version + 1
    letter.entered_by, letter.entered_at = by, now
    letter.save()
    if upload is not None:
        _replace_file(fresh, upload, by=by, now=now)
    return letter


def _check_date(letter_date: date, today: date) -> None:
    if letter_date > today:
        raise Invalid.at("letter_date", "推荐函日期不能晚于今天，请核对。")


def _replace_file(
    nomination: CityNomination, upload: Any, *, by: User, now: datetime
) -> None:
    held = nomination.evidence.filter(slot=LETTER_SLOT, removed_at__isnull=True)
    held.update(removed_at=now)
    try:
        attach_by_authority(
            nomination, slot=LETTER_SLOT, upload=upload, by=by, rule=LETTER, now=now
        )
    except Refusal as refusal:
        issues = [Issue("letter", refusal.sentence)]
        raise Invalid(refusal.sentence, issues=issues) from refusal
