"""A figure and the rows behind it, from one definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse

from cities.models import PilotCity
from reporting.choices import REPORT_KIND
from workflow.choices import REVIEW_STAGES
from workflow.models import Application

# In a URL: applications that lie in no division, e.g. a province's own.
NO_DIVISION = "none"


@dataclass(frozen=True)
class Figure:
    """A number, where its rows stand, and which they are."""

    key: str
    label: str
    value: int
    unit: str
    href: str
    # Not built before it is asked for: the nation's page has 150 and shows none.
    rows_of: Callable[[], QuerySet[Any]] = field(compare=False, repr=False)
    note: str = ""
    tone: str = ""

    @property
    def queryset(self) -> QuerySet[Any]:
        """The rows that are counted."""
        return self.rows_of()


@dataclass(frozen=True)
class Slice:
    """Which applications: the same words in the URL, in SQL and in a figure's link."""

    kind: str = ""
    stage: str = ""
    unit: str = ""
    division: str = ""
    region: str = ""
    state: str = ""  # "in_review": in any of the review stages
    late: bool = False

    def narrow(self, rows: Any, now: datetime) -> Any:
        """The rows of this slice."""
        if self.late:
            rows = rows.late(now)
        if self.state == "in_review":
            rows = rows.in_review()
        return rows.filter(self._condition())

    def _condition(self) -> Q:
        wanted: dict[str, Any] = {
            "kind": self.kind,
            "stage": self.stage,
            "managing_unit_id": self.unit,
            "division_id": self.division,
            "managing_unit__economic_region": self.region,
        }
        if self.division == NO_DIVISION:
            wanted |= {"division_id": "", "division__isnull": True}
        return Q(**{name: value for name, value in wanted.items() if value})

    def href(self) -> str:
        """The page with these rows."""
        given = {
            "kind": self.kind,
            "stage": self.stage,
            "managing_unit": self.unit,
            "division": self.division,
            "region": self.region,
            "state": self.state,
            "late": "1" if self.late else "",
        }
        return address("reporting:rows", given)


@dataclass(frozen=True)
class CitySlice:
    """Which pilot cities, likewise."""

    unit: str = ""
    division: str = ""
    region: str = ""
    year: int | None = None

    def narrow(self, rows: Any) -> Any:
        """The pilot cities of this slice; the year is that of the listing."""
        wanted: dict[str, Any] = {
            "managing_unit_id": self.unit,
            "division_id": self.division,
            "economic_region": self.region,
            "listing_year": self.year,
        }
        if self.division == NO_DIVISION:
            wanted |= {"division_id": "", "division__isnull": True}
        rows = rows.annotate(listing_year=listing_year())
        return rows.filter(**{name: value for name, value in wanted.items() if value})

    def href(self) -> str:
        """The page with these pilot cities."""
        given = {
            "managing_unit": self.unit,
            "division": self.division,
            "region": self.region,
            "year": self.year,
        }
        return address("reporting:city-rows", given)


def address(name: str, given: dict[str, Any]) -> str:
    """The page of that name, narrowed by what is given."""
    query = urlencode({key: value for key, value in given.items() if value})
    return reverse(name) + (f"?{query}" if query else "")


def listing_year() -> ExtractYear:
    """The year a city was listed; an imported one is dated by its document."""
    return ExtractYear(Coalesce("listed_on", "document_date"))


def business_rows(user: Any) -> Any:
    """The applications a person's figures count: submitted, and not reports."""
    visible = Application.objects.visible_to(user)
    return visible.submitted().exclude(kind=REPORT_KIND)


def city_rows(user: Any) -> Any:
    """The pilot cities a person's figures count: on the list, in his scope."""
    return PilotCity.objects.in_scope(user).listed()


IN_REVIEW = Q(stage__in=REVIEW_STAGES)
