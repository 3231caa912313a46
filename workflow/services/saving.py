"""One section is saved by itself; a second editor of it is told apart."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.rules import EVIDENCE
from ui.refusals import Closed, Invalid, Issue, NotAllowed, NotFound, Refusal, Stale
from ui.words import cn_datetime
from workflow.choices import EDITABLE_STAGES
from workflow.models import Application, SectionState
from workflow.outline import ROW_FILES, Outline, Section
from workflow.permissions import can_edit
from workflow.services.evidence import attach, detach
from workflow.services.record import lock_case

Draft = TypeVar("Draft", bound=Application)


@dataclass(frozen=True)
class SectionInput:
    """What was typed: single fields, and the rows in their order.

    Where rows have files of their own, a row names its `key`, unless it is new, and
    may bring uploads under `files`.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] | None = None


def open_draft(application: Draft, *, by: User, now: datetime) -> Draft:
    """Save a new application as a draft, its sections not filled in by anybody yet."""
    application.created_by = by
    application.created_at = application.stage_since = now
    application.save()
    SectionState.objects.bulk_create(
        SectionState(application=application, section=section.key)
        for section in outline_of(application).of(application)
    )
    return application


def outline_of(application: Application) -> Outline:
    """The sections of its kind; `NotFound` where the kind has no such form."""
    outline = application.kind_of.outline
    if outline is None:
        raise NotFound("该类事项不分部分填报。")
    return outline


@transaction.atomic
def save_section(
    application: Any,
    *,
    section: str,
    given: SectionInput,
    by: User,
    version: int,
    uploads: Mapping[str, Any] | None = None,
    removed: Sequence[int] = (),
    now: datetime | None = None,
) -> SectionState:
    """Store a section whole; `version` is what the page showed.

    Half-filled content is welcome in a draft. `uploads` are new files by their place
    (a row's place is its key), `removed` the evidence to take out. Raises `Stale` when
    somebody else saved the section meanwhile, `Closed` when the content is locked.
    """
    now = now or timezone.now()
    # The parent row first, so that nothing is saved while a submission is frozen.
    locked = lock_case(application.pk)
    _refuse_unless_editable(by, locked)
    part = _section_of(application, section)
    state = _lock_state(application, section)
    if state.version != version:
        raise Stale(_stale_words(state))
    _store_fields(application, part, given.values)
    if part.rows is not None and given.rows is not None:
        _store_rows(application, part, given.rows, by=by, now=now)
    _store_files(application, part, uploads or {}, by=by, now=now)
    _take_out(application, part, removed, by=by, now=now)
    state.version += 1
    state.saved_at, state.saved_by = now, by
    state.save()
    Application.objects.filter(pk=locked.pk).update(updated_at=now)
    return state


@transaction.atomic
def save_sections(
    application: Any,
    *,
    given: Mapping[str, tuple[SectionInput, int]],
    by: User,
    now: datetime | None = None,
) -> list[SectionState]:
    """Several sections, each with the version it builds on: all or none."""
    now = now or timezone.now()
    return [
        save_section(
            application, section=key, given=part, by=by, version=version, now=now
        )
        for key, (part, version) in given.items()
    ]


def _refuse_unless_editable(by: User, application: Application) -> None:
    verdict = can_edit(by, application)
    if verdict:
        return
    if application.stage not in EDITABLE_STAGES:
        raise Closed(verdict.reason)
    raise NotAllowed(verdict.reason)


def _section_of(application: Application, key: str) -> Section:
    for section in outline_of(application).of(application):
        if section.key == key:
            return section
    raise NotFound("该申报没有这一部分。")


def _lock_state(application: Application, section: str) -> SectionState:
    # By the key alone: `application` may be the parent or its child.
    states = SectionState.objects.filter(application_id=application.pk)
    states.get_or_create(application_id=application.pk, section=section)
    locked = states.select_for_update(of=("self",)).select_related("saved_by")
    return locked.get(section=section)


def _stale_words(state: SectionState) -> str:
    who = state.saved_by.name if state.saved_by else "其他人"
    when = cn_datetime(state.saved_at) if state.saved_at else "刚刚"
    return (
        f"{who}已于{when}保存过本部分，您填写的内容尚未保存。"
        "请对照下方的现有内容，确认后再保存。"
    )


