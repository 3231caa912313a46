"""What the pages of one nomination have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from cities.checks import errors_of, section_of_issue
from cities.models import CityNomination
from cities.models.sections import Section, sections_of
from cities.reading import Reading
from ui.refusals import Issue, Severity
from ui.views import Crumb
from workflow.models import Submission

RELATED = (
    "applicant",
    "managing_unit",
    "division",
    "round",
    "rule_set",
    "proposal__organisation",
    "proposal__by",
    "core_district",
    "core_new_area",
)


@dataclass(frozen=True)
class Step:
    """A section in the list beside the form."""

    label: str
    url: str
    percent: int
    current: bool
    missing: int


@dataclass(frozen=True)
class Finding:
    """A check's sentence with the way to the field."""

    sentence: str
    url: str
    is_error: bool


class NominationMixin:
    """One nomination that this user may see, and the content he may read."""

    request: HttpRequest
    kwargs: dict[str, Any]
    object: CityNomination

    def get_queryset(self) -> QuerySet[CityNomination]:
        rows = CityNomination.objects.visible_to(self.request.user)
        found: QuerySet[CityNomination] = rows.select_related(*RELATED)
        return found

    def crumbs(self) -> Sequence[Crumb]:
        return [
            ("城市申报", reverse("cities:nominations")),
            (self.object.title, self.object.get_absolute_url()),
            (str(self.get_title()), None),  # type: ignore[attr-defined]
        ]

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.object, self.request.user)

    @property
    def is_editable(self) -> bool:
        return self.reading.is_editable

    @property
    def submission(self) -> Submission | None:
        return self.reading.submission

    @property
    def content(self) -> dict[str, Any]:
        return self.reading.content

    @property
    def issues(self) -> list[Issue]:
        return self.reading.issues


def section_url(nomination: CityNomination, section: str) -> str:
    return reverse("cities:nomination-section", args=[nomination.pk, section])


def anchor_of(field: str) -> str:
    """The id of the input at a field's path."""
    parts = field.split(".")[1:]
    if not parts:
        return "content"
    if parts[0] == "file":
        return f"id_file_{parts[1]}"
    if len(parts) == 2 and parts[0].isdecimal():
        return f"id_rows-{int(parts[0]) - 1}-{parts[1]}"
    return f"id_{parts[0]}"


def findings(nomination: CityNomination, issues: Iterable[Issue]) -> list[Finding]:
    return [
        Finding(
            issue.sentence,
            f"{section_url(nomination, section_of_issue(issue))}"
            f"#{anchor_of(issue.field)}",
            issue.severity == Severity.ERROR,
        )
        for issue in issues
    ]


def steps_of(
    nomination: CityNomination, issues: list[Issue], current: str = ""
) -> list[Step]:
    """Every section with how far it is filled in."""
    errors = errors_of(issues)
    return [
        _step(nomination, section, errors, current)
        for section in sections_of(nomination)
    ]


def _step(
    nomination: CityNomination, section: Section, errors: list[Issue], current: str
) -> Step:
    key = section.key.value
    missing = sum(section_of_issue(issue) == key for issue in errors)
    places = len(section.fields) + len(section.slots) + bool(section.rows)
    percent = 100 * max(places - missing, 0) // max(places, 1)
    return Step(
        label=section.label,
        url=section_url(nomination, key),
        percent=min(percent, 99) if missing else 100,
        current=key == current,
        missing=missing,
    )
