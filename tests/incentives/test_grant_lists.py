"""Lists of grants at size: their first page is read by an index, never whole."""

import json
from copy import copy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from incentives.models import Grant
from tests.factories import register
from tests.factories.grants import a_grant, pool_firm, user

pytestmark = pytest.mark.django_db
FIRMS, EACH, PAGE = 40, 50, 50


@pytest.fixture
def many(people):
    """Two thousand awards to firms of Zhejiang, one of them the persona's."""
    pattern = a_grant(pool_firm())
    firms = [register.enterprise(f"第{n}有限公司") for n in range(FIRMS)]
    rows = []
    for number, firm in enumerate(firms * EACH):
        row = copy(pattern)
        row.pk, row.public_id, row.number = None, uuid4(), f"JL-{number}"
        row.enterprise, row.receiver_key = firm, f"enterprise:{firm.pk}"
        row.basis_key = str(number)
        row.updated_at = timezone.now() - timedelta(seconds=number)
        rows.append(row)
    Grant.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE incentives_grant, enterprises_enterprise")


def nodes_of(rows):
    """Each step of the plan: what it does, and to which table."""
    (plan,) = json.loads(rows.explain(format="json"))
    waiting = [plan["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        yield node["Node Type"], node.get("Relation Name", "")


@pytest.mark.parametrize("who", ["ndrc", "zhejiang"])
@pytest.mark.parametrize("order", ["-pk", "updated_at", "-awarded_on", "-amount"])
def test_authorities_read_the_first_page_without_sorting_the_ledger(many, who, order):
    rows = Grant.objects.visible_to(user(who)).for_list().order_by(order)[:PAGE]
    found = set(nodes_of(rows))
    assert ("Seq Scan", "incentives_grant") not in found
    assert "Sort" not in {kind for kind, _table in found}


def test_a_receiver_reads_his_own_by_their_key(many):
    rows = Grant.objects.received_by(user("enterprise")).for_list()
    assert rows.count() == 1
    assert ("Seq Scan", "incentives_grant") not in set(nodes_of(rows[:PAGE]))
    seen = Grant.objects.visible_to(user("enterprise")).for_list()
    assert ("Seq Scan", "incentives_grant") not in set(nodes_of(seen[:PAGE]))
