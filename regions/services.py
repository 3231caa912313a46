"""Corrections of the reference data, each with who made it and on what basis.

`by` is the person; the rows keep the name, and `recorders` are told of every
correction, of one taken back too.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.calendar import check_day
from regions.holiday_table import library_year
from regions.models import CalendarDay, CalendarYear, Division
from ui.refusals import Closed, Invalid, NotFound
from ui.words import cn_date

# Apps above, which keep a log, add themselves: recorder(by, sentence).
recorders: list[Callable[[Any, str], None]] = []
# Apps whose days due follow from the calendar: listener(why), within the change's own
# transaction. They leave the counting anew to the background.
calendar_listeners: list[Callable[[str], None]] = []


@transaction.atomic
def set_calendar_day(*, day: date, is_working: bool, note: str, by: Any) -> CalendarDay:
    """Declare a day worked or free, on the basis named in the note."""
    check_day(day)
    _demand(note, "note", _("请写明依据，例如国务院办公厅的放假通知。"))
    row, _created = CalendarDay.objects.update_or_create(
        date=day,
        defaults={"is_working": is_working, "note": note, "corrected_by": str(by)},
    )
    kind = _("工作日") if is_working else _("休息日")
    said = _("%(day)s更正为%(kind)s") % {"day": cn_date(day), "kind": kind}
    _calendar_changed(by, said, note)
    return row


@transaction.atomic
def remove_calendar_day(*, day: date, by: Any) -> None:
    """Take a correction back; the library's calendar counts again."""
    removed, _rows = CalendarDay.objects.filter(date=day).delete()
    if not removed:
        raise NotFound(_("该日没有更正，可能已被他人撤销。"))
    _calendar_changed(by, _("撤销对%s的更正") % cn_date(day))


@transaction.atomic
def confirm_calendar_year(*, year: int, note: str, by: Any) -> CalendarYear:
    """Declare a year's arrangement complete: its days are no longer provisional."""
    check_day(date(year, 1, 1))
    _demand(note, "note", _("请写明依据，例如国务院办公厅的放假通知。"))
    if library_year(year).is_known:
        raise Closed(_("该年度的放假安排已在日历数据中，无需确认。"))
    row, _created = CalendarYear.objects.update_or_create(
        year=year, defaults={"note": note, "confirmed_by": str(by)}
    )
    _calendar_changed(by, _("确认%d年放假安排") % year, note)
    return row


@transaction.atomic
def reopen_calendar_year(*, year: int, by: Any) -> None:
    """Take the confirmation of a year back."""
    removed, _rows = CalendarYear.objects.filter(year=year).delete()
    if not removed:
        raise NotFound(_("该年度尚未确认，可能已被他人撤销。"))
    _calendar_changed(by, _("撤销%d年的确认") % year)


@transaction.atomic
def set_less_developed(
    *,
    division: Division,
    is_less_developed: bool,
    basis: str,
    by: Any,
    now: datetime | None = None,
) -> Division:
    """Flag a division and everything below it, or take the flag away, with a basis."""
    moment = now or timezone.now()
    _demand(basis, "basis", _("请写明认定或取消的依据文件。"))
    Division.objects.within(division.pk).update(
        is_less_developed=is_less_developed,
        less_developed_basis=basis,
        flag_corrected_by=str(by),
        flag_corrected_at=moment,
        updated_at=moment,
    )
    said = _("认定为欠发达地区") if is_less_developed else _("取消欠发达地区认定")
    _record(by, f"{division.full_name}：{said}")
    division.refresh_from_db()
    return division


def _demand(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Invalid.at(field, sentence)


def _calendar_changed(by: Any, sentence: str, note: str = "") -> None:
    _record(by, _("工作日历：%s") % sentence)
    why = _("%(said)s，依据：%(note)s") % {"said": sentence, "note": note}
    for listener in calendar_listeners:
        listener(why if note else sentence)


def _record(by: Any, sentence: str) -> None:
    for recorder in recorders:
        recorder(by, sentence)
