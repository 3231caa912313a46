"""A standing is suspended, an enterprise removed under four eyes, and kept out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.choices import CertificateState, RemovalState, Standing
from enterprises.models import Certificate, CultivationApplication, Enterprise, Removal
from enterprises.services.certifying import start_certification
from enterprises.services.excluding import enter_exclusion, lift_exclusion
from enterprises.services.removing import propose_removal
from enterprises.services.suspending import resume, suspend
from enterprises.terms import ban_end
from tests.factories import register
from tests.factories.certification import (
    a_certificate,
    a_pool_enterprise,
    certification_at,
    certification_round,
    moment,
    ready_enterprise,
)
from tests.factories.enterprises import (
    case_at,
    cultivation_round,
    draft_of,
    pooled_enterprise,
)
from tests.factories.reading import fresh
from tests.factories.workflow import decide
from ui.refusals import Closed, Invalid, NotAllowed, Stale
from workflow.choices import REVIEW_STAGES, Move, NoticeOutcome, Stage
from workflow.models import Notification
from workflow.schedule import close_notices_at
from workflow.services import advance, confirm_proposed, drop_proposed, verify_chain

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FACTS = "经查，该企业在认证申报中提供了虚假的投入凭证。"


def proposed(people, firm, **other):
    given = {"ground": "false_data", "facts": FACTS, "by": people["zhejiang"]}
    return propose_removal(firm, **given | other)


def test_a_handler_proposes_and_nothing_changes_for_the_firm(people):
    firm = a_certificate().enterprise
    told = Notification.objects.filter(user=people["enterprise"]).count()
    removal = proposed(people, firm)
    assert removal.state == RemovalState.PROPOSED
    assert fresh(firm).standing == Standing.CERTIFIED
    assert Notification.objects.filter(user=people["enterprise"]).count() == told
    own = Removal.objects.visible_to(people["enterprise"])
    assert not own.exists()


def test_the_lead_confirms_and_everything_follows_at_once(people):
    pooled_enterprise()
    certificate = a_certificate()
    firm = certificate.enterprise
    removal = confirm_proposed(proposed(people, firm), by=people["zhejiang_lead"])
    today = timezone.localdate()
    firm, certificate = fresh(firm), fresh(certificate)
    assert firm.standing == Standing.REMOVED
    assert firm.left_pool_on == today
    assert firm.banned_until == removal.banned_until == ban_end(today, 5)
    assert certificate.state == CertificateState.REVOKED
    case = CultivationApplication.objects.get(enterprise=firm)
    assert case.stage == Stage.DELISTED
    told = Notification.objects.filter(user=people["enterprise"])
    assert told.filter(key=f"removal:{removal.pk}:confirmed").count() == 1
    # What the nation has listed is named to the nation.
    asked = Notification.objects.filter(user=people["ndrc"], key__startswith="removed:")
    assert asked.filter(application=certificate.application).count() == 1


def test_nobody_confirms_what_he_proposed_and_only_its_own_lead_does(people):
    removal = proposed(people, a_pool_enterprise())
    for name in ("zhejiang", "ningbo_lead", "ndrc_lead", "hangzhou", "enterprise"):
        with pytest.raises(NotAllowed):
            confirm_proposed(removal, by=people[name])
    assert fresh(removal).state == RemovalState.PROPOSED


def test_who_holds_both_posts_still_needs_another(people):
    firm = a_pool_enterprise()
    removal = proposed(people, firm)
    removal.proposed_by = people["zhejiang_lead"]
    removal.save()
    with pytest.raises(NotAllowed, match="您已提出"):
        confirm_proposed(removal, by=people["zhejiang_lead"])


@pytest.mark.parametrize("name", ["zhejiang_lead", "ningbo", "hangzhou", "mof"])
def test_only_a_handler_of_an_authority_that_answers_proposes(people, name):
    with pytest.raises(NotAllowed):
        proposed(people, a_pool_enterprise(), by=people[name])


def test_a_dropped_removal_leaves_all_as_it_was(people):
    firm = pooled_enterprise()
    removal = proposed(people, firm)
    drop_proposed(removal, by=people["zhejiang_lead"], note="事实不清。")
    assert fresh(removal).state == RemovalState.DROPPED
    assert fresh(firm).standing == Standing.POOLED
    case = CultivationApplication.objects.get(enterprise=firm)
    assert (case.stage, case.proposal) == (Stage.LISTED, None)
    told = Notification.objects.filter(user=people["zhejiang"])
    assert told.filter(key=f"removal:{removal.pk}:dropped").exists()


def test_a_handler_takes_his_own_proposal_back(people):
    firm = a_pool_enterprise()
    drop_proposed(proposed(people, firm), by=people["zhejiang"], note="材料有误。")
    assert proposed(people, firm).state == RemovalState.PROPOSED


def test_a_removal_is_decided_once_and_by_what_the_page_showed(people):
    removal = proposed(people, a_pool_enterprise())
    with pytest.raises(Stale):
        confirm_proposed(removal, by=people["zhejiang_lead"], version=9)
    confirm_proposed(removal, by=people["zhejiang_lead"], version=1)
    with pytest.raises(Closed):
        confirm_proposed(removal, by=people["zhejiang_lead"])
    with pytest.raises(Closed):
        drop_proposed(removal, by=people["zhejiang_lead"], note="再议。")


def test_a_second_proposal_waits_for_the_first(people):
    firm = a_pool_enterprise()
    proposed(people, firm)
    with pytest.raises(NotAllowed, match="待确认"):
        proposed(people, firm, by=people["ndrc"])


def test_a_delisting_confirmed_before_the_removal_does_not_stop_it(people):
    firm = pooled_enterprise()
    removal = proposed(people, firm)
    case = CultivationApplication.objects.get(enterprise=firm)
    decided = case.proposal
    assert decided.move == Move.DELIST
    advance(case, Move.DELIST, by=people["zhejiang_lead"])
    assert fresh(firm).standing == Standing.LEFT
    confirm_proposed(removal, by=people["zhejiang_lead"])
    assert fresh(firm).standing == Standing.REMOVED
    assert fresh(firm).banned_until is not None


def test_who_leaves_the_pool_is_certified_no_longer(people):
    firm = pooled_enterprise()
    certificate = register.certificate(firm, valid_until=timezone.localdate() + DAY)
    case = CultivationApplication.objects.get(enterprise=firm)
    decide(case, Move.DELIST, note="企业自愿退出。", now=timezone.now())
    assert fresh(firm).standing == Standing.LEFT
    assert fresh(firm).banned_until is None
    assert fresh(certificate).state == CertificateState.REVOKED


def test_the_ban_holds_on_its_last_day_and_ends_after_it(people):
    firm = a_pool_enterprise()
    confirm_proposed(proposed(people, firm), by=people["zhejiang_lead"])
    last = fresh(firm).banned_until
    with pytest.raises(Invalid, match="不得再次申报"):
        draft_of(now=moment(last), a_round=cultivation_round(now=moment(last)))
    after = moment(last + DAY)
    case = draft_of(now=after, a_round=cultivation_round(now=after))
    assert case.stage == Stage.DRAFT


def test_the_ban_is_data_of_the_rules_of_entry(people):
    rules = {"extra": {"ban_years": 7}}
    a_round = cultivation_round(rules=rules)
    firm = case_at(Stage.LISTED, a_round=a_round).enterprise
    removal = confirm_proposed(proposed(people, firm), by=people["zhejiang_lead"])
    assert removal.banned_until == ban_end(timezone.localdate(), 7)


def test_an_open_certification_goes_no_further(people):
    case = certification_at(Stage.PROVINCIAL_REVIEW)
    firm = case.enterprise
    confirm_proposed(proposed(people, firm), by=people["zhejiang_lead"])
    assert fresh(case).stage == Stage.PROVINCIAL_REVIEW
    told = Notification.objects.filter(key__startswith=f"removed:{case.pk}:")
    assert told.filter(user=people["zhejiang"]).exists()
    with pytest.raises(Invalid) as refused:
        decide(fresh(case), Move.APPROVE, now=timezone.now())
    assert "不能予以认证" in refused.value.issues[0].sentence
    decide(fresh(case), Move.REJECT, now=timezone.now())
    assert fresh(case).stage == Stage.REJECTED


@pytest.mark.parametrize(
    ("name", "office"), [("enterprise", "zhejiang"), ("enterprise_central", "ndrc")]
)
def test_a_case_at_public_notice_is_never_listed(people, name, office):
    case = certification_at(Stage.PUBLIC_NOTICE, name)
    removal = proposed(people, case.enterprise, by=people[office])
    confirm_proposed(removal, by=people[f"{office}_lead"])
    case = fresh(case)
    assert case.stage in REVIEW_STAGES
    step = case.steps.get(move=Move.STOP_NOTICE)
    assert "公示终止" in step.note
    entry = case.notice_entries.get()
    assert (entry.outcome, entry.ended_at) == (NoticeOutcome.STOPPED, step.at)
    assert close_notices_at(timezone.now() + 60 * DAY) == 0
    with pytest.raises(Invalid, match="暂不能办理“同意”"):
        decide(case, Move.APPROVE, now=timezone.now())
    assert not Certificate.objects.filter(application=case).exists()
    assert not list(verify_chain())


def test_the_clock_lists_nobody_who_left_the_pool_during_the_notice(people):
    case = certification_at(Stage.PUBLIC_NOTICE)
    Enterprise.objects.filter(pk=case.enterprise_id).update(standing=Standing.LEFT)
    after = case.due_at + DAY
    assert (close_notices_at(after), close_notices_at(after)) == (0, 0)
    step = fresh(case).steps.get(move=Move.STOP_NOTICE)
    assert "已不在建设培育库中" in step.note
    again = certification_at(Stage.PUBLIC_NOTICE, "enterprise_ningbo")
    with pytest.raises(NotAllowed, match="由系统自动办理"):
        advance(again, Move.STOP_NOTICE, by=people["ningbo_lead"], note="终止。")


def test_suspension_holds_firm_and_certificate_until_it_is_lifted(people):
    certificate = a_certificate()
    firm = certificate.enterprise
    suspend(firm, reason="正在核实投诉。", by=people["zhejiang_lead"])
    assert fresh(certificate).state == CertificateState.SUSPENDED
    assert fresh(firm).suspension_note == "正在核实投诉。"
    with pytest.raises(NotAllowed, match="已经暂停"):
        suspend(firm, reason="再次。", by=people["zhejiang_lead"])
    resume(firm, reason="已核实。", by=people["zhejiang_lead"])
    assert fresh(certificate).state == CertificateState.VALID
    held = firm.suspensions.get()
    assert (held.reason, held.resume_reason) == ("正在核实投诉。", "已核实。")


@pytest.mark.parametrize("name", ["zhejiang", "ningbo_lead", "enterprise", "hangzhou"])
def test_only_a_lead_that_answers_for_it_suspends(people, name):
    firm = a_pool_enterprise()
    with pytest.raises(NotAllowed):
        suspend(firm, reason="核实。", by=people[name])


def test_a_suspension_needs_its_reason(people):
    with pytest.raises(Invalid):
        suspend(a_pool_enterprise(), reason="　", by=people["zhejiang_lead"])


def test_a_suspended_firm_is_not_certified(people):
    firm = ready_enterprise()
    suspend(firm, reason="正在核实投诉。", by=people["zhejiang_lead"])
    with pytest.raises(Invalid) as refused:
        start_certification(round=certification_round(), by=people["enterprise"])
    assert any("暂停" in issue.sentence for issue in refused.value.issues)


def test_removal_ends_a_suspension(people):
    firm = a_certificate().enterprise
    suspend(firm, reason="正在核实投诉。", by=people["zhejiang_lead"])
    confirm_proposed(proposed(people, firm), by=people["zhejiang_lead"])
    assert fresh(firm).suspended_since is None
    assert firm.suspensions.get().resumed_on == timezone.localdate()
    assert Certificate.objects.get().state == CertificateState.REVOKED


def test_an_exclusion_keeps_out_until_it_is_lifted(people):
    firm, today = ready_enterprise(), timezone.localdate()
    held = enter_exclusion(
        firm, kind="tax", note="税务处理决定书。", since=today, by=people["zhejiang"]
    )
    a_round = certification_round()
    with pytest.raises(Invalid) as refused:
        start_certification(round=a_round, by=people["enterprise"])
    assert any("涉税" in issue.sentence for issue in refused.value.issues)
    lift_exclusion(held, by=people["zhejiang_lead"])
    assert start_certification(round=a_round, by=people["enterprise"]).pk


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("since", DAY), ("until", -DAY)],
)
def test_the_days_of_an_exclusion_are_in_order(people, field, wrong):
    today = timezone.localdate()
    days = {"since": today, "until": today} | {field: today + wrong}
    with pytest.raises(Invalid) as refused:
        enter_exclusion(
            a_pool_enterprise(),
            kind="tax",
            note="依据。",
            by=people["zhejiang"],
            **days,
        )
    assert refused.value.issues[0].field in {"since", "until"}


def test_an_exclusion_is_lifted_by_who_entered_it_or_the_nation(people):
    today = timezone.localdate()
    held = enter_exclusion(
        a_pool_enterprise(), kind="tax", note="依据。", since=today, by=people["ndrc"]
    )
    with pytest.raises(NotAllowed):
        lift_exclusion(held, by=people["zhejiang_lead"])
    lift_exclusion(held, by=people["ndrc_lead"])
    with pytest.raises(NotAllowed, match="已经解除"):
        lift_exclusion(held, by=people["ndrc_lead"])
    assert Enterprise.objects.count() == 1
