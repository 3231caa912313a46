"""Checks that nobody has altered, removed or reordered what the chain binds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from workflow.chain import GENESIS, digest, link
from workflow.choices import Stage
from workflow.models import Application, Step, Submission
from workflow.services.bound import digests_now, label_of_bound, unbound_rows
from workflow.services.record import digest_of_remarks, record_of


@dataclass(frozen=True)
class BrokenStep:
    """The first place where a chain does not hold."""

    application_id: int
    sequence: int
    sentence: str


@dataclass(frozen=True)
class End:
    """Where a chain has come to."""

    count: int = 0
    last: str = ""
    stage: str = Stage.DRAFT.value


# Steps read at once, with the rows that they bind.
STEPS = 2000


def verify_chain() -> Iterator[BrokenStep]:
    """Walk every chain in order; yields each break, nothing when all is well.

    Bounded in memory: steps come in lots, and of bound rows only digests are kept.
    """
    yield from _broken_submissions()
    ends: dict[int, End] = {}
    for steps in _lots_of_steps():
        rows = digests_now(step.about for step in steps if step.about)
        for step in steps:
            end = ends.get(step.application_id, End())
            if fault := _fault(step, end) or _fault_of_bound(step, rows):
                yield BrokenStep(step.application_id, step.sequence, fault)
            ends[step.application_id] = End(step.sequence, step.hash, step.to_stage)
    yield from _broken_ends(ends)
    for application_id, name in unbound_rows():
        sentence = f"{label_of_bound(name)}（{name}）没有对应的办理记录。"
        yield BrokenStep(application_id, 0, sentence)


def _lots_of_steps() -> Iterator[list[Step]]:
    steps = Step.objects.order_by("application_id", "sequence").select_related(
        "submission"
    )
    rows = steps.defer("submission__data").prefetch_related("remarks")
    found = rows.iterator(chunk_size=STEPS)
    while lot := list(islice(found, STEPS)):
        yield lot


def _fault(step: Step, end: End) -> str:
    if step.sequence != end.count + 1:
        return f"缺少第{end.count + 1}条办理记录。"
    if step.previous_hash != (end.last or GENESIS):
        return "与上一条办理记录的哈希值不一致。"
    if step.hash != link(step.previous_hash, record_of(step)):
        return "内容与其哈希值不一致。"
    if step.remarks_digest != digest_of_remarks(list(step.remarks.all())):
        return "补正意见与记录不一致。"
    return ""


def _fault_of_bound(step: Step, rows: Mapping[str, str]) -> str:
    """What is wrong with the row that a step made final."""
    if not step.about or rows.get(step.about) == step.about_digest:
        return ""
    words = f"所记载的{label_of_bound(step.about)}（{step.about}）"
    return f"{words}内容已被改动。" if step.about in rows else f"{words}已不存在。"


def _broken_ends(ends: dict[int, End]) -> Iterator[BrokenStep]:
    rows = Application.objects.order_by("pk").values_list(
        "pk", "step_count", "last_hash", "stage"
    )
    for pk, count, last, stage in rows.iterator(chunk_size=2000):
        end = ends.get(pk, End())
        if (end.count, end.last) != (count, last):
            yield BrokenStep(pk, count, "最后的办理记录缺失或不符。")
        elif end.stage != stage:
            yield BrokenStep(pk, count, "当前环节与最后的办理记录不符。")


def _broken_submissions() -> Iterator[BrokenStep]:
    for submission in Submission.objects.order_by("pk").iterator(chunk_size=200):
        if submission.digest != digest(submission.data):
            sentence = f"第{submission.number}次提交的内容与其摘要不一致。"
            yield BrokenStep(submission.application_id, 0, sentence)
