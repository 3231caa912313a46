"""An enterprise that is followed."""

from datetime import date

import pytest

from accounts.models import Organisation
from enterprises.schedule import open_reports_at
from enterprises.services.filings import open_filings
from tests.factories import register
from tests.factories.reading import at


@pytest.fixture
def firm(people, clock):
    """In the pool since March; plan and first annual report are due or late."""
    clock.move_to(at(date(2027, 1, 20)))
    owner = Organisation.objects.get(posts__user__username="enterprise")
    row = register.enterprise(
        "测试有限公司",
        organisation=owner,
        pooled_on=date(2026, 3, 2),
        address="滨江区1号",
        legal_representative="王某",
    )
    open_filings(row, at(date(2026, 3, 2)))
    open_reports_at(at(date(2027, 1, 2)))
    return row
