"""What every act leaves behind: numbers, frozen submissions and chained steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Post, User
from ui.refusals import Issue, NotAllowed, Stale
from ui.text import clean_text
from workflow.chain import GENESIS, digest, link, plain
from workflow.choices import APPLICANT_MOVES, Action, Move, ProposalOutcome
from workflow.kinds import label_of
from workflow.models import Application, NumberSeries, Remark, Step, Submission
from workflow.permissions import CONFLICTED, applicant_posts, deciding_posts

CLOCK_NAME = "系统"
CHANGED = "该申报刚刚被其他人更新，请刷新页面查看最新情况后再办理。"


@dataclass(frozen=True)
class Act:
    """One act at one moment: what the parts of the door hand to each other."""

    move: Move | None  # None: an act that leaves the stage as it is
    by: User | None
    note: str
    remarks: tuple[Issue, ...]
    now: datetime
    post: Post | None


def act_of(
    application: Application,
    move: str,
    *,
    by: User | None,
    note: str,
    remarks: Sequence[Issue],
    now: datetime,
) -> Act:
    """The act with the post under which it is done."""
    posts = applicant_posts if move in APPLICANT_MOVES else deciding_posts
    held = posts(by, application) if by else []
    proposal = application.proposal
    if proposal is not None:
        same = [p for p in held if p.organisation_id == proposal.organisation_id]
        held = same or held
    return Act(
        move=Move(move),
        by=by,
        note=clean_text(note),
        remarks=tuple(
            Issue(clean_text(r.field, multiline=False), clean_text(r.sentence))
            for r in remarks
        ),
        now=now,
        post=held[0] if held else None,
    )


def post_words(post: Post | None) -> str:
    """The post as the record keeps it, with the person a deputy stands for."""
    if post is None:
        return CLOCK_NAME
    words = f"{post.organisation}{post.get_role_display()}"
    if post.deputy_for is not None:
        words += f"（代{post.deputy_for.user.name}）"
    return words


def take_number(
    application: Application, now: datetime, *, prefix: str = "", digits: int = 4
) -> str:
    """The next number of a series without gaps, one row lock a series.

    By default the acceptance number 受理编号 of the application's kind.
    """
    unit = application.managing_unit_id or "000000"
    prefix = prefix or application.kind_of.prefix
    return next_number(f"{prefix}{timezone.localdate(now).year}-{unit}", digits)


def next_number(key: str, digits: int = 4) -> str:
    """The next number under a key of at most 40 characters: `KEY-0001`.

    Without gaps, so within a transaction: what is rolled back gives its number back.
    """
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{key}-{series.last:0{digits}d}"


def freeze_submission(
    application: Application, child: Any, *, by: User, now: datetime
) -> Submission:
    """Keep what is submitted now, numbered, with its digest."""
    data = plain(application.kind_of.snapshot(child))
    return Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        data=data,
        digest=digest(data),
        rule_set=application.rule_set,
        by=by,
        at=now,
    )


def record_of(step: Step) -> dict[str, Any]:
    """The fields of a step that its hash covers, spelled the same for ever."""
    record = {
        "application": step.application_id,
        "sequence": step.sequence,
        "action": step.action,
        "move": step.move,
        "by": step.by_id,
        "by_name": step.by_name,
        "post": step.post,
        "organisation": step.organisation_id,
        "at": int(step.at.timestamp() * 1_000_000),
        "from": step.from_stage,
        "to": step.to_stage,
        "note": step.note,
        "rule_set": step.rule_set_id,
        "submission": step.submission_id,
        "submission_digest": step.submission.digest if step.submission else "",
        "remarks": step.remarks_digest,
    }
    if step.about:
        # Left out where there is none: steps were written before there was any.
        record |= {"about": step.about, "about_digest": step.about_digest}
    return record


def digest_of_remarks(remarks: Sequence[Remark]) -> str:
    """One digest over the remarks of a step; empty where there are none."""
    rows = [[r.field, r.label, r.sentence] for r in remarks]
    return digest(rows) if rows else ""


def name_of(row: Any) -> str:
    """How the chain names a row: `opinion:12`."""
    return f"{row._meta.model_name}:{row.pk}"


def digest_of_row(row: Any) -> str:
    """The digest of a row as the database keeps it, which spells some values anew."""
    kept = type(row)._base_manager.get(pk=row.pk)
    return digest(plain(kept.record()))


def write_step(
    application: Application,
    act: Act,
    *,
    action: Action,
    from_stage: str,
    submission: Submission | None = None,
    about: Any = None,
    spent_days: int | None = None,
) -> Step:
    """Append the step and bind it to the one before; the caller saves the parent.

    `about` is a row that the act made final: its `record()` is bound in by digest.
    """
    _refuse_conflicted(application, act, action)
    step = Step(
        application=application,
        sequence=application.step_count + 1,
        action=action,
        move=act.move or "",
        by=act.by,
        by_name=act.by.name if act.by else CLOCK_NAME,
        post=post_words(act.post),
        organisation=act.post.organisation if act.post else None,
        at=act.now,
        from_stage=from_stage,
        to_stage=application.stage,
        note=act.note,
        rule_set=application.rule_set,
        submission=submission,
        about=name_of(about) if about else "",
        about_digest=digest_of_row(about) if about else "",
        spent_days=spent_days,
        previous_hash=application.last_hash or GENESIS,
    )
    kind = application.kind_of
    remarks = [
        Remark(field=r.field, label=label_of(kind, r.field), sentence=r.sentence)
        for r in act.remarks
    ]
    step.remarks_digest = digest_of_remarks(remarks)
    step.hash = link(step.previous_hash, record_of(step))
    step.save(force_insert=True)
    for remark in remarks:
        remark.step = step
    Remark.objects.bulk_create(remarks)
    application.step_count = step.sequence
    application.last_hash = step.hash
    return step


def _refuse_conflicted(application: Application, act: Act, action: Action) -> None:
    """Whatever an authority does on a case, who declared a conflict does not do it."""
    if act.by is None or action == Action.CONFLICT:
        return
    own = act.post is not None and act.post.organisation_id == application.applicant_id
    if not own and act.by.pk in application.conflicted_ids:
        raise NotAllowed(CONFLICTED)


def close_proposal(application: Application, outcome: ProposalOutcome) -> None:
    """End the open proposal, if there is one; the caller saves the case."""
    if application.proposal is not None:
        application.proposal.outcome = outcome
        application.proposal.save(update_fields=["outcome"])
        application.proposal = None


def lock_case(pk: int, version: int | None = None) -> Application:
    """The row of a case, locked; `version` is what the page showed, else `Stale`."""
    # The parent row is the lock for the whole case: a lock through the child would
    # take only the child's row.
    locked: Application = Application.objects.select_for_update().get(pk=pk)
    if version is not None and locked.version != version:
        raise Stale(CHANGED)
    return locked


def save_case(application: Application) -> None:
    """Keep a locked case; whoever looked at it before is told that it changed."""
    application.version += 1
    application.save()


def record_act(
    application: Application,
    action: Action,
    *,
    by: User | None,
    post: Post | None,
    now: datetime,
    note: str = "",
    about: Any = None,
) -> Step:
    """Write down an act that is no move, and keep the locked case."""
    act = Act(move=None, by=by, note=clean_text(note), remarks=(), now=now, post=post)
    step = write_step(
        application, act, action=action, from_stage=application.stage, about=about
    )
    save_case(application)
    return step
