"""Checks that nobody has altered, removed or reordered a step or a submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.chain import GENESIS, digest, link
from workflow.models import Application, Step, Submission
from workflow.services.record import record_of


@dataclass(frozen=True)
class BrokenStep:
    """The first place where a chain does not hold."""

    application_id: int
    sequence: int
    sentence: str


def verify_chain() -> Iterator[BrokenStep]:
    """Walk every chain in order; yields each break, nothing when all is well."""
    yield from _broken_submissions()
    ends: dict[int, tuple[int, str]] = {}
    steps = Step.objects.order_by("application_id", "sequence")
    for step in steps.iterator(chunk_size=2000):
        count, previous = ends.get(step.application_id, (0, GENESIS))
        fault = _fault(step, count, previous)
        if fault:
            yield BrokenStep(step.application_id, step.sequence, fault)
        ends[step.application_id] = (step.sequence, step.hash)
    yield from _broken_ends(ends)


def _fault(step: Step, count: int, previous: str) -> str:
    if step.sequence != count + 1:
        return f"缺少第{count + 1}条办理记录。"
    if step.previous_hash != previous:
        return "与上一条办理记录的哈希值不一致。"
    if step.hash != link(step.previous_hash, record_of(step)):
        return "内容与其哈希值不一致。"
    return ""


def _broken_ends(ends: dict[int, tuple[int, str]]) -> Iterator[BrokenStep]:
    rows = Application.objects.values_list("pk", "step_count", "last_hash")
    for pk, count, last_hash in rows.iterator(chunk_size=2000):
        if ends.get(pk, (0, "")) != (count, last_hash):
            yield BrokenStep(pk, count, "最后的办理记录缺失或不符。")


def _broken_submissions() -> Iterator[BrokenStep]:
    for submission in Submission.objects.iterator(chunk_size=200):
        if submission.digest != digest(submission.data):
            sentence = f"第{submission.number}次提交的内容与其摘要不一致。"
            yield BrokenStep(submission.application_id, 0, sentence)
