"""Who does which kind of background work; apps register theirs in AppConfig.ready.

    register("progress_report", render, store)

    def render(job: Job, progress: Progress) -> Made:
        progress(1, 4, "正在取数")
        return Made("报告.pdf", "application/pdf", pdf)

    def store(job: Job, attachment: Attachment) -> None:
        Rendition.objects.filter(job=job).update(attachment=attachment)

A handler may run twice (its worker may die), so it writes nothing lasting by itself.
What it made is stored, tied to its row by the second function and marked as done in
one transaction, once. Call `progress` outside of `atomic`, or nobody sees it move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from accounts.models import Organisation
from documents.models import Attachment, Job


class Progress(Protocol):
    """`progress(done, total, message)`; raises when another worker took over."""

    def __call__(self, done: int, total: int, message: str = "", /) -> None: ...


@dataclass(frozen=True)
class Made:
    """A file that a job made: its bytes, or an open temporary file if it is large."""

    name: str
    media_type: str
    data: bytes | IO[bytes]
    owner: Organisation | None = None
    # Plain values that the row the file is for wants to know: job.params["found"].
    found: Mapping[str, Any] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the temporary file."""
        if not isinstance(self.data, bytes):
            self.data.close()


Handler = Callable[[Job, Progress], Made | None]
Finish = Callable[[Job, Attachment], None]


@dataclass(frozen=True)
class Work:
    """How a kind of job is done, and what ties its file to the row it is for."""

    handler: Handler
    finish: Finish | None = None


_works: dict[str, Work] = {}


def register(kind: str, handler: Handler, finish: Finish | None = None) -> None:
    """Name who does this kind of work; called when an app is ready."""
    _works[kind] = Work(handler, finish)


def work_of(kind: str) -> Work | None:
    """How this kind of work is done; None when nobody does it."""
    return _works.get(kind)
