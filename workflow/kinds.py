"""What a kind of application says where it differs from the one life cycle.

An app registers one `Kind` for each of its applications when it is loaded (its
`kinds.py`, imported by its AppConfig). `workflow` never imports the apps above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from accounts.choices import Tier
from ui.refusals import Issue
from workflow.choices import Lane, Move, Stage
from workflow.content import Part, Tally
from workflow.outline import Outline
from workflow.rules import RuleExample, Setting


def nothing_missing(application: Any, move: Move) -> Sequence[Issue]:
    return ()


def never(application: Any) -> bool:
    return False


def nothing_to_do(application: Any, step: Any) -> None:
    return None


@dataclass(frozen=True)
class Kind:
    """One kind of application: its names, its path and its hooks.

    `path` gives the stages after the draft, in order, for one application (its lane
    and rules decide). `blockers` names what keeps it from a move, each with field and
    sentence; of a submit, only what its sections do not say. `snapshot` gives the JSON
    frozen at each submission.
    """

    key: str
    name: str
    prefix: str  # of the acceptance number 受理编号
    model: str  # "app.Model"
    detail_url: str
    path: Callable[[Any], tuple[Stage, ...]]
    snapshot: Callable[[Any], dict[str, Any]]
    blockers: Callable[[Any, Move], Sequence[Issue]] = nothing_missing
    on_listed: Callable[[Any, Any], None] = nothing_to_do
    on_delisted: Callable[[Any, Any], None] = nothing_to_do
    on_submitted: Callable[[Any, Any], None] = nothing_to_do
    # When an authority sent it back or refused it, and the applicant is told so.
    on_answered: Callable[[Any, Any], None] = nothing_to_do
    expert_tier: Tier = Tier.NATION
    notice_tier: Tier = Tier.NATION
    list_tier: Tier = Tier.NATION
    edit_url: str = ""
    # What its rules hold beside the common ones.
    settings: tuple[Setting, ...] = ()
    # What units have asked elsewhere, offered to who writes their rules.
    examples: tuple[RuleExample, ...] = ()
    # Places (field, label) at which a return may give its reasons.
    sections: tuple[tuple[str, str], ...] = ()
    # Its sections (workflow.outline), where it is filled in section by section.
    outline: Outline | None = None
    # What is wrong in the content (application, snapshot, day); by default what is
    # missing of the outline (workflow.checks).
    content_issues: Callable[[Any, Mapping[str, Any], date], Sequence[Issue]] | None = (
        None
    )
    # What a submission adds up to (application, snapshot, day): checks passed of all,
    # and files; by default its sections without an issue, and the files it names
    # (workflow.services.tally).
    tally: Callable[[Any, Mapping[str, Any], date], Tally] | None = None
    # A frozen submission in words; by default its keys (workflow.describing).
    describe: Callable[[Mapping[str, Any]], Sequence[Part]] | None = None
    # Content on paper (application, snapshot, submission if it was handed in), a
    # workflow.paper.Paper; by default its parts in words under its own title.
    paper: Callable[[Any, Mapping[str, Any], Any], Any] | None = None
    # The document of one submission, where it is no such paper; None without a file.
    pdf: Callable[[Any, Any], bytes | None] | None = None
    # Words of this kind for the end of the way, e.g. 已列入试点城市名单.
    listed_words: str = "列入名单"
    # What the stage “listed” is called for this kind; "" for the common word.
    listed_label: str = ""
    # Where lists of kinds name it, low first: applications before reports.
    order: int = 50
    # Whether a submit ends the case, so that only a lead may make it.
    submit_needs_lead: Callable[[Any], bool] = never

    def model_class(self) -> Any:
        return apps.get_model(self.model)


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; a second one under the same key is a programming error."""
    if _registered.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"kind {kind.key} is registered twice")
    return kind


def kind_named(key: str) -> Kind:
    return _registered[key]


def all_kinds() -> tuple[Kind, ...]:
    return tuple(sorted(_registered.values(), key=lambda kind: kind.order))


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.key, kind.name) for kind in all_kinds()]


def label_of(kind: Kind, field: str) -> str:
    """The words of a place named in a remark; its section for a field within it."""
    labels = dict(kind.sections)
    return labels.get(field) or labels.get(field.partition(".")[0], "")


def tier_of_stage(kind: Kind, stage: str, lane: str) -> Tier | None:
    """Whose turn it is in a stage; None where nobody has to act.

    What the nation takes in itself (central groups) belongs to no managing unit, so
    the nation does there what a unit does elsewhere.
    """
    tier = {
        Stage.DRAFT: Tier.APPLICANT,
        Stage.RETURNED: Tier.APPLICANT,
        Stage.CITY_REVIEW: Tier.CITY,
        Stage.PROVINCIAL_REVIEW: Tier.UNIT,
        Stage.EXPERT_REVIEW: kind.expert_tier,
        Stage.NATIONAL_REVIEW: Tier.NATION,
        Stage.PUBLIC_NOTICE: kind.notice_tier,
        Stage.LISTED: kind.list_tier,
    }.get(Stage(stage))
    if tier == Tier.UNIT and lane == Lane.NATIONAL:
        return Tier.NATION
    return tier


def kinds_scored_at(tier: str) -> tuple[str, ...]:
    """The kinds whose experts come from a pool of this tier in the ordinary lane."""
    return tuple(kind.key for kind in _registered.values() if kind.expert_tier == tier)