def _store_fields(
    application: Application, part: Section, values: Mapping[str, Any]
) -> None:
    unknown = set(values) - set(part.fields)
    if unknown:
        words = f"本部分没有这些字段：{'、'.join(sorted(unknown))}。"
        raise Invalid(words, issues=[Issue(name, words) for name in sorted(unknown)])
    if values:
        # Only the child's own columns: the parent's stage is not touched here.
        model = outline_of(application).model
        model._default_manager.filter(pk=application.pk).update(**values)
        for name, value in values.items():
            setattr(application, name, value)


def _store_rows(
    application: Application,
    part: Section,
    rows: Sequence[Mapping[str, Any]],
    *,
    by: User,
    now: datetime,
) -> None:
    """Rows have no life of their own: a table is stored whole.

    A row that names a key of the table keeps it; its files hang on the key.
    """
    if len(rows) > part.most_rows:
        raise Invalid.at("rows", f"“{part.label}”最多填写 {part.most_rows} 行。")
    held = part.rows.rows_of(application)
    keys = _keys_of(rows, set(held.values_list("key", flat=True)))
    held.delete()
    part.rows._default_manager.bulk_create(
        part.rows(
            **{f"{part.rows.PARENT}_id": application.pk},
            position=position,
            key=key,
            **{n: v for n, v in values.items() if n not in ("key", ROW_FILES)},
        )
        for position, (key, values) in enumerate(zip(keys, rows, strict=True), start=1)
    )
    if part.row_files:
        _detach_files_of_gone(application, part, keys, now=now)
        pairs = zip(keys, rows, strict=True)
        _store_row_files(application, part, pairs, by=by, now=now)


def _keys_of(
    rows: Sequence[Mapping[str, Any]], held: set[uuid.UUID]
) -> list[uuid.UUID]:
    """Each row's own key once, a new one for what the table has not yet."""
    keys = []
    for row in rows:
        asked = row.get("key")
        keys.append(asked if asked in held else uuid.uuid4())
        held.discard(asked)
    return keys


def _detach_files_of_gone(
    application: Application, part: Section, keys: list[uuid.UUID], *, now: datetime
) -> None:
    present = application.evidence.filter(
        slot__startswith=part.slot_of(""), removed_at__isnull=True
    )
    present.exclude(slot__in=[part.slot_of(key) for key in keys]).update(removed_at=now)


def _store_row_files(
    application: Application,
    part: Section,
    rows: Iterable[tuple[uuid.UUID, Mapping[str, Any]]],
    *,
    by: User,
    now: datetime,
) -> None:
    for number, (key, values) in enumerate(rows, start=1):
        for upload in values.get(ROW_FILES) or ():
            place = part.slot_of(key)
            _attach(application, place, upload, f"rows.{number}", by=by, now=now)


def _store_files(
    application: Application,
    part: Section,
    uploads: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
) -> None:
    slots = {slot.key: slot.key for slot in part.slots}
    if part.row_files and uploads:
        rows = part.rows.rows_of(application)
        slots |= {str(k): part.slot_of(k) for k in rows.values_list("key", flat=True)}
    for place, upload in uploads.items():
        if place not in slots:
            raise NotFound("本部分没有这一类材料。")
        _attach(application, slots[place], upload, f"file_{place}", by=by, now=now)


def _attach(
    application: Application,
    slot: str,
    upload: Any,
    field: str,
    *,
    by: User,
    now: datetime,
) -> None:
    try:
        attach(application, slot=slot, upload=upload, by=by, rule=EVIDENCE, now=now)
    except Refusal as refusal:
        # Said at the place where the file was chosen.
        issues = [Issue(field, refusal.sentence)]
        raise Invalid(refusal.sentence, issues=issues) from refusal


def _take_out(
    application: Application,
    part: Section,
    removed: Sequence[int],
    *,
    by: User,
    now: datetime,
) -> None:
    """Files of this section only, and those that are still there."""
    held = application.evidence.filter(pk__in=removed, removed_at__isnull=True)
    slots = {slot.key for slot in part.slots}
    for evidence in held:
        of_row = part.row_files and evidence.slot.startswith(part.slot_of(""))
        if of_row or evidence.slot in slots:
            detach(application, evidence_id=evidence.pk, by=by, now=now)
