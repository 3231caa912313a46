"""Two people at one project at the same moment leave one consistent ledger."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from incentives.choices.projects import FundSource, FundStep
from incentives.models import FundEntry
from incentives.services.funds import correct_entry
from tests.factories.projects import a_project, enter, user
from ui.refusals import NotAllowed, Refusal

C, A, P = FundSource.CENTRAL, FundStep.ALLOCATION, FundStep.PAYMENT


def both(act, *people):
    """What each of two got who did it at the same moment."""
    barrier = Barrier(2)

    def run(name):
        try:
            barrier.wait(timeout=10)
            act(name)
        except Refusal as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, people))


@pytest.mark.django_db(transaction=True)
def test_two_pay_the_rest_at_once_and_two_undo_it_at_once():
    project = a_project()
    enter(project, C, A, "1000")
    enter(project, C, P, "400")

    def pay(name):
        enter(project, C, P, "600", by=name, reason="")

    assert both(pay, "zhejiang", "hangzhou") == ["Invalid", "done"]
    row = project.sources.get(source=C)
    assert (row.allocated, row.paid) == (1000, 1000)
    last = FundEntry.objects.filter(step=P).latest("pk")

    def undo(name):
        entry = FundEntry.objects.select_related("project").get(pk=last.pk)
        correct_entry(entry, reason="重复。", by=user(name))

    assert both(undo, "zhejiang", "hangzhou") == [NotAllowed.__name__, "done"]
    row.refresh_from_db()
    assert row.paid == 400
    assert FundEntry.objects.filter(corrects=last).count() == 1
