"""The home that everybody lands on, and the rows behind its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.choices import TileSubject
from reporting.dashboard.administrators import duties_of, facts_for
from reporting.dashboard.authority import Overview
from reporting.dashboard.credit import CreditTotals
from reporting.dashboard.drawings import (
    late_lines,
    places_chart,
    tiles,
    years_chart,
)
from reporting.dashboard.figures import business_rows, city_rows
from reporting.dashboard.homes import Home, home_of
from reporting.dashboard.personal import (
    awaiting_of,
    messages_of,
    notices_of_cities,
    open_rounds,
    own_cases,
    running_notices,
)
from reporting.filters import CityRowsFilter, RowsFilter
from reporting.permissions import can_read_rows
from reporting.tables import CityRowsTable, RowsTable
from ui.refusals import Verdict
from ui.views import Crumb, ListPage, Page
from ui.words import cn_datetime


class Dashboard(Page):
    """总览: each finds the home of his own post."""

    title = gettext_lazy("总览")

    @cached_property
    def home(self) -> Home:
        """Whose home it is."""
        return home_of(self.request.user)

    @cached_property
    def now(self) -> Any:
        """The one moment of all figures on the page."""
        return timezone.now()

    def get_title(self) -> str:
        """数据总览 where there are figures."""
        return _("数据总览") if self.home == Home.AUTHORITY else str(self.title)

    def get_subtitle(self) -> str:
        """Until when the figures count."""
        return _("数据截至 %s") % cn_datetime(self.now)

    def get_template_names(self) -> list[str]:
        """One template a home."""
        return [f"reporting/home_{self.home.value}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this home shows."""
        context = CONTEXTS[self.home](self.request, self.now)
        return super().get_context_data(**{**context, **kwargs})


def authority_context(request: Any, now: Any) -> dict[str, Any]:
    """Figures of the scope, what is late, what awaits me."""
    overview = Overview(request.user, now)
    subject = request.GET.get("map", "")
    subject = subject if subject in TileSubject.values else TileSubject.APPLICATIONS
    number, waiting = awaiting_of(request.user)
    return {
        "overview": overview,
        "headline": overview.headline(),
        "waiting_number": number,
        "waiting": waiting,
        "tile_cells": tiles(overview, subject) if overview.is_national else [],
        "tile_unit": _("个") if subject == TileSubject.CITIES else _("件"),
        "tile_tabs": _tile_tabs(subject),
        "years": years_chart(overview),
        "places": places_chart(overview),
        "late_lines": late_lines(overview),
        "planned": overview.planned,
        "planned_total": overview.planned_total(),
        "credit": CreditTotals(request.user, request.GET.get("credit_year", "")),
    }


def _tile_tabs(subject: str) -> list[tuple[str, str, bool]]:
    return [
        (str(choice.label), f"?map={choice.value}#tiles", choice == subject)
        for choice in TileSubject
    ]


def city_context(request: Any, now: Any) -> dict[str, Any]:
    """Own nominations, what waits, notices of the city."""
    number, waiting = awaiting_of(request.user)
    return {
        "cases": own_cases(request.user, now),
        "waiting_number": number,
        "waiting": waiting,
        "rounds": open_rounds(request.user, now),
        "notices": notices_of_cities(request.user, now),
        "messages_shown": messages_of(request.user),
    }


def applicant_context(request: Any, now: Any) -> dict[str, Any]:
    """The organisation, messages, open rounds, public notices."""
    return {
        "posts": request.user.posts_now,
        "cases": own_cases(request.user, now),
        "rounds": open_rounds(request.user, now),
        "notices": running_notices(now),
        "messages_shown": messages_of(request.user),
    }


def administrator_context(request: Any, now: Any) -> dict[str, Any]:
    """An administrator's own duties; no business data."""
    return {
        "duties": duties_of(request.user),
        "fact_figures": facts_for(request.user, now),
    }


CONTEXTS = {
    Home.AUTHORITY: authority_context,
    Home.CITY: city_context,
    Home.APPLICANT: applicant_context,
    Home.ADMINISTRATOR: administrator_context,
}


class RowsPage(ListPage):
    """Rows behind a figure; the trail leads back to it."""

    def allow(self) -> Verdict:
        """Those whose home shows figures."""
        return can_read_rows(self.request.user)

    def crumbs(self) -> Sequence[Crumb]:
        """Back to the figures."""
        return [
            (_("数据总览"), reverse("reporting:dashboard")),
            (self.get_title(), None),
        ]


class ApplicationRows(RowsPage):
    """The applications behind a figure."""

    title = gettext_lazy("申报事项明细")
    table_class = RowsTable
    filterset_class = RowsFilter

    def get_queryset(self) -> Any:
        """What the figures count, cut by the filter as they are."""
        return business_rows(self.request.user).for_list()


class CityRows(RowsPage):
    """The pilot cities behind a figure."""

    title = gettext_lazy("试点城市明细")
    table_class = CityRowsTable
    filterset_class = CityRowsFilter

    def get_queryset(self) -> Any:
        """On the list, in the user's scope."""
        return city_rows(self.request.user).for_list()
