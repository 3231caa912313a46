"""Progress of work that is one long transaction: told on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from documents.handlers import Progress
from documents.jobs import REPORT_SECONDS, ClaimLost, log


class _Teller:
    """Keeps the last word; a thread says it on, and what it hears comes back here."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.last: tuple[int, int, str] | None = None
        self.lost: ClaimLost | None = None
        self.stop = threading.Event()

    def __call__(self, done: int, total: int, message: str = "", /) -> None:
        """Raises `ClaimLost` a moment after another worker took the job over."""
        if self.lost is not None:
            raise self.lost
        self.last = (done, total, message)

    def run(self) -> None:
        """What the thread does, until it is stopped."""
        try:
            while not self.stop.wait(REPORT_SECONDS) and self.lost is None:
                self.say_on()
        finally:
            connection.close()

    def say_on(self) -> None:
        """Tell the last word, if there is a new one."""
        word, self.last = self.last, None
        if word is None:
            return
        try:
            self.progress(*word)
        except ClaimLost as lost:
            self.lost = lost
        except DatabaseError:
            log.exception("progress could not be told; trying again")
            connection.close()


@contextmanager
def told_aside(progress: Progress) -> Iterator[Progress]:
    """A progress that others see although the caller's transaction is not over.

    Leaving it raises `ClaimLost` if the job was lost meanwhile, so that the transaction
    around the work rolls back.
    """
    teller = _Teller(progress)
    thread = threading.Thread(target=teller.run, daemon=True)
    thread.start()
    try:
        yield teller
    finally:
        teller.stop.set()
        thread.join()
    if teller.lost is not None:
        raise teller.lost
