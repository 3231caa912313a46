"""What the archive of a case holds for one reader: never more than his pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from documents.models import Attachment
from workflow.models import Application, Step
from workflow.services.archive.files import attachments_of
from workflow.services.archive.parts import PARTS, Reading
from workflow.services.reading import seen_steps
from workflow.services.record import record_of


@dataclass(frozen=True)
class Contents:
    """Everything but the bytes of the files."""

    application: dict[str, Any]
    steps: list[dict[str, Any]]
    submissions: list[dict[str, Any]]
    parts: Mapping[str, Any]  # by entry
    files: list[Attachment]
    withheld: list[str]  # rows that steps have bound and that he may not read


def contents_of(application: Application, reader: User) -> Contents:
    """Read in one transaction, under the lock of the case."""
    seen = {
        step.pk: step
        for step in seen_steps(reader, application)
        .select_related("submission")
        .defer("submission__data")
        .prefetch_related("remarks")
    }
    bound = {step.about for step in seen.values() if step.about}
    reading = Reading(application, reader, bound)
    parts = {f"{name}.json": read(reading) for name, read in PARTS.items()}
    return Contents(
        application=_application(application),
        steps=[_step(step, seen.get(step.pk)) for step in _all_steps(application)],
        submissions=_submissions(application),
        parts={entry: rows for entry, rows in parts.items() if rows},
        files=attachments_of(application, reader),
        withheld=sorted(bound - reading.included),
    )


def _application(case: Application) -> dict[str, Any]:
    return {
        "kind": case.kind,
        "kind_name": case.kind_name,
        "number": case.number,
        "title": case.title,
        "applicant": str(case.applicant),
        "managing_unit": case.managing_unit and case.managing_unit.name,
        "division": case.division and case.division.full_name,
        "round": case.round and case.round.name,
        "lane": case.get_lane_display(),
        "stage": case.stage,
        "stage_label": case.stage_label,
        "stage_since": case.stage_since,
        "due_at": case.due_at,
        "submitted_at": case.submitted_at,
        "created_at": case.created_at,
    }


def _all_steps(application: Application) -> Any:
    """All places of the chain; of what is not his he gets the hashes alone."""
    rows = application.steps.order_by("sequence")
    return rows.only("sequence", "previous_hash", "hash", "application_id")


def _step(link: Step, step: Step | None) -> dict[str, Any]:
    place = {
        "sequence": link.sequence,
        "previous_hash": link.previous_hash,
        "hash": link.hash,
        "record": None,
    }
    if step is None:
        return place
    remarks = [[r.field, r.label, r.sentence] for r in step.remarks.all()]
    return place | {
        "label": step.label,
        "time": step.at,
        "record": record_of(step),
        "remarks": remarks,
    }


def _submissions(application: Application) -> list[dict[str, Any]]:
    rows = application.submissions.select_related("by", "rule_set").order_by("number")
    return [
        {
            "number": row.number,
            "time": row.at,
            "by": row.by.name,
            "rules_version": row.rule_set.version if row.rule_set else None,
            "digest": row.digest,
            "data": row.data,
        }
        for row in rows
    ]
