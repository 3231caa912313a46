"""Rows that steps have bound into the chain, by the names the chain gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from workflow.chain import digest, plain
from workflow.choices import OPEN_OBJECTIONS, OpinionState, PanelState, QuestionState
from workflow.models import AppealFile, Step
from workflow.services.record import name_of

# What the record of a row reads beside the row.
READS_ALSO: dict[str, tuple[str, ...]] = {
    "panel": ("seats__sheet",),
    "question": ("items__files__attachment",),
    "objection": ("files__attachment",),
    "appeal": ("files__attachment",),
}
WITH_FILES = AppealFile.objects.filter(appeal=OuterRef("pk"))
# Rows that no act makes final without a step: which, and whose they are.
FINAL: dict[str, tuple[Q | Exists, str]] = {
    "opinion": (Q(state=OpinionState.SIGNED), "application_id"),
    "resolution": (Q(), "application_id"),
    "question": (Q(state=QuestionState.ANSWERED), "application_id"),
    "objection": (~Q(state__in=OPEN_OBJECTIONS), "application_id"),
    # An appeal without documents stands in its step alone.
    "appeal": (Exists(WITH_FILES), "application_id"),
    "panel": (Q(state=PanelState.CLOSED), "application_id"),
    "draw": (Q(), "panel__application_id"),
}
# Rows of apps above that their acts bind: by name, what their record reads beside them.
_of_apps: dict[str, tuple[Any, tuple[str, ...]]] = {}
# A draw keeps its whole pool: few rows at a time stay in memory.
CHUNK = 100


def bind_rows_of(model: Any, *, reads_also: tuple[str, ...] = ()) -> None:
    """Let the chain know rows of an app above that a step made final by `about`.

    The model has `record()` and `application`, and every row of it must be bound;
    called when the app is ready.
    """
    _of_apps[str(model._meta.model_name)] = (model, reads_also)


def bound_models() -> dict[str, Any]:
    """Every model whose rows the chain can bind."""
    models = apps.get_app_config("workflow").get_models()
    own = {str(m._meta.model_name): m for m in models if hasattr(m, "record")}
    return own | {name: model for name, (model, _also) in _of_apps.items()}


def _reads_also(name: str) -> tuple[str, ...]:
    return _of_apps[name][1] if name in _of_apps else READS_ALSO.get(name, ())


def label_of_bound(name: str) -> str:
    """What a bound row is, in words: 部门意见 for `opinion:12`."""
    model = bound_models().get(name.partition(":")[0])
    return str(model._meta.verbose_name) if model else name


def digests_now(names: Iterable[str]) -> dict[str, str]:
    """The digest of each named row as it stands now; a row that is gone is missing."""
    return {name_of(row): digest(plain(row.record())) for row in bound_rows(names)}


def bound_rows(names: Iterable[str]) -> Iterator[Any]:
    """The rows behind the names, few of them in memory; what is gone is left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name in names:
        model_name, _colon, pk = name.partition(":")
        if pk.isdecimal():
            wanted[model_name].add(int(pk))
    models = bound_models()
    for model_name, ids in wanted.items():
        if model_name in models:
            rows = models[model_name]._base_manager.filter(pk__in=ids).order_by("pk")
            rows = rows.prefetch_related(*_reads_also(model_name))
            yield from rows.iterator(chunk_size=CHUNK)


def unbound_rows() -> Iterator[tuple[int, str]]:
    """(case, name) of rows that are final, though no step made them so."""
    models = bound_models()
    of_apps = dict.fromkeys(_of_apps, (Q(), "application_id"))
    for name, (final, case) in (FINAL | of_apps).items():
        known_as = Concat(Value(f"{name}:"), Cast("pk", CharField()))
        named = Step.objects.filter(about=OuterRef("known_as"))
        rows = models[name]._base_manager.filter(final).annotate(known_as=known_as)
        yield from (
            rows.filter(~Exists(named))
            .order_by("pk")
            .values_list(F(case), "known_as")
            .iterator()
        )
