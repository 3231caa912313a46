"""Ledgers are computed in bulk, by the clock and in the background."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from documents.choices import JobState
from documents.models import Job
from documents.tasks import work_on
from enterprises.choices import Standing
from enterprises.seeding import seed_enterprises
from enterprises.services.update import keep_member
from incentives.choices import FilingTerm
from incentives.models import CreditAccount, CreditPeriod, CreditRates, CreditResult
from incentives.schedule import follow_enterprises_at
from incentives.seeding import seed_credit
from incentives.services.credit import (
    RECOMPUTE_JOB,
    recompute,
    recompute_all,
    recompute_many,
    start_recompute_all,
)
from tests.factories.credit import (
    a_filed_period,
    a_line,
    a_member_account,
    an_account,
    wan,
)
from ui.refusals import NotAllowed
from workflow.models import Notification

pytestmark = pytest.mark.django_db
RATE = Decimal("0.4000")


@pytest.fixture
def accounts():
    """Three ledgers of a group, with two years each, under rates that then change."""
    parent = an_account()
    made = [parent, a_member_account(parent), a_member_account(parent)]
    for number, account in enumerate(made, 1):
        for year in (2022, 2023):
            lines = [a_line(str(100 * number), date(year, 5, 1))]
            a_filed_period(account, year, lines, vat="500")
    CreditRates.objects.create(
        effective_from=date(2023, 1, 1),
        credit=RATE,
        education=Decimal("0.03"),
        local=Decimal("0.02"),
        basis="测试",
    )
    return made


def figures(account):
    """What the ledger of an account says now."""
    rows = account.periods.with_result().order_by("starts")
    return [
        (r.result.pool, r.result.used, r.result.carried_forward, r.result.cause)
        for r in rows
    ]


def work():
    """Do the one background job that waits."""
    job = Job.objects.get(kind=RECOMPUTE_JOB)
    job.state, job.claim = JobState.RUNNING, "00000000-0000-0000-0000-000000000001"
    job.save()
    work_on(job)
    job.refresh_from_db()
    return job


def test_all_at_once_comes_to_the_same_as_one_by_one(accounts, people):
    first, *others = accounts
    recompute(first, cause="抵免参数调整")
    start_recompute_all(cause="抵免参数调整", by=people["ndrc_lead"])
    job = work()
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    for account in accounts:
        before, after = account.periods.order_by("starts")
        assert before.results.count() == 1
        assert [r.cause for r in after.results.all()] == ["抵免参数调整", "填报"]
    assert figures(others[0])[1][:1] == (wan("35") + wan("80"),)


def test_running_twice_adds_nothing(accounts):
    since = timezone.now()
    told = []

    def progress(done, total, words):
        told.append((done, total))

    assert recompute_all(cause="调整", since=since, progress=progress, chunk=2) == 3
    assert told == [(2, 3), (3, 3)]
    assert recompute_all(cause="调整", since=since, progress=progress) == 0
    later = timezone.now() + timedelta(seconds=1)
    assert recompute_all(cause="调整", since=later, progress=progress) == 0
    assert CreditResult.objects.count() == 9


def test_a_second_worker_goes_on_where_the_first_ended(accounts):
    since = timezone.now()
    recompute(accounts[0], cause="先行")
    seen = []
    recompute_all(
        cause="续算", since=since, progress=lambda done, total, _: seen.append(total)
    )
    assert seen == [2]
    assert figures(accounts[0])[1][-1] == "先行"


def test_a_chunk_takes_few_queries_however_many_accounts(
    accounts, django_assert_max_num_queries
):
    now = timezone.now()
    with django_assert_max_num_queries(19):
        recompute_many([a.pk for a in accounts], cause="调整", now=now)
    with django_assert_max_num_queries(16):
        recompute_many([a.pk for a in accounts], cause="调整", now=now)


def test_invented_ledgers_computed_by_chunks_are_as_each_by_itself():
    seed_enterprises(20)
    assert seed_credit(3) == CreditAccount.objects.count() > 15
    since = timezone.now()
    changed = recompute_all(
        cause="规模", since=since, progress=lambda *_told: None, chunk=7
    )
    assert changed == CreditPeriod.objects.count() == CreditResult.objects.count()
    for account in CreditAccount.objects.all():
        assert recompute(account, cause="单独计算") == []
    assert CreditPeriod.objects.filter(result__used_local__gt=0).exists()
    assert seed_credit(3) == 0


def test_it_is_started_on_a_page_and_followed_on_its_job(client_as, accounts):
    client = client_as("ndrc_lead")
    assert "重新计算全部台账" in client.get("/credit-rates/").text
    refused = client.post("/credit-recompute/", {"cause": " "})
    assert refused.status_code == 422
    begun = client.post("/credit-recompute/", {"cause": "抵免参数调整"})
    job = Job.objects.get(kind=RECOMPUTE_JOB)
    assert begun.url == job.get_absolute_url()
    twice = client.post("/credit-recompute/", {"cause": "再算一次"})
    assert "正在进行" in twice.text
    work()
    assert figures(accounts[1])[1][-1] == "抵免参数调整"


def test_only_the_nations_lead_starts_it(people):
    for name in ("ndrc", "mof_lead", "zhejiang_lead", "enterprise"):
        with pytest.raises(NotAllowed, match="国家牵头部门的负责人"):
            start_recompute_all(cause="试", by=people[name])
    assert not Job.objects.filter(kind=RECOMPUTE_JOB).exists()


class TestTheClock:
    def test_a_firm_that_leaves_has_its_later_periods_held(self):
        account = an_account(term=FilingTerm.YEAR)
        a_filed_period(account, 2022, [a_line("400", date(2022, 5, 1))])
        a_filed_period(account, 2023, vat="200")
        assert follow_enterprises_at(timezone.now()) == 0
        firm = account.enterprise
        firm.standing, firm.left_pool_on = Standing.LEFT, date(2022, 12, 31)
        firm.name = "更名后的示例有限公司"
        firm.save()
        assert follow_enterprises_at(timezone.now()) == 1
        last = account.periods.with_result().get(starts__year=2023)
        assert (last.result.is_held, last.result.used) == (True, 0)
        assert "出库" in last.result.cause
        assert CreditAccount.objects.get(pk=account.pk).name == firm.name
        (told,) = Notification.objects.filter(user__username="enterprise")
        assert told.subject == f"抵免台账已重新计算：{firm.name}"
        assert follow_enterprises_at(timezone.now()) == 0

    def test_a_member_whose_control_ends_is_computed_anew(self, people):
        account = an_account()
        unit = a_member_account(account)
        a_filed_period(unit, 2023, [a_line("10", date(2023, 5, 1))])
        member = account.enterprise.members.get()
        keep_member(
            account.enterprise,
            member=member,
            given={"until": date(2023, 4, 30)},
            by=people["enterprise"],
        )
        assert follow_enterprises_at(timezone.now()) == 1
        assert unit.periods.with_result().get().result.invested == 0
