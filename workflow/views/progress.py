"""How far a sectioned form is filled in, and the way to what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ui.refusals import Issue, Severity
from workflow.checks import errors_of, section_of_issue
from workflow.outline import Section

# The address of a section by its key.
SectionUrl = Callable[[str], str]


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


def findings(issues: Iterable[Issue], section_url: SectionUrl) -> list[Finding]:
    """Each issue with the address of its field."""
    return [
        Finding(
            issue.sentence,
            f"{section_url(section_of_issue(issue))}#{anchor_of(issue.field)}",
            issue.severity == Severity.ERROR,
        )
        for issue in issues
    ]


def steps_of(
    sections: Iterable[Section],
    issues: Sequence[Issue],
    section_url: SectionUrl,
    current: str = "",
) -> list[Step]:
    """Every section with how far it is filled in."""
    errors = errors_of(issues)
    return [_step(section, errors, section_url, current) for section in sections]


def _step(
    section: Section, errors: Sequence[Issue], section_url: SectionUrl, current: str
) -> Step:
    missing = sum(section_of_issue(issue) == section.key for issue in errors)
    places = len(section.fields) + len(section.slots) + bool(section.rows)
    percent = 100 * max(places - missing, 0) // max(places, 1)
    return Step(
        label=str(section.label),
        url=section_url(section.key),
        percent=min(percent, 99) if missing else 100,
        current=section.key == current,
        missing=missing,
    )
