"""The ledger of the demonstration is made through the services, once."""

import pytest
from django.utils import timezone

from enterprises.models import Enterprise
from incentives.demo_credit import demo_credit
from incentives.models import CreditPeriod, CreditStatement
from incentives.services.credit import totals_of
from tests.factories.certification import a_pool_enterprise
from tests.factories.credit import wan

pytestmark = pytest.mark.django_db


def test_two_years_are_filed_and_one_of_them_is_corrected(people):
    a_pool_enterprise("enterprise_ningbo")
    now = timezone.now()
    assert [demo_credit(now, people), demo_credit(now, people)] == [1, 0]
    versions = CreditStatement.objects.order_by("period__starts", "number")
    assert [v.number for v in versions] == [1, 2, 1]
    totals = totals_of(CreditPeriod.objects.all())
    assert (totals.invested, totals.used) == (wan("430"), wan("70"))
    assert totals.carried == wan("59")
    firm = Enterprise.objects.get(credit_code="91330206MADEM0002M")
    assert firm.pooled_on.year == timezone.localdate(now).year - 2


def test_without_a_firm_in_the_pool_there_is_none(people):
    assert demo_credit(timezone.now(), people) == 0
