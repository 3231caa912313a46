"""One section is saved by itself; a second editor of it is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cities.models import CityNomination, Row, SectionState
from cities.models.sections import Section, sections_of
from cities.permissions import can_edit
from documents.rules import EVIDENCE
from ui.refusals import Closed, Invalid, Issue, NotAllowed, NotFound, Refusal, Stale
from ui.words import cn_datetime
from workflow.choices import EDITABLE_STAGES
from workflow.models import Application
from workflow.services import attach, detach


@dataclass(frozen=True)
class SectionInput:
    """What was typed: single fields, and the rows in their order."""

    values: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] | None = None


@transaction.atomic
def save_section(
    nomination: CityNomination,
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

    Half-filled content is welcome in a draft. `uploads` are new files by their place,
    `removed` the evidence to take out. Raises `Stale` when somebody else saved the
    section meanwhile, `Closed` when the content is locked.
    """
    now = now or timezone.now()
    # The parent row first, so that nothing is saved while a submission is frozen.
    locked = Application.objects.select_for_update().get(pk=nomination.pk)
    _refuse_unless_editable(by, locked)
    part = _section_of(nomination, section)
    state = _lock_state(nomination, section)
    if state.version != version:
        raise Stale(_stale_words(state))
    _store(nomination, part, given)
    _store_files(nomination, part, uploads or {}, removed, by=by, now=now)
    state.version += 1
    state.saved_at, state.saved_by = now, by
    state.save()
    Application.objects.filter(pk=locked.pk).update(updated_at=now)
    return state


@transaction.atomic
def save_sections(
    nomination: CityNomination,
    *,
    given: Mapping[str, tuple[SectionInput, int]],
    by: User,
    now: datetime | None = None,
) -> list[SectionState]:
    """Several sections, each with the version it builds on: all or none."""
    now = now or timezone.now()
    return [
        save_section(
            nomination, section=key, given=part, by=by, version=version, now=now
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


def _section_of(nomination: CityNomination, key: str) -> Section:
    for section in sections_of(nomination):
        if section.key == key:
            return section
    raise NotFound("该申报没有这一部分。")


def _lock_state(nomination: CityNomination, section: str) -> SectionState:
    SectionState.objects.get_or_create(nomination=nomination, section=section)
    state: SectionState = (
        SectionState.objects.select_for_update(of=("self",))
        .select_related("saved_by")
        .get(nomination=nomination, section=section)
    )
    return state


def _stale_words(state: SectionState) -> str:
    who = state.saved_by.name if state.saved_by else "其他人"
    when = cn_datetime(state.saved_at) if state.saved_at else "刚刚"
    return (
        f"{who}已于{when}保存过本部分，您填写的内容尚未保存。"
        "请对照下方的现有内容，确认后再保存。"
    )


def _store(nomination: CityNomination, part: Section, given: SectionInput) -> None:
    unknown = set(given.values) - set(part.fields)
    if unknown:
        words = f"本部分没有这些字段：{'、'.join(sorted(unknown))}。"
        raise Invalid(words, issues=[Issue(name, words) for name in sorted(unknown)])
    if given.values:
        # Only the child's own columns: the parent's stage is not touched here.
        CityNomination.objects.filter(pk=nomination.pk).update(**given.values)
        for name, value in given.values.items():
            setattr(nomination, name, value)
    if part.rows is not None and given.rows is not None:
        _refuse_too_many(part, given.rows)
        _store_rows(nomination, part.rows, given.rows)


def _store_files(
    nomination: CityNomination,
    part: Section,
    uploads: Mapping[str, Any],
    removed: Sequence[int],
    *,
    by: User,
    now: datetime,
) -> None:
    places = {slot.key for slot in part.slots}
    for slot, upload in uploads.items():
        if slot not in places:
            raise NotFound("本部分没有这一类材料。")
        try:
            attach(nomination, slot=slot, upload=upload, by=by, rule=EVIDENCE)
        except Refusal as refusal:
            # Said at the place where the file was chosen.
            issues = [Issue(f"file_{slot}", refusal.sentence)]
            raise Invalid(refusal.sentence, issues=issues) from refusal
    for evidence_id in removed:
        detach(nomination, evidence_id=evidence_id, by=by, now=now)


def _refuse_too_many(part: Section, rows: Sequence[Mapping[str, Any]]) -> None:
    if len(rows) > part.most_rows:
        words = f"“{part.label}”最多填写 {part.most_rows} 行。"
        raise Invalid(words, issues=[Issue("rows", words)])


def _store_rows(
    nomination: CityNomination, model: type[Row], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Rows have no life of their own: a section is stored whole."""
    manager = model._default_manager
    manager.filter(nomination=nomination).delete()
    manager.bulk_create(
        model(nomination=nomination, position=position, **values)
        for position, values in enumerate(rows, start=1)
    )
