"""Pages of the working-day calendar: the year, a correction, a confirmation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import services
from regions.calendar import DayNote, local_day, year_days
from regions.forms import CalendarDayForm, CalendarYearForm
from regions.holiday_table import FIRST_YEAR, LAST_YEAR, library_year
from regions.models import CalendarDay, CalendarYear
from regions.months import months_of
from regions.permissions import can_correct_calendar
from ui.refusals import NotFound, Verdict
from ui.views import Action, ActionPage, Crumb, FormPage, Page

CALENDAR = gettext_lazy("工作日历")


def chinese_day(day: date) -> str:
    """2026年2月14日."""
    return f"{day.year}年{day.month}月{day.day}日"


class YearMixin:
    """`self.year` out of the address, this year without one."""

    kwargs: dict[str, Any]

    @cached_property
    def year(self) -> int:
        """The year shown; outside the calendar there is nothing to show."""
        if "day" in self.kwargs:
            year: int = self.kwargs["day"].year
        else:
            year = self.kwargs.get("year") or local_day(timezone.now()).year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise NotFound(
                _("工作日历只有%(first)d年至%(last)d年。")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return year

    def year_url(self) -> str:
        """The page of that year."""
        return reverse("regions:calendar-year", kwargs={"year": self.year})

    def crumbs(self) -> Sequence[Crumb]:
        """基础数据 › 工作日历 › this page."""
        return [
            (str(CALENDAR), reverse("regions:calendar")),
            (_("%d年") % self.year, self.year_url()),
            (self.get_title(), None),  # type: ignore[attr-defined]
        ]

    def get_success_url(self) -> str:
        """Back to the year."""
        return self.year_url()

    def get_cancel_url(self) -> str:
        """Back to the year."""
        return self.year_url()


class CalendarPage(YearMixin, Page):
    """The twelve months of a year, with what an administrator has corrected."""

    template_name = "regions/calendar.html"

    def get_title(self) -> str:
        """2026年工作日历."""
        return _("%d年工作日历") % self.year

    def crumbs(self) -> Sequence[Crumb]:
        """One step: the page itself."""
        return [(self.get_title(), None)]

    def get_actions(self) -> Sequence[Action]:
        """The years beside this one."""
        return [
            Action(
                _("%d年") % year,
                reverse("regions:calendar-year", kwargs={"year": year}),
            )
            for year in (self.year - 1, self.year + 1)
            if FIRST_YEAR <= year <= LAST_YEAR
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Months, corrections and the state of the year; see the template."""
        days = year_days(self.year)
        context = {
            "year": self.year,
            "months": months_of(days),
            "working_days": sum(note.is_working for note in days),
            "is_provisional": any(note.is_provisional for note in days),
            "confirmation": CalendarYear.objects.filter(year=self.year).first(),
            "corrections": CalendarDay.objects.of_year(self.year),
            "may_correct": bool(can_correct_calendar(self.request.user)),
            "today": local_day(timezone.now()),
        }
        return super().get_context_data(**{**context, **kwargs})


class DayMixin(YearMixin):
    """`self.day` out of the address; only for those who may correct."""

    request: Any

    @cached_property
    def day(self) -> date:
        """The day in question."""
        day: date = self.kwargs["day"]
        return day

    @cached_property
    def correction(self) -> CalendarDay | None:
        """The correction that stands, if any."""
        return CalendarDay.objects.filter(date=self.day).first()

    def allow(self) -> Verdict:
        """System administrator and national lead."""
        return can_correct_calendar(self.request.user)

    def note(self) -> DayNote:
        """What the calendar says of the day now."""
        return year_days(self.year)[self.day.timetuple().tm_yday - 1]


