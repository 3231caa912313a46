"""Change reports: what they need, how they are reviewed, how the register follows."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Organisation
from enterprises.checks.changes import Change, change_issues
from enterprises.choices import ChangeKind, GroupKind
from enterprises.naming import name_on
from enterprises.services.changes import start_change
from regions.calendar import BEIJING
from regions.models import Division
from tests.factories import register
from tests.factories.changes import change_draft, change_registered
from tests.factories.workflow import as_applicant, decide
from ui.refusals import Closed, Invalid, NotAllowed, Severity
from workflow.choices import Lane, Move, Stage
from workflow.models import Notification

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 5, 6, 9, tzinfo=BEIJING)
SINCE = date(2031, 5, 1)
OLD, NEW = "老名称有限公司", "新名称有限公司"


@pytest.fixture
def firm(people, clock):
    clock.move_to(NOW)
    owner = Organisation.objects.get(posts__user__username="enterprise")
    return register.enterprise(
        OLD, organisation=owner, credit_code=owner.credit_code, address="滨江区1号"
    )


def reported(people, change=ChangeKind.NAME, **given):
    """A complete draft of a change."""
    by = people["enterprise"]
    return change_draft(by, change, effective_on=SINCE, now=NOW, **given)


def registered(people, change=ChangeKind.NAME, **given):
    """A change that was handed in and approved."""
    by = people["enterprise"]
    return change_registered(by, change, effective_on=SINCE, now=NOW, **given)


def test_a_report_needs_no_round_and_is_listed_after_one_review(people, firm):
    case = as_applicant(reported(people, new_name=NEW), Move.SUBMIT, now=NOW)
    assert (case.stage, case.round) == (Stage.PROVINCIAL_REVIEW, None)
    assert case.number == "QB2031-330000-0001"
    done = decide(case, Move.APPROVE, now=NOW)
    assert done.stage == Stage.LISTED
    assert done.stage_label == "已登记"


def test_a_report_goes_to_paper_as_it_was_handed_in(people, firm, client_as):
    report = registered(people, new_name=NEW)
    client = client_as("zhejiang")
    for name in ("change", "change-print"):
        page = client.get(reverse(f"enterprises:{name}", args=[report.pk]))
        assert page.status_code == 200
    for words in (report.number, OLD, NEW, "变更前登记信息", "第1次提交"):
        assert words in page.content.decode()
    pdf = client.get(reverse("enterprises:change-pdf", args=[report.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_the_name_of_any_day_is_known_after_a_change(people, firm):
    report = registered(people, new_name=NEW)
    firm.refresh_from_db()
    assert firm.name == NEW
    assert name_on(firm, SINCE - timedelta(days=1)) == OLD
    assert name_on(firm, SINCE) == NEW
    assert name_on(firm, date(2031, 12, 31)) == NEW
    assert firm.names.get(name=NEW).reason == f"变更报告{report.number}"
    assert firm.organisation.name == NEW


def test_what_is_not_filled_in_stays(people, firm):
    registered(people, new_name=NEW)
    firm.refresh_from_db()
    assert (firm.address, firm.managing_unit_id) == ("滨江区1号", "330000")


def test_with_the_place_the_unit_moves_and_both_are_told(people, firm):
    place = Division.objects.get(pk="330203")
    registered(
        people,
        change=ChangeKind.ADDRESS,
        new_address="宁波市海曙区2号",
        new_division=place,
    )
    firm.refresh_from_db()
    assert (firm.managing_unit_id, firm.division_id) == ("330200", "330203")
    for name in ("zhejiang", "ningbo"):
        told = Notification.objects.filter(user=people[name], key__startswith="moved:")
        assert told.count() == 1


def test_a_whole_group_is_the_nations_wherever_it_moves(people, firm):
    firm.group_kind, firm.managing_unit = GroupKind.CENTRAL, None
    firm.save()
    place = Division.objects.get(pk="330203")
    report = registered(
        people,
        change=ChangeKind.ADDRESS,
        new_address="宁波市海曙区2号",
        new_division=place,
    )
    firm.refresh_from_db()
    assert (report.lane, firm.managing_unit) == (Lane.NATIONAL, None)
    moves = report.steps.values_list("from_stage", flat=True)
    assert Stage.NATIONAL_REVIEW in moves


def test_an_incomplete_report_is_not_handed_in(people, firm):
    draft = start_change(change=ChangeKind.NAME, by=people["enterprise"], now=NOW)
    with pytest.raises(Invalid) as refused:
        as_applicant(draft, Move.SUBMIT, now=NOW)
    fields = [issue.field for issue in refused.value.issues]
    assert "change.new_name" in fields
    assert "change.file.proof" in fields


def test_one_report_at_a_time(people, firm):
    reported(people, new_name=NEW)
    with pytest.raises(Closed):
        start_change(change=ChangeKind.MERGER, by=people["enterprise"], now=NOW)


def test_a_registered_change_is_not_struck_off(people, firm):
    report = registered(people, new_name=NEW)
    with pytest.raises(Invalid, match="处需要完善"):
        decide(report, Move.DELIST, now=NOW + timedelta(days=1))


def test_a_firm_outside_the_pool_reports_no_changes(people):
    with pytest.raises(NotAllowed):
        start_change(change=ChangeKind.NAME, by=people["enterprise"], now=NOW)


TODAY = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"kind": "name", "new_name": NEW}, []),
        ({"kind": "name"}, ["new_name"]),
        ({"kind": "name", "new_name": OLD}, ["new_name"]),
        ({"kind": "address"}, ["new_address", "new_division"]),
        ({"kind": "business"}, ["new_industry"]),
        ({"kind": "representative"}, ["new_legal_representative"]),
        ({"kind": "merger"}, []),
        ({"kind": "split"}, []),
        ({"kind": "restructuring"}, []),
        ({"kind": "merger", "effective_on": date(2031, 5, 6)}, []),
        ({"kind": "merger", "effective_on": date(2031, 5, 7)}, ["effective_on"]),
        (
            {"kind": "name", "new_name": NEW, "named_since": date(2031, 5, 1)},
            ["effective_on"],
        ),
        ({"kind": "name", "new_name": NEW, "named_since": date(2031, 4, 30)}, []),
        ({"kind": "merger", "new_credit_code": "X"}, ["new_credit_code"]),
        (
            {
                "kind": "merger",
                "new_credit_code": "91330106MA27XG3K5R",
                "code_taken": True,
            },
            ["new_credit_code"],
        ),
    ],
)
def test_what_each_change_must_tell(given, fields):
    change = Change(**{"effective_on": SINCE, "name": OLD} | given)
    found = [i.field.removeprefix("change.") for i in change_issues(change, TODAY)]
    assert found == fields


def test_a_move_to_another_unit_is_a_warning_and_no_refusal():
    change = Change(
        kind="address",
        effective_on=SINCE,
        new_address="乙",
        new_division="330203",
        unit="330000",
        new_unit="330200",
    )
    assert [i.severity for i in change_issues(change, TODAY)] == [Severity.WARNING]
