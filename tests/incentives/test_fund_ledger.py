"""The ledger of a project's money: what is entered, refused, asked about, undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.permissions import can_read
from incentives.choices.projects import FundSource, FundStep
from incentives.demo_funds import confirming
from incentives.models import FundEntry, Project, ProjectChange
from incentives.services.funds import correct_entry
from incentives.services.obstacles import (
    raise_obstacle,
    solve_obstacle,
    take_obstacle,
)
from incentives.services.projects import update_project
from incentives.services.warnings import warnings_on
from tests.documents.samples import pdf as pdf_bytes
from tests.factories.projects import (
    PLANNED,
    TOTAL,
    a_project,
    enter,
    facts,
    paid_project,
    user,
)
from ui.refusals import Invalid, NotAllowed, Stale
from workflow.models import Notification

pytestmark = pytest.mark.django_db
C, A, P = FundSource.CENTRAL, FundStep.ALLOCATION, FundStep.PAYMENT


def account(project, source=C):
    return project.sources.get(source=source)


def fields_of(refused):
    return {issue.field for issue in refused.value.issues}


def warnings_of(refused):
    return [i.sentence for i in refused.value.issues if i.severity == "warning"]


def test_sums_are_those_of_the_entries():
    row = account(paid_project())
    assert (row.allocated, row.scheduled) == (3_000_000, 3_000_000)
    assert (row.paid, row.used) == (1_200_000, 400_000)
    assert row.waits_since == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("source", "step", "by"),
    [
        (C, A, "zhejiang"),
        (C, A, "mof"),
        (C, P, "ndrc"),
        (C, FundStep.USE, "hangzhou"),
        (FundSource.LOCAL, A, "enterprise"),
        (FundSource.BOND, P, "sichuan"),
        (FundSource.ENTERPRISE, P, "ndrc"),
    ],
)
def test_nobody_enters_what_is_not_his(source, step, by):
    with pytest.raises(NotAllowed):
        enter(a_project(), source, step, "1", by=by)


def test_the_owner_keeps_the_money_that_is_its_own():
    project = a_project()
    enter(project, FundSource.ENTERPRISE, A, "4000000", by="enterprise")
    enter(project, FundSource.ENTERPRISE, P, "100", by="enterprise")
    assert account(project, FundSource.ENTERPRISE).paid == 100


def test_each_warning_is_acknowledged_by_itself_and_kept_with_the_reason():
    project = paid_project()
    enter(project, C, P, "100")
    with pytest.raises(Invalid) as refused:
        enter(project, C, P, "1800000.01", reason="")
    assert fields_of(refused) == {"amount", "acknowledged", "reason"}
    beyond, jump = warnings_of(refused)
    assert "超过已下达金额3,000,000.00元" in beyond
    assert "相差千倍以上" in jump
    why = {"reason": "第二批资金已批复，文件在途。"}
    with pytest.raises(Invalid, match="2项提醒") as refused:
        enter(project, C, P, "1800000.01", acknowledged=[beyond], **why)
    assert fields_of(refused) == {"amount", "acknowledged"}
    made = enter(project, C, P, "1800000.01", acknowledged=[jump, beyond], **why)
    assert (made.warnings, made.reason) == ([beyond, jump], why["reason"])


def test_a_warning_whose_sums_have_changed_since_is_another_one():
    project = paid_project()
    with pytest.raises(Invalid) as refused:
        enter(project, C, P, "1800000.01", reason="")
    (seen,) = warnings_of(refused)
    enter(project, C, P, "300000")
    with pytest.raises(Invalid) as refused:
        enter(project, C, P, "1800000.01", acknowledged=[seen])
    assert warnings_of(refused) != [seen]


def test_a_reason_without_a_warning_is_not_kept():
    made = enter(paid_project(), C, P, "100000", reason="无需说明")
    assert (made.reason, made.warnings) == ("", [])


@pytest.mark.parametrize(
    ("step", "papers", "field"),
    [
        (A, {"document_number": ""}, "document_number"),
        (P, {"voucher_number": ""}, "voucher_number"),
        (P, {"day": date(2099, 1, 1)}, "day"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(step, papers, field):
    with pytest.raises(Invalid) as refused:
        enter(paid_project(), C, step, "100", **papers)
    assert fields_of(refused) == {field}


def test_central_money_is_not_paid_before_it_is_allotted():
    with pytest.raises(Invalid) as refused:
        enter(a_project(), C, P, "100")
    assert fields_of(refused) == {"source"}


CONTENT = pdf_bytes()


def pdf():
    return SimpleUploadedFile("凭证.pdf", CONTENT, "application/pdf")


def test_a_voucher_is_not_used_twice():
    project = paid_project()
    first = enter(project, C, P, "100000", voucher_number="PZ1", upload=pdf())
    with pytest.raises(Invalid) as refused:
        enter(project, C, P, "100000", voucher_number="PZ1")
    assert fields_of(refused) == {"voucher_number"}
    enter(a_project(), C, A, "1", upload=pdf())
    with pytest.raises(Invalid) as refused:
        enter(project, C, P, "100000", upload=pdf())
    assert fields_of(refused) == {"file"}
    correct_entry(first, reason="金额有误。", by=user("zhejiang"))
    enter(project, C, P, "100001", voucher_number="PZ1", upload=pdf())


def test_the_voucher_is_read_by_those_who_read_the_project():
    made = enter(paid_project(), C, P, "100000", upload=pdf())
    assert can_read(user("enterprise"), made.voucher)
    assert can_read(user("ndrc"), made.voucher)
    assert not can_read(user("sichuan"), made.voucher)
    assert not can_read(user("enterprise_ningbo"), made.voucher)


def test_a_counter_entry_restores_what_was_before():
    project = paid_project()
    before = vars(account(project)).copy()
    made = enter(project, C, P, "50000")
    counter = correct_entry(made, reason="重复登记。", by=user("zhejiang"))
    assert counter.amount == -made.amount
    after = vars(account(project))
    for name in ("allocated", "scheduled", "paid", "used", "waits_since"):
        assert after[name] == before[name]
    for entry in (FundEntry.objects.get(pk=made.pk), counter):
        with pytest.raises(NotAllowed):
            correct_entry(entry, reason="再次冲销。", by=user("zhejiang"))


def test_an_entry_is_undone_by_those_who_enter_it_and_with_a_reason():
    made = enter(paid_project(), C, P, "50000")
    with pytest.raises(NotAllowed):
        correct_entry(made, reason="不对。", by=user("enterprise"))
    with pytest.raises(Invalid):
        correct_entry(made, reason=" ", by=user("zhejiang"))


ACTS = {
    "update": lambda rows: rows.update(reason="改"),
    "delete": lambda rows: rows.delete(),
}


@pytest.mark.parametrize("act", list(ACTS))
def test_the_database_keeps_entries_and_records_as_they_were(act):
    project = paid_project()
    for rows in (project.entries, ProjectChange.objects.filter(project=project)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ACTS[act](rows.all())


def test_the_owner_is_told_of_what_authorities_enter():
    project = a_project()
    made = enter(project, C, A, "3000000")
    told = Notification.objects.filter(user=user("enterprise"))
    assert told.get(key=f"fund-entry:{made.pk}").path == project.get_absolute_url()
    own = enter(project, C, FundStep.PLAN, "3000000")
    assert not told.filter(key=f"fund-entry:{own.pk}").exists()


steps = st.sampled_from([(A, "local"), (P, "local"), (A, "bond"), (P, "bond")])
amounts = st.decimals("0.01", "2000000", places=2)
lines = st.lists(st.tuples(steps, amounts), min_size=1, max_size=6)


@settings(max_examples=10)
@given(lines, st.randoms())
def test_sums_are_the_same_in_any_order(found, chance):
    there, back = a_project(), a_project()
    mixed = list(found)
    chance.shuffle(mixed)
    for project, written in ((there, found), (back, mixed)):
        for (step, source), amount in written:
            enter(project, source, step, amount)
    wanted = ("source", "allocated", "paid")
    sums = [
        list(project.sources.order_by("source").values_list(*wanted))
        for project in (there, back)
    ]
    assert sums[0] == sums[1]
    whole = sum(amount for (step, _s), amount in found if step == P)
    assert sum(paid for _s, _a, paid in sums[0]) == whole


def test_a_registered_project_belongs_to_its_place_and_its_owner():
    project = a_project(place="330106")
    assert (project.managing_unit_id, project.version) == ("330000", 1)
    assert project.owner == user("enterprise").posts.get().organisation
    change = project.changes.get()
    assert (change.fields, change.organisation) == ({}, project.owner)


@pytest.mark.parametrize("who", ["ndrc", "zhejiang", "expert1", "sysadmin"])
def test_only_owners_register_projects(who):
    with pytest.raises(NotAllowed):
        a_project(who)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"total": Decimal(0)}, "total"),
        ({"total": Decimal(10) ** 12}, "total"),
        ({"finishes_on": date(2025, 2, 28)}, "finishes_on"),
        ({"starts_on": date(2098, 1, 1)}, "starts_on"),
        ({"mode": "purchase"}, "contract_number"),
        ({"host_kind": "renovation"}, "host_name"),
        ({"planned": {C: Decimal(-1)}}, "source_central"),
        ({"place": "330000", "planned": {C: Decimal(10) ** 12}}, "source_central"),
    ],
)
def test_a_project_that_cannot_be_is_refused_at_its_field(given, field):
    with pytest.raises(Invalid) as refused:
        a_project(**given)
    assert field in fields_of(refused)


def test_two_projects_of_an_owner_differ_in_name():
    first = a_project()
    with pytest.raises(Invalid) as refused:
        a_project(name=first.name)
    assert fields_of(refused) == {"name"}


def change(project, reason="", planned=PLANNED, **given):
    return confirming(
        update_project,
        project,
        given=facts(name=project.name, **given),
        planned=planned,
        reason=reason,
        by=user("enterprise"),
        version=project.version,
    )


def test_a_change_leaves_before_and_after():
    project = a_project()
    held = change(project, phase="in_use")
    record = held.changes.first()
    assert record.fields == {"阶段": ["在建", "投入使用"]}
    assert (record.version, held.version) == (2, 2)
    with pytest.raises(Stale):
        change(project, phase="closed")


def test_sources_that_do_not_add_up_are_asked_about():
    with pytest.raises(Invalid) as refused:
        change(a_project(), total=TOTAL + 1)
    assert fields_of(refused) == {"total", "acknowledged", "reason"}
    held = change(a_project(), total=TOTAL + 1, reason="其余由企业追加。")
    kept = held.changes.first()
    assert kept.reason == "其余由企业追加。"
    assert "比计划总投资少1.00元" in kept.warnings[0]


def test_a_thousandfold_jump_is_asked_about():
    project = a_project()
    planned = {s: amount * 1000 for s, amount in PLANNED.items()}
    with pytest.raises(Invalid) as refused:
        change(project, planned=planned, total=TOTAL * 1000)
    assert "source_central" in fields_of(refused)


def test_a_source_with_entries_is_not_planned_away():
    planned = {C: Decimal(0), FundSource.ENTERPRISE: Decimal(8_000_000)}
    with pytest.raises(Invalid) as refused:
        change(paid_project(), planned=planned)
    assert fields_of(refused) == {"source_central"}


def test_another_change_of_plan_leaves_the_ledger_alone():
    project = paid_project()
    project.refresh_from_db()
    planned = {C: Decimal(6_000_000), FundSource.LOCAL: Decimal(0)}
    change(project, planned=planned)
    row = account(project)
    assert (row.planned, row.paid) == (6_000_000, 1_200_000)
    assert timezone.localdate() > row.waits_since


def test_every_act_keeps_from_when_a_project_is_warned_of():
    """Entries, counter entries, changes of facts and obstacles, one after another."""
    project = a_project()
    firm, unit = user("enterprise"), user("zhejiang")

    def raise_one():
        return raise_obstacle(
            project, kind="land", text="用地指标不足。", since=date(2026, 1, 1),
            level="unit", by=firm,
        )  # fmt: skip

    def solve():
        held = project.obstacles.get()
        take_obstacle(held, due_on=timezone.localdate(), by=unit)
        solve_obstacle(held, text="已解决。", by=unit)

    acts = (
        lambda: enter(project, C, A, "1000"),
        lambda: enter(project, C, P, "1000.01"),
        lambda: correct_entry(FundEntry.objects.first(), reason="有误。", by=unit),
        raise_one,
        solve,
        lambda: change(Project.objects.get(pk=project.pk), phase="closed"),
    )
    seen = set()
    for act in acts:
        act()
        for ahead in (0, 100, 400, 40_000):
            day = timezone.localdate() + timedelta(days=ahead)
            rows = Project.objects.with_any_warning(day=day, idle_months=6)
            held = Project.objects.for_warnings().get(pk=project.pk)
            told = bool(warnings_on(held, day))
            assert rows.filter(pk=project.pk).exists() is told, (act, day)
            seen.add(told)
    assert seen == {True, False}
