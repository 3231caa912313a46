"""The background work of enterprises: ledgers are checked and imported."""

from __future__ import annotations

from cities.services.importing import takers
from documents.asides import told_aside
from documents.handlers import Made, Progress, register
from documents.models import Job
from documents.permissions import add_reader
from enterprises.ledger.reading import may_read_ledger
from enterprises.models import EnterpriseImport
from enterprises.services.ledger import (
    CHECK_JOB,
    IMPORT_JOB,
    check_ledger,
    import_ledger,
    keep_check,
    take_listed,
)


def check(job: Job, progress: Progress) -> Made:
    """The dry run; writes nothing into the register."""
    record = EnterpriseImport.objects.select_related("managing_unit", "file").get(
        pk=job.params["import"]
    )
    return check_ledger(record, progress)


def bring_in(job: Job, progress: Progress) -> None:
    """The import, one transaction; safe to run twice."""
    record = EnterpriseImport.objects.get(pk=job.params["import"])
    with told_aside(progress) as tell:
        import_ledger(record, tell)


def connect() -> None:
    """Called once when the app is ready."""
    register(CHECK_JOB, check, keep_check)
    register(IMPORT_JOB, bring_in)
    add_reader(may_read_ledger)
    if take_listed not in takers:
        takers.append(take_listed)
