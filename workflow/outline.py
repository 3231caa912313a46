"""What the sections of an application hold: forms, snapshots and checks read it.

An app writes its sections down once and gives them to its `Kind` as an `Outline`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet

# The column of a row's own files, among its fields in paths, forms and snapshots.
ROW_FILES = "files"


@dataclass(frozen=True)
class Slot:
    """A place for files: its key, what belongs there, whether it must be filled."""

    key: str
    label: Any
    required: bool = True
    hint: Any = ""


@dataclass(frozen=True)
class Section:
    """One section: single fields, at most one table of rows, places for files."""

    key: str  # at most 20 characters
    label: Any
    hint: Any = ""
    fields: tuple[str, ...] = ()
    # A child of workflow.models.SectionRow.
    rows: Any = None
    row_fields: tuple[str, ...] = ()
    # The fields by which a row is known again in another submission.
    known_by: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    fewest_rows: int = 1
    most_rows: int = 200
    # Each row may carry files of its own; `row_files_label` says what belongs there.
    row_files: bool = False
    row_files_label: Any = "证明材料"
    # Fields, and cells of rows, that may stay empty; ROW_FILES for files of rows.
    optional: frozenset[str] = frozenset()

    @property
    def cells(self) -> tuple[str, ...]:
        """What a row is made of: its fields, and its files where it has some."""
        return (*self.row_fields, ROW_FILES) if self.row_files else self.row_fields

    def slot_of(self, row_key: Any) -> str:
        """Under which place the evidence of a row is kept."""
        return f"{self.key}.{row_key}"

    def related(self, name: str) -> Any:
        """The model to which a row's field points; None for other fields."""
        return self.rows._meta.get_field(name).related_model

    @property
    def relations(self) -> tuple[str, ...]:
        """Fields of a row that point to other records."""
        return tuple(name for name in self.row_fields if self.related(name))


@dataclass(frozen=True)
class Outline:
    """All sections of a kind, and which of them one application has.

    `model` holds the single fields; `applying` leaves sections out, by lane or so.
    """

    model: type[models.Model]
    sections: tuple[Section, ...]
    applying: Callable[[Any], tuple[Section, ...]] | None = None
    # By single fields that point to other records: which of them one application may
    # name.
    offered: Mapping[str, Callable[[Any], QuerySet[Any]]] = field(default_factory=dict)

    def of(self, application: Any) -> tuple[Section, ...]:
        """The sections of one application."""
        return self.applying(application) if self.applying else self.sections

    def within(self, data: Mapping[str, Any]) -> tuple[Section, ...]:
        """The sections that a snapshot holds, in their order."""
        return tuple(s for s in self.sections if s.key in data["sections"])

    def label_of(self, section: Section, name: str) -> str:
        """The label of a field, of a row's field, or of a place for files."""
        for slot in section.slots:
            if slot.key == name and name not in section.fields:
                return str(slot.label)
        if section.row_files and name == ROW_FILES:
            return str(section.row_files_label)
        rows = section.rows
        model = self.model if name in section.fields or rows is None else rows
        return str(model._meta.get_field(name).verbose_name)

    def places(self) -> tuple[tuple[str, str], ...]:
        """Where a return may give its reasons: sections, and the fields in them."""
        return tuple(place for s in self.sections for place in self._places_in(s))

    def _places_in(self, section: Section) -> Iterator[tuple[str, str]]:
        yield str(section.key), str(section.label)
        for name in section.fields:
            label = f"{section.label}：{self.label_of(section, name)}"
            yield f"{section.key}.{name}", label
        for slot in section.slots:
            yield f"{section.key}.file.{slot.key}", f"{section.label}：{slot.label}"