class CalendarDayEdit(DayMixin, FormPage):
    """Correct one day."""

    form_class = CalendarDayForm
    submit_label = gettext_lazy("保存更正")

    def get_title(self) -> str:
        """更正 2026年2月14日."""
        return _("更正%s") % chinese_day(self.day)

    def get_initial(self) -> dict[str, Any]:
        """What stands now; a new correction proposes the opposite."""
        if self.correction:
            working, note = self.correction.is_working, self.correction.note
        else:
            working, note = not self.note().is_working, ""
        return {"is_working": "yes" if working else "no", "note": note}

    def perform(self, form: CalendarDayForm) -> CalendarDay:
        """Write the correction down."""
        return services.set_calendar_day(
            day=self.day, by=self.request.user, **form.cleaned_data
        )

    def get_success_message(self) -> str:
        """What was done."""
        return _("已更正%s。今后计算的期限按更正后的日历执行。") % chinese_day(self.day)

    def get_subtitle(self) -> str:
        """What the calendar says now."""
        note = self.note()
        parts = [str(note.kind.label), note.name, note.correction]
        return _("现为：%s") % "，".join(filter(None, parts))

    def get_actions(self) -> Sequence[Action]:
        """Taking the correction back, where there is one."""
        if self.correction is None:
            return []
        url = reverse("regions:calendar-day-remove", kwargs={"day": self.day})
        return [Action(_("撤销更正"), url, tone="danger")]


class CalendarDayRemove(DayMixin, ActionPage):
    """Take a correction back."""

    submit_label = gettext_lazy("撤销更正")
    tone = "danger"

    @cached_property
    def object(self) -> CalendarDay:
        """The correction; it may be gone already."""
        if self.correction is None:
            raise NotFound(_("该日没有更正，可能已被他人撤销。"))
        return self.correction

    def get_title(self) -> str:
        """撤销对…的更正."""
        return _("撤销对%s的更正") % chinese_day(self.day)

    def get_question(self) -> str:
        """Asked before it is done."""
        return _("撤销后，该日恢复为日历数据中的安排。确定撤销吗？")

    def facts(self) -> Sequence[tuple[str, Any]]:
        """What will be taken back."""
        return [
            (_("更正内容"), self.object),
            (_("依据"), self.object.note),
            (_("更正人"), self.object.corrected_by),
        ]

    def perform(self, form: Any) -> None:
        """Take it back."""
        services.remove_calendar_day(day=self.day, by=self.request.user)

    def get_success_message(self) -> str:
        """What was done."""
        return _("已撤销对%s的更正。") % chinese_day(self.day)


class CalendarYearConfirm(YearMixin, FormPage):
    """Declare a year's arrangement complete."""

    form_class = CalendarYearForm
    submit_label = gettext_lazy("确认全年安排")

    def allow(self) -> Verdict:
        """System administrator and national lead; only where there is a need."""
        verdict = can_correct_calendar(self.request.user)
        if verdict and library_year(self.year).is_known:
            return Verdict.no(_("该年度的放假安排已在日历数据中，无需确认。"))
        return verdict

    def get_title(self) -> str:
        """确认2027年放假安排."""
        return _("确认%d年放假安排") % self.year

    def get_subtitle(self) -> str:
        """What it means."""
        return _("请先逐日录入当年的调休安排。确认后，当年日期不再标为“暂定”。")

    def perform(self, form: CalendarYearForm) -> CalendarYear:
        """Write it down."""
        return services.confirm_calendar_year(
            year=self.year, by=self.request.user, **form.cleaned_data
        )

    def get_success_message(self) -> str:
        """What was done."""
        return _("已确认%d年放假安排。") % self.year


class CalendarYearReopen(YearMixin, ActionPage):
    """Take the confirmation of a year back."""

    submit_label = gettext_lazy("撤销确认")
    tone = "danger"

    def allow(self) -> Verdict:
        """System administrator and national lead."""
        return can_correct_calendar(self.request.user)

    @cached_property
    def object(self) -> CalendarYear:
        """The confirmation; it may be gone already."""
        row = CalendarYear.objects.filter(year=self.year).first()
        if row is None:
            raise NotFound(_("该年度尚未确认，可能已被他人撤销。"))
        return row

    def get_title(self) -> str:
        """撤销2027年的确认."""
        return _("撤销%d年的确认") % self.year

    def get_question(self) -> str:
        """Asked before it is done."""
        return _("撤销后，当年日期重新标为“暂定”。确定撤销吗？")

    def perform(self, form: Any) -> None:
        """Take it back."""
        services.reopen_calendar_year(year=self.year, by=self.request.user)

    def get_success_message(self) -> str:
        """What was done."""
        return _("已撤销%d年的确认。") % self.year
