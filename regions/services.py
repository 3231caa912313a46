"""Corrections of the reference data, each with who made it and on what basis."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.calendar import check_day
from regions.holiday_table import library_year
from regions.models import CalendarDay, CalendarYear, Division
from ui.refusals import Closed, Invalid, Issue, NotFound

logger = logging.getLogger(__name__)


@transaction.atomic
def set_calendar_day(*, day: date, is_working: bool, note: str, by: str) -> CalendarDay:
    """Declare a day worked or free, on the basis named in the note."""
    check_day(day)
    _demand(note, "note", _("请写明依据，例如国务院办公厅的放假通知。"))
    row, _created = CalendarDay.objects.update_or_create(
        date=day,
        defaults={"is_working": is_working, "note": note, "corrected_by": by},
    )
    logger.info("calendar day %s set to working=%s by %s", day, is_working, by)
    return row


@transaction.atomic
def remove_calendar_day(*, day: date, by: str) -> None:
    """Take a correction back; the library's calendar counts again."""
    removed, _rows = CalendarDay.objects.filter(date=day).delete()
    if not removed:
        raise NotFound(_("该日没有更正，可能已被他人撤销。"))
    logger.info("calendar day %s freed from its correction by %s", day, by)


@transaction.atomic
def confirm_calendar_year(*, year: int, note: str, by: str) -> CalendarYear:
    """Declare a year's arrangement complete: its days are no longer provisional."""
    check_day(date(year, 1, 1))
    _demand(note, "note", _("请写明依据，例如国务院办公厅的放假通知。"))
    if library_year(year).is_known:
        raise Closed(_("该年度的放假安排已在日历数据中，无需确认。"))
    row, _created = CalendarYear.objects.update_or_create(
        year=year, defaults={"note": note, "confirmed_by": by}
    )
    logger.info("calendar year %s confirmed by %s", year, by)
    return row


@transaction.atomic
def reopen_calendar_year(*, year: int, by: str) -> None:
    """Take the confirmation of a year back."""
    removed, _rows = CalendarYear.objects.filter(year=year).delete()
    if not removed:
        raise NotFound(_("该年度尚未确认，可能已被他人撤销。"))
    logger.info("calendar year %s reopened by %s", year, by)


@transaction.atomic
def set_less_developed(
    *,
    division: Division,
    is_less_developed: bool,
    basis: str,
    by: str,
    now: datetime | None = None,
) -> Division:
    """Flag a division and everything below it, or take the flag away, with a basis."""
    moment = now or timezone.now()
    _demand(basis, "basis", _("请写明认定或取消的依据文件。"))
    Division.objects.within(division.pk).update(
        is_less_developed=is_less_developed,
        less_developed_basis=basis,
        flag_corrected_by=by,
        flag_corrected_at=moment,
        updated_at=moment,
    )
    logger.info("less-developed flag of %s set by %s", division.pk, by)
    division.refresh_from_db()
    return division


def _demand(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Invalid(sentence, issues=[Issue(field, sentence)])
