"""A firm is certified: what is missing before, the certificate, its term, renewal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.certifying import content_issues
from enterprises.choices import CertificateState, Provenance, Standing
from enterprises.models import (
    AnnualReport,
    Certificate,
    CertificationApplication,
    Enterprise,
    ThreeYearPlan,
)
from enterprises.schedule import expire_certifications_at, remind_of_expiries_at
from enterprises.services.certificates import issue_certificate
from enterprises.services.certifying import start_certification
from enterprises.terms import add_months, add_years
from tests.factories.certification import (
    a_certificate,
    a_pool_enterprise,
    certification_at,
    certification_of,
    certification_round,
    file_papers,
    moment,
    ready_enterprise,
)
from tests.factories.workflow import as_applicant, decide, submitted
from ui.refusals import Invalid, NotAllowed, Severity
from workflow.choices import Lane, Move, Stage
from workflow.models import Notification

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refusals(people, now=None, a_round=None):
    a_round = a_round or certification_round()
    with pytest.raises(Invalid) as refused:
        start_certification(round=a_round, by=people["enterprise"], now=now)
    return " ".join(issue.sentence for issue in refused.value.issues)


def test_a_ready_firm_goes_through_province_experts_notice_and_nation(people):
    case = certification_at(Stage.LISTED)
    stages = [step.to_stage for step in case.steps.all() if step.action == "move"]
    assert stages == [
        Stage.PROVINCIAL_REVIEW,
        Stage.EXPERT_REVIEW,
        Stage.PUBLIC_NOTICE,
        Stage.NATIONAL_REVIEW,
        Stage.LISTED,
    ]
    assert case.number.startswith("RZ")
    assert case.stage_label == "已认证"
    firm = Enterprise.objects.get(pk=case.enterprise_id)
    assert firm.standing == Standing.CERTIFIED


def test_a_whole_group_is_certified_by_the_nation_alone(people):
    case = certification_at(Stage.LISTED, "enterprise_central")
    assert case.lane == Lane.NATIONAL
    stages = [step.to_stage for step in case.steps.all() if step.action == "move"]
    assert Stage.PROVINCIAL_REVIEW not in stages
    assert stages[0] == Stage.NATIONAL_REVIEW
    assert case.certificate.number.split("-")[1] == "000000"


def test_the_certificate_bears_number_name_and_three_years(people):
    case = certification_at(Stage.LISTED)
    certificate, firm = case.certificate, case.enterprise
    day = timezone.localdate(case.stage_since)
    assert certificate.number == f"CJRH{day.year}-330000-0001"
    assert (certificate.name, certificate.credit_code) == (firm.name, firm.credit_code)
    assert certificate.valid_from == day
    assert certificate.valid_until == add_years(day, 3) - DAY


def test_validity_is_data_of_the_round(people):
    a_round = certification_round(rules={"extra": {"validity_years": 2}})
    case = certification_at(Stage.LISTED, a_round=a_round)
    first = case.certificate.valid_from
    assert case.certificate.valid_until == add_years(first, 2) - DAY


def test_listing_twice_issues_one_certificate(people):
    case = certification_at(Stage.LISTED)
    again = issue_certificate(case, case.steps.last())
    assert again == case.certificate
    assert Certificate.objects.count() == 1


def test_a_firm_that_never_entered_the_pool_is_sent_there(people):
    assert "尚未纳入建设培育库" in refusals(people)


def test_each_missing_thing_is_named(people):
    now = timezone.now()
    firm = a_pool_enterprise()
    ThreeYearPlan.objects.filter(enterprise=firm).update(filed_at=None)
    AnnualReport.objects.filter(enterprise=firm).update(filed_at=None)
    words = refusals(people)
    assert "尚未报备三年规划" in words
    for year in range(firm.pooled_on.year, timezone.localdate(now).year):
        assert f"尚未报送{year}年度报告" in words


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True)])
def test_it_opens_a_year_after_entry_to_the_day(people, days, is_open):
    firm = ready_enterprise()
    opens = add_months(firm.pooled_on, 12)
    now = moment(opens + days * DAY)
    file_papers(firm, now)
    a_round = certification_round(now=now)
    if not is_open:
        assert "须满12个月" in refusals(people, now, a_round)
        return
    made = start_certification(round=a_round, by=people["enterprise"], now=now)
    assert made.stage == Stage.DRAFT


def test_what_is_lost_after_the_start_stops_the_hand_in(people):
    case = certification_of()
    ThreeYearPlan.objects.filter(enterprise=case.enterprise).update(filed_at=None)
    with pytest.raises(Invalid) as refused:
        as_applicant(case, Move.SUBMIT, now=timezone.now())
    assert any("三年规划" in issue.sentence for issue in refused.value.issues)


def test_an_excused_plan_and_a_nil_report_keep_nothing_closed(people):
    firm = ready_enterprise()
    ThreeYearPlan.objects.filter(enterprise=firm).update(
        filed_at=None, excused_at=timezone.now()
    )
    firm.reports.update(is_nil=True)
    made = start_certification(round=certification_round(), by=people["enterprise"])
    assert made.enterprise == firm


def test_an_imported_firm_owes_what_falls_due_after_its_record(people):
    firm = a_pool_enterprise()
    firm.provenance, firm.created_at = Provenance.IMPORT, timezone.now()
    firm.save()
    made = start_certification(round=certification_round(), by=people["enterprise"])
    data = made.kind_of.snapshot(made)
    found = content_issues(made, data, timezone.localdate())
    warned = [issue.sentence for issue in found if issue.severity == Severity.WARNING]
    assert any("由管理单位在审核时核实" in sentence for sentence in warned)


def test_a_statement_that_is_denied_stops_the_hand_in(people):
    case = certification_of()
    case.no_accident = False
    case.save()
    with pytest.raises(Invalid) as refused:
        as_applicant(case, Move.SUBMIT, now=timezone.now())
    assert [i.field for i in refused.value.issues] == ["statements.no_accident"]


def test_a_second_draft_and_other_people_are_refused(people):
    a_round = certification_round()
    certification_of(a_round=a_round)
    assert "不能重复申报" in refusals(people, a_round=a_round)
    with pytest.raises(NotAllowed, match="不是企业"):
        start_certification(round=a_round, by=people["school"])


def test_a_submission_keeps_the_years_of_cultivation(people):
    case = certification_at(Stage.PROVINCIAL_REVIEW)
    pool = case.submissions.last().data["pool"]
    assert pool["pooled_on"] == case.enterprise.pooled_on.isoformat()
    assert {row["state"] for row in pool["reports"]} == {"filed"}


def renewed(certificate, now):
    """A renewal, listed."""
    certification_round(now=now)
    case = certification_of(now=now, a_round=certification_round(now=now))
    submitted(case, Stage.LISTED, now)
    return CertificationApplication.objects.get(pk=case.pk)


def test_a_renewal_opens_six_months_before_the_end(people):
    certificate = a_certificate()
    opens = add_months(certificate.valid_until, -6)
    early = moment(opens - DAY)
    file_papers(certificate.enterprise, early)
    a_round = certification_round(now=early)
    assert "申请复评" in refusals(people, early, a_round)
    made = start_certification(
        round=a_round, by=people["enterprise"], now=moment(opens)
    )
    assert made.is_renewal
    assert "复评" in made.title


def test_a_renewed_certificate_follows_without_a_gap(people, clock):
    old = a_certificate()
    now = moment(add_months(old.valid_until, -5))
    clock.move_to(now)
    case = renewed(old, now)
    new = case.certificate
    assert new.valid_from == old.valid_until + DAY
    assert old.state_on(old.valid_until) == CertificateState.VALID
    assert new.state_on(old.valid_until) == CertificateState.UPCOMING
    assert new.state_on(new.valid_from) == CertificateState.VALID
    expire_certifications_at(moment(new.valid_from))
    firm = Enterprise.objects.get(pk=old.enterprise_id)
    assert firm.standing == Standing.CERTIFIED


def test_the_clock_takes_an_expired_firm_back_into_the_pool_once(people):
    certificate = a_certificate()
    firm = certificate.enterprise
    assert expire_certifications_at(moment(certificate.valid_until)) == 0
    after = moment(certificate.valid_until + DAY)
    assert expire_certifications_at(after) == 1
    assert expire_certifications_at(after) == 0
    assert Enterprise.objects.get(pk=firm.pk).standing == Standing.POOLED
    told = Notification.objects.filter(key=f"certificate:{certificate.pk}:expired")
    assert told.count() == 1


def test_the_clock_reminds_twice_before_the_end_and_never_more(people):
    certificate = a_certificate()
    mine = Notification.objects.filter(
        key__startswith="certificate:", key__contains="remind"
    )
    first = moment(add_months(certificate.valid_until, -6))
    assert remind_of_expiries_at(first - DAY) == 0
    assert remind_of_expiries_at(first) == 1
    assert remind_of_expiries_at(first) == 0
    assert mine.count() == 1
    second = moment(certificate.valid_until - timedelta(days=30))
    assert remind_of_expiries_at(second) == 1
    assert remind_of_expiries_at(second + DAY) == 0
    assert mine.count() == 2


def test_a_delisted_certification_revokes_the_certificate(people):
    case = certification_at(Stage.LISTED)
    later = case.stage_since + DAY
    decide(case, Move.DELIST, note="认证条件不再符合。", now=later)
    certificate = Certificate.objects.get(application=case)
    assert certificate.state_on(timezone.localdate(later)) == CertificateState.REVOKED
    assert certificate.revocation_note == "认证条件不再符合。"
    firm = Enterprise.objects.get(pk=case.enterprise_id)
    assert firm.standing == Standing.POOLED


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-01-09", "upcoming"),
        ("2026-01-10", "valid"),
        ("2029-01-09", "valid"),
        ("2029-01-10", "expired"),
    ],
)
def test_a_certificate_is_worth_something_on_its_days(day, state):
    row = certificate_from("2026-01-10", "2029-01-09")
    assert row.state_on(date.fromisoformat(day)) == state


def test_suspension_and_revocation_begin_on_their_day():
    row = certificate_from("2026-01-10", "2029-01-09")
    first = date(2027, 5, 4)
    row.suspended_since = first
    assert row.state_on(first - DAY) == CertificateState.VALID
    assert row.state_on(first) == CertificateState.SUSPENDED
    row.revoked_on = first + DAY
    assert row.state_on(first) == CertificateState.SUSPENDED
    assert row.state_on(first + DAY) == CertificateState.REVOKED
    assert row.state_on(date(2031, 1, 1)) == CertificateState.REVOKED


def certificate_from(first, last):
    days = [date.fromisoformat(day) for day in (first, last)]
    return Certificate(valid_from=days[0], valid_until=days[1])


def test_the_filter_says_the_same_as_the_certificate(people):
    row = a_certificate()
    start, end = row.valid_from, row.valid_until
    middle = start + timedelta(days=100)
    shapes = [
        {},
        {"suspended_since": middle},
        {"revoked_on": middle},
        {"suspended_since": middle, "revoked_on": middle + DAY},
    ]
    days = [start - DAY, start, middle - DAY, middle, middle + DAY, end, end + DAY]
    for shape in shapes:
        Certificate.objects.update(
            **{"suspended_since": None, "revoked_on": None} | shape
        )
        row.refresh_from_db()
        for day in days:
            said = [
                state.value
                for state in CertificateState
                if Certificate.objects.in_state(state, day).exists()
            ]
            assert said == [row.state_on(day).value], (shape, day)
