"""Plans and annual reports: opened, filed, late, nil, excused, sent back, reminded."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Organisation
from cities.demo import demo_pdf
from documents.permissions import can_read
from enterprises.choices import FilingState, Provenance, ReportFigure
from enterprises.models import AnnualReport, FormerFiling, ThreeYearPlan
from enterprises.schedule import open_reports_at, remind_filings_at
from enterprises.services.filings import (
    excuse_filing,
    file_filing,
    open_filings,
    return_filing,
    save_filing,
)
from enterprises.services.visits import register_visit
from tests.factories import register
from tests.factories.reading import at
from ui.refusals import Invalid, NotAllowed, Stale
from workflow.models import Notification

pytestmark = pytest.mark.django_db

POOLED = date(2030, 3, 2)
PLAN = {
    "goals": "建成产教融合型企业。",
    "measures": "与院校共建专业。",
    "safeguards": "设专门机构。",
    "public_url": "https://example.com/plan",
    "published_on": date(2030, 4, 1),
}
REPORT = {
    "is_nil": False,
    "progress": "接收实习学生，共建基地。",
    "next_steps": "扩大规模。",
    "figures": {key.value: "1" for key in ReportFigure},
    "public_url": "https://example.com/report",
    "published_on": date(2031, 1, 10),
}


@pytest.fixture
def firm(people):
    """A firm of Hangzhou in the pool since 2 March 2030, its plan open."""
    owner = Organisation.objects.get(posts__user__username="enterprise")
    row = register.enterprise("测试有限公司", organisation=owner, pooled_on=POOLED)
    open_filings(row, at(POOLED))
    return row


@pytest.fixture
def report(firm):
    open_reports_at(at(date(2031, 1, 2)))
    return firm.reports.get(year=2030)


def told(people, name):
    return list(
        Notification.objects.filter(user=people[name], key__startswith="filing:")
        .order_by("pk")
        .values_list("subject", flat=True)
    )


def test_the_plan_is_due_within_the_months_of_the_rules(firm):
    assert firm.plan.due_on == date(2030, 6, 2)
    assert firm.plan.state_on(date(2030, 6, 2)) == FilingState.DUE
    assert firm.plan.state_on(date(2030, 6, 3)) == FilingState.OVERDUE


def test_opening_twice_opens_once(firm):
    assert open_filings(firm, at(POOLED)) == 0
    assert ThreeYearPlan.objects.count() == 1


def test_reports_are_opened_for_each_finished_year_and_missing_ones_made_up(firm):
    assert open_reports_at(at(date(2030, 12, 31))) == 0
    assert open_reports_at(at(date(2032, 5, 1))) == 2
    assert open_reports_at(at(date(2032, 5, 1))) == 0
    found = firm.reports.order_by("year").values_list("year", "due_on")
    assert list(found) == [(2030, date(2031, 1, 31)), (2031, date(2032, 1, 31))]


def test_an_imported_firm_reports_from_its_record_on_and_owes_no_plan(people):
    owner = Organisation.objects.get(posts__user__username="enterprise")
    row = register.enterprise(
        "导入有限公司",
        organisation=owner,
        pooled_on=date(2020, 5, 1),
        provenance=Provenance.IMPORT,
        created_at=at(date(2030, 3, 1)),
    )
    assert open_filings(row, at(date(2031, 2, 1))) == 1
    assert [r.year for r in row.reports.all()] == [2030]
    assert not ThreeYearPlan.objects.exists()


def test_a_firm_without_account_owes_nothing_on_the_portal(people):
    row = register.enterprise("无账户有限公司", pooled_on=POOLED)
    assert open_filings(row, at(date(2032, 1, 2))) == 0


def test_a_draft_is_kept_as_it_stands(firm, people):
    saved = save_filing(firm.plan, given={"goals": "甲"}, by=people["enterprise"])
    assert (saved.goals, saved.filed_at) == ("甲", None)


def test_a_save_over_another_save_is_refused(firm, people):
    by = people["enterprise"]
    save_filing(firm.plan, given={"goals": "甲"}, by=by, version=1)
    with pytest.raises(Stale):
        save_filing(firm.plan, given={"goals": "乙"}, by=by, version=1)


def test_an_empty_plan_says_at_each_field_what_it_lacks(firm, people):
    with pytest.raises(Invalid) as refused:
        file_filing(firm.plan, given={}, by=people["enterprise"])
    fields = [issue.field for issue in refused.value.issues]
    assert fields == ["goals", "measures", "safeguards", "public_url", "published_on"]


@pytest.mark.parametrize(
    ("day", "right"),
    [
        (date(2030, 3, 1), False),
        (date(2030, 3, 2), True),
        (date(2030, 4, 10), True),
        (date(2030, 4, 11), False),
    ],
)
def test_a_plan_is_published_between_entry_and_today(firm, people, day, right):
    given = PLAN | {"published_on": day}
    now = at(date(2030, 4, 10))
    if right:
        file_filing(firm.plan, given=given, by=people["enterprise"], now=now)
        return
    with pytest.raises(Invalid) as refused:
        file_filing(firm.plan, given=given, by=people["enterprise"], now=now)
    assert [i.field for i in refused.value.issues] == ["published_on"]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2030, 6, 2), FilingState.FILED),
        (date(2030, 6, 3), FilingState.FILED_LATE),
    ],
)
def test_the_last_day_counts_in_full(firm, people, day, state):
    now = at(day, 23)
    filed = file_filing(firm.plan, given=PLAN, by=people["enterprise"], now=now)
    assert filed.state_on(day) == state


def test_what_is_filed_cannot_be_changed(firm, people):
    by, now = people["enterprise"], at(date(2030, 4, 10))
    file_filing(firm.plan, given=PLAN, by=by, now=now)
    with pytest.raises(NotAllowed, match="已经报送"):
        save_filing(firm.plan, given={"goals": "乙"}, by=by)


def test_another_firm_and_an_authority_do_not_file(firm, people):
    for name in ("enterprise_ningbo", "zhejiang_lead"):
        with pytest.raises(NotAllowed):
            save_filing(firm.plan, given={"goals": "乙"}, by=people[name])


def test_a_file_is_looked_into(firm, people):
    upload = SimpleUploadedFile("规划.pdf", b"MZ no pdf at all")
    with pytest.raises(Invalid) as refused:
        save_filing(firm.plan, given={}, by=people["enterprise"], upload=upload)
    assert refused.value.issues[0].field == "file"


def test_a_file_is_its_firms_until_it_is_filed_and_stays_readable(firm, people):
    by, now = people["enterprise"], at(date(2030, 4, 10))
    saved = save_filing(firm.plan, given=PLAN, by=by, upload=demo_pdf("规划"))
    assert can_read(by, saved.file)
    assert not can_read(people["zhejiang"], saved.file)
    filed = file_filing(saved, given={}, by=by, now=now)
    for name, may in (("zhejiang", True), ("hangzhou", True), ("sichuan", False)):
        assert bool(can_read(people[name], filed.file)) is may
    return_filing(
        filed,
        reason="更正。",
        due_on=date(2030, 6, 1),
        by=people["zhejiang"],
        now=now,
    )
    assert can_read(people["zhejiang"], filed.file)


def test_a_plan_that_is_missing_is_made_up_by_the_clock(firm):
    ThreeYearPlan.objects.all().delete()
    assert open_reports_at(at(date(2030, 5, 1))) == 1
    assert firm.plan.due_on == date(2030, 6, 2)


def test_nil_late_and_excused_are_three_states(report, people):
    by, day = people["enterprise"], date(2031, 1, 31)
    nil = file_filing(
        report,
        given={"is_nil": True, "nil_reason": "当年停产检修。"},
        by=by,
        now=at(day),
    )
    assert nil.state_on(day) == FilingState.NIL
    AnnualReport.objects.filter(pk=nil.pk).update(filed_at=at(date(2031, 2, 1)))
    nil.refresh_from_db()
    assert nil.state_on(date(2031, 2, 1)) == FilingState.NIL_LATE
    assert list(AnnualReport.objects.filed_late()) == [nil]
    AnnualReport.objects.filter(pk=nil.pk).update(filed_at=None)
    excused = excuse_filing(
        report, reason="受灾停产。", by=people["zhejiang_lead"], now=at(day)
    )
    assert excused.state_on(date(2031, 3, 1)) == FilingState.EXCUSED
    excused.excused_at = at(date(2031, 2, 1))
    assert excused.state_on(date(2031, 3, 1)) == FilingState.EXCUSED_LATE


def test_a_nil_report_needs_its_reason_and_another_all_figures(report, people):
    by = people["enterprise"]
    with pytest.raises(Invalid) as refused:
        file_filing(report, given={"is_nil": True}, by=by)
    assert [i.field for i in refused.value.issues] == ["nil_reason"]
    figures = {key.value: "0" for key in ReportFigure} | {"interns": ""}
    with pytest.raises(Invalid) as refused:
        file_filing(
            report,
            given=REPORT | {"figures": figures},
            by=by,
            now=at(date(2031, 1, 20)),
        )
    assert [i.field for i in refused.value.issues] == ["figure_interns"]


@pytest.mark.parametrize("name", ["zhejiang", "ningbo_lead", "ndrc_lead", "enterprise"])
def test_only_a_lead_of_the_managing_unit_excuses(report, people, name):
    with pytest.raises(NotAllowed):
        excuse_filing(report, reason="受灾。", by=people[name])


def test_what_is_sent_back_stays_in_the_record(report, people):
    by, day = people["enterprise"], date(2031, 1, 20)
    file_filing(report, given=REPORT, by=by, now=at(day))
    back = return_filing(
        report,
        reason="投入数据与附件不一致。",
        due_on=date(2031, 2, 10),
        by=people["zhejiang"],
        now=at(date(2031, 1, 25)),
    )
    assert back.state_on(date(2031, 2, 10)) == FilingState.DUE
    former = FormerFiling.objects.get()
    assert former.content["progress"] == REPORT["progress"]
    assert former.filed_at == at(day)
    again = file_filing(
        report, given={"progress": "已更正。"}, by=by, now=at(date(2031, 2, 1))
    )
    assert again.state_on(date(2031, 2, 1)) == FilingState.FILED
    former.refresh_from_db()
    assert former.content["progress"] == REPORT["progress"]


def test_a_paper_is_not_sent_back_to_a_day_that_is_over(report, people):
    now = at(date(2031, 1, 20))
    file_filing(report, given=REPORT, by=people["enterprise"], now=now)
    with pytest.raises(Invalid) as refused:
        return_filing(
            report,
            reason="更正。",
            due_on=date(2031, 1, 19),
            by=people["zhejiang"],
            now=now,
        )
    assert [i.field for i in refused.value.issues] == ["due_on"]


def test_it_is_reminded_before_on_and_after_the_day_each_once(firm, people):
    due = date(2030, 6, 2)
    assert remind_filings_at(at(due - timedelta(days=16))) == 0
    for day in (due - timedelta(days=15), due, due + timedelta(days=1)):
        assert remind_filings_at(at(day)) == 1
        assert remind_filings_at(at(day, 15)) == 0
    assert remind_filings_at(at(due + timedelta(days=2))) == 0
    words = ["即将到期", "今日到期", "已逾期"]
    assert [w in s for w, s in zip(words, told(people, "enterprise"), strict=True)] == [
        True,
        True,
        True,
    ]
    assert len(told(people, "zhejiang")) == 1


def test_a_clock_that_stood_still_says_what_is_true_now(firm, people):
    assert remind_filings_at(at(date(2030, 7, 1))) == 1
    assert remind_filings_at(at(date(2030, 7, 2))) == 0
    assert "已逾期" in told(people, "enterprise")[0]


def test_what_is_filed_or_left_is_not_reminded_of(firm, people):
    now = at(date(2030, 4, 10))
    file_filing(firm.plan, given=PLAN, by=people["enterprise"], now=now)
    assert remind_filings_at(at(date(2030, 6, 3))) == 0


def test_nothing_is_mailed_before_the_commit(
    firm, people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        remind_filings_at(at(date(2030, 6, 2)))
    assert waiting
    assert mail.outbox == []


def test_a_new_stay_in_the_pool_needs_a_new_plan_and_keeps_the_old(firm, people):
    now = at(date(2030, 4, 10))
    file_filing(firm.plan, given=PLAN, by=people["enterprise"], now=now)
    firm.pooled_on = date(2034, 1, 10)
    firm.save()
    assert open_filings(firm, at(date(2034, 1, 10))) == 1
    plan = ThreeYearPlan.objects.get()
    assert (plan.filed_at, plan.due_on) == (None, date(2034, 4, 10))
    assert plan.former.get().content["goals"] == PLAN["goals"]


def test_a_visit_that_is_not_shared_is_not_read_by_the_firm(firm, people):
    given = {"on": date(2030, 5, 1), "kind": "on_site", "findings": "内部了解。"}
    now = at(date(2030, 5, 2))
    visit = register_visit(
        firm, **given, is_shared=False, by=people["zhejiang"], now=now
    )
    rows = type(visit).objects
    assert not rows.visible_to(people["enterprise"]).exists()
    assert rows.visible_to(people["hangzhou"]).exists()
    assert not rows.visible_to(people["sichuan"]).exists()


def test_only_its_own_authorities_register_visits_and_not_of_the_future(firm, people):
    given = {"kind": "call", "findings": "了解情况。"}
    with pytest.raises(NotAllowed):
        register_visit(firm, **given, on=date(2030, 5, 1), by=people["ningbo"])
    with pytest.raises(Invalid):
        register_visit(
            firm,
            **given,
            on=date(2030, 5, 2),
            by=people["hangzhou"],
            now=at(date(2030, 5, 1)),
        )
