"""Working days of China: the library's calendar under the administrators' corrections.

Corrections are read from the database at every call (one query of a tiny table), so a
change counts at once in every process; only the library's part is kept in memory.
Whoever computes many days takes `load_calendar()` once, or `working_days_since`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from regions.choices import DayKind
from regions.holiday_table import (
    FIRST_YEAR,
    LAST_YEAR,
    SATURDAY,
    library_kind,
    library_year,
)
from regions.models import CalendarDay, CalendarYear
from ui.refusals import Invalid

BEIJING = ZoneInfo("Asia/Shanghai")


class OutsideCalendar(Invalid):
    """A day, or a count of days, that no working-day calendar reaches."""

    code = "outside-calendar"


@dataclass(frozen=True)
class DayNote:
    """A day as the calendar page and the API show it."""

    date: date
    kind: DayKind
    name: str
    is_working: bool
    is_provisional: bool
    correction: str = ""
    corrected_by: str = ""

    @property
    def is_corrected(self) -> bool:
        """Whether an administrator has set this day by hand."""
        return bool(self.corrected_by)


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar at one moment; counts any number of days without a query."""

    corrections: Mapping[date, bool] = field(default_factory=dict)
    _counts: dict[int, list[int]] = field(default_factory=dict, compare=False)

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        corrected = self.corrections.get(check_day(day))
        if corrected is not None:
            return corrected
        return library_year(day.year).working[day.timetuple().tm_yday - 1]

    def add(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; `start` itself for 0."""
        check_day(start)
        if count < 0:
            raise OutsideCalendar(_("工作日天数不能为负数。"))
        if count == 0:
            return start
        year, wanted = start.year, self._through(start) + count
        while wanted > self._of_year(year)[-1]:
            wanted -= self._of_year(year)[-1]
            year += 1
            _check_year(year)
        return date(year, 1, 1) + timedelta(bisect_left(self._of_year(year), wanted))

    def between(self, a: date, b: date) -> int:
        """Working days after `a` up to and with `b`; negative if `b` comes first."""
        if check_day(b) < check_day(a):
            return -self.between(b, a)
        whole = sum(self._of_year(year)[-1] for year in range(a.year, b.year))
        return whole + self._through(b) - self._through(a)

    def _through(self, day: date) -> int:
        """Working days of its year up to and with the day."""
        return self._of_year(day.year)[day.timetuple().tm_yday - 1]

    def _of_year(self, year: int) -> list[int]:
        """Running count of working days, a number for each day of the year."""
        if year not in self._counts:
            working = list(library_year(year).working)
            for day, is_working in self.corrections.items():
                if day.year == year:
                    working[day.timetuple().tm_yday - 1] = is_working
            self._counts[year] = list(accumulate(map(int, working)))
        return self._counts[year]


def load_calendar() -> WorkingCalendar:
    """The calendar as it stands now (one query)."""
    corrections = CalendarDay.objects.values_list("date", "is_working")
    return WorkingCalendar(corrections=dict(corrections))


def add_working_days(start: date, n: int) -> date:
    """The day n working days after `start`, which is not counted itself."""
    return load_calendar().add(start, n)


def working_days_since(
    dates: Iterable[date | datetime | None], today: date | datetime
) -> list[int | None]:
    """For each date the working days gone by until today (one query for them all)."""
    calendar, now = load_calendar(), local_day(today)
    return [
        None if moment is None else calendar.between(local_day(moment), now)
        for moment in dates
    ]


def is_provisional(day: date) -> bool:
    """Whether a day may still change, its year's arrangement being unknown.

    A year is known when the library has it or an administrator has declared it
    complete; a single day also when it was set by hand.
    """
    if library_year(check_day(day).year).is_known:
        return False
    if CalendarYear.objects.filter(year=day.year).exists():
        return False
    return not CalendarDay.objects.filter(date=day).exists()


def last_moment(day: date) -> datetime:
    """23:59:59 of the day in Beijing: what a deadline on that day means."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=BEIJING)


def local_day(moment: date | datetime) -> date:
    """The Beijing day of a moment; a date is taken as it is."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment, BEIJING).date()
    return moment


def year_days(year: int) -> list[DayNote]:
    """Every day of a year with its kind and correction (two queries)."""
    _check_year(year)
    return days_between(date(year, 1, 1), date(year, 12, 31))


def days_between(first: date, last: date) -> list[DayNote]:
    """Every day from `first` to `last`, both included (two queries)."""
    span = (check_day(last) - check_day(first)).days
    corrections = {row.date: row for row in CalendarDay.objects.between(first, last)}
    confirmed = set(CalendarYear.objects.values_list("year", flat=True))
    days = [first + timedelta(n) for n in range(span + 1)]
    return [
        _note(
            day,
            corrections.get(day),
            library_year(day.year).is_known or day.year in confirmed,
        )
        for day in days
    ]


def _note(day: date, correction: CalendarDay | None, known: bool) -> DayNote:
    kind, name = library_kind(day)
    if correction is None:
        working = kind in {DayKind.WORKING, DayKind.MAKE_UP}
        return DayNote(day, kind, name, working, is_provisional=not known)
    return DayNote(
        date=day,
        kind=_corrected_kind(day, correction.is_working),
        name=name,
        is_working=correction.is_working,
        is_provisional=False,
        correction=correction.note,
        corrected_by=correction.corrected_by,
    )


def _corrected_kind(day: date, is_working: bool) -> DayKind:
    if is_working:
        return DayKind.MAKE_UP if day.weekday() >= SATURDAY else DayKind.WORKING
    return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.HOLIDAY


def check_day(day: date) -> date:
    """The day itself, or OutsideCalendar where the calendar does not reach."""
    _check_year(day.year)
    return day


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideCalendar(
            _("日期超出工作日历的范围（%(first)d年至%(last)d年）。")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
