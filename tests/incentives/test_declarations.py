"""The credit declaration: its way, its items, what it does to ledger and totals."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from incentives.checks.declarations import Review, approval_issues, ledger_issues
from incentives.declaring.estimating import changes_by
from incentives.declaring.items import (
    items_of,
    last_submission,
    review_of,
)
from incentives.declaring.snapshot import snapshot
from incentives.declaring.vouchers import find_shared_vouchers
from incentives.models import (
    CreditDeclaration,
    CreditLineDecision,
    CreditPeriod,
    CreditRuling,
)
from incentives.services.credit import save_draft
from incentives.services.declarations import Word, decide_items, start_declaration
from regions.calendar import BEIJING
from tests.factories.credit import (
    a_correction,
    a_filed_period,
    an_account,
    filed,
    line_input,
)
from tests.factories.declarations import (
    NO,
    YES,
    a_firm_with_ledger,
    accept_all,
    declaration_at,
    declaration_draft,
)
from tests.factories.reading import fresh
from tests.factories.workflow import as_applicant, decide
from tests.workflow.test_audit import raw
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.choices import Action, Lane, Move, Stage
from workflow.models import Application
from workflow.services import advance, steps_seen_by, verify_chain
from workflow.services.archive.contents import contents_of

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 3, 10, tzinfo=BEIJING)
YEAR = 2030
WHY = "凭证与合作协议不符。"


@pytest.fixture(autouse=True)
def _today(people, clock):
    clock.move_to(NOW)


def in_review(name="enterprise"):
    return declaration_at(Stage.PROVINCIAL_REVIEW, name, year=YEAR)


def the_items(case):
    return items_of(case, last_submission(case).data)


def say(case, user_as, words, by="zhejiang", **more):
    return decide_items(fresh(case), words=words, by=user_as(by), **more)


def period_of(case, year=YEAR):
    return CreditPeriod.objects.select_related("result", "statement").get(
        account__enterprise=case.enterprise, starts__year=year
    )


@pytest.mark.parametrize(
    ("name", "stage", "lane", "number"),
    [
        ("enterprise", Stage.PROVINCIAL_REVIEW, Lane.ORDINARY, "DM2031-330000-0001"),
        (
            "enterprise_ningbo",
            Stage.PROVINCIAL_REVIEW,
            Lane.SEPARATELY_PLANNED,
            "DM2031-330200-0001",
        ),
        (
            "enterprise_central",
            Stage.NATIONAL_REVIEW,
            Lane.NATIONAL,
            "DM2031-000000-0001",
        ),
    ],
)
def test_one_review_by_the_managing_unit_and_it_is_confirmed(name, stage, lane, number):
    case = as_applicant(declaration_draft(name, year=YEAR), Move.SUBMIT, now=NOW)
    assert (case.stage, case.lane, case.number) == (stage, lane, number)
    accept_all(case)
    done = decide(Application.objects.get(pk=case.pk), Move.APPROVE, now=NOW)
    assert (done.stage, done.stage_label) == (Stage.LISTED, "已认定")
    assert case.round is None


def test_a_firm_that_was_never_in_the_pool_declares_nothing(people):
    with pytest.raises(NotAllowed):
        start_declaration(year=YEAR, by=people["enterprise"], now=NOW)


def test_one_declaration_of_a_year_at_a_time(people):
    declaration_draft(year=YEAR)
    with pytest.raises(Closed, match="2030年度"):
        start_declaration(year=YEAR, by=people["enterprise"], now=NOW)
    assert start_declaration(year=2029, by=people["enterprise"], now=NOW).pk


@pytest.mark.parametrize("year", [2018, 2032])
def test_no_year_before_the_rule_or_after_today(people, year):
    a_firm_with_ledger(year=YEAR)
    with pytest.raises(Invalid) as refused:
        start_declaration(year=year, by=people["enterprise"], now=NOW)
    assert [i.field for i in refused.value.issues] == ["year"]


def test_a_year_without_a_filed_period_is_not_handed_in(people):
    a_firm_with_ledger(year=YEAR)
    draft = start_declaration(year=2029, by=people["enterprise"], now=NOW)
    with pytest.raises(Invalid) as refused:
        as_applicant(draft, Move.SUBMIT, now=NOW)
    fields = [issue.field for issue in refused.value.issues]
    assert fields == ["ledger", "statement.commitment"]


def test_more_that_is_filed_never_adds_an_error(people):
    a_firm_with_ledger(year=YEAR)
    data = snapshot(start_declaration(year=YEAR, by=people["enterprise"], now=NOW))
    errors = [i for i in ledger_issues(data, NOW.date()) if i.severity == "error"]
    assert errors == []
    without = data | {"accounts": [a | {"periods": []} for a in data["accounts"]]}
    assert len(ledger_issues(without, NOW.date())) == 1
    never = data | {"pool": data["pool"] | {"pooled_on": "2031-01-01"}}
    assert "不能申报2030年度" in ledger_issues(never, NOW.date())[0].sentence


def test_the_more_is_decided_the_less_keeps_it_from_approval():
    found = [len(approval_issues(Review(3, n, None))) for n in (3, 2, 1, 0)]
    assert found == [2, 2, 2, 1]
    assert approval_issues(Review(3, 0, True)) == []
    assert "还有2项未审核" in approval_issues(Review(3, 2, True))[0].sentence
    assert approval_issues(Review(3, 0, True, ["2030年"]))
    assert approval_issues(Review(3, 0, False))


def test_an_approval_waits_for_every_item_and_the_pool(user_as):
    case = in_review()
    say(case, user_as, {the_items(case)[0].pk: Word(YES)})
    with pytest.raises(Invalid) as refused:
        decide(fresh(case), Move.APPROVE, now=NOW)
    sentences = [issue.sentence for issue in refused.value.issues]
    assert "还有2项未审核" in sentences[0]
    assert "入库状态" in sentences[1]


def test_a_refusal_wants_its_reason(user_as):
    case = in_review()
    pk = the_items(case)[0].pk
    with pytest.raises(Invalid) as refused:
        say(case, user_as, {pk: Word(NO)})
    assert [i.field for i in refused.value.issues] == [f"items.{pk}"]
    assert not CreditRuling.objects.exists()


def test_only_a_handler_of_the_managing_unit_decides_on_items(user_as):
    case = in_review()
    pk = the_items(case)[0].pk
    for name in ("zhejiang_lead", "ningbo", "ndrc", "hangzhou", "enterprise"):
        with pytest.raises(NotAllowed):
            say(case, user_as, {pk: Word(YES)}, by=name)
    accept_all(case)
    case = Application.objects.get(pk=case.pk)
    from_handler = User.objects.get(username="zhejiang")
    advance(case, Move.APPROVE, by=from_handler, now=NOW)
    with pytest.raises(NotAllowed, match="已有待确认的处理意见"):
        say(case, user_as, {pk: Word(NO, WHY)})


def test_each_act_is_one_step_that_binds_its_items(user_as):
    case = in_review()
    first, second, _third = the_items(case)
    say(case, user_as, {first.pk: Word(YES), second.pk: Word(NO, WHY)}, pool=Word(YES))
    step = fresh(case).steps.get(action=Action.DECIDE_ITEMS)
    assert step.note == "确认入库状态，认可1项，不予认可1项。"
    assert step.about == f"creditruling:{CreditRuling.objects.get().pk}"
    assert list(verify_chain()) == []
    raw("UPDATE incentives_creditruling SET pool_confirmed = false")
    assert len(list(verify_chain())) == 1


def test_what_the_unit_said_is_kept_by_the_database_and_told_once(people):
    case = in_review()
    by = people["zhejiang"]
    made = CreditRuling.objects.create(
        application=case,
        submission_number=1,
        by=by,
        organisation=by.posts.first().organisation,
    )
    rows, now = CreditRuling.objects.filter(pk=made.pk), timezone.now()
    assert rows.update(told_at=now) == 1
    for act in (
        lambda: rows.update(pool_confirmed=True),
        lambda: rows.update(told_at=None),
        rows.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_word_that_no_step_has_made_is_found(people):
    case = in_review()
    by = people["zhejiang"]
    office = by.posts.first().organisation
    CreditRuling.objects.create(
        application=case, submission_number=1, by=by, organisation=office
    )
    (broken,) = verify_chain()
    assert "抵免逐项审核" in broken.sentence


def test_the_archive_keeps_the_words_from_the_firm_and_proves_them_to_the_unit(user_as):
    case = in_review()
    accept_all(case, refuse={0: WHY})
    case = Application.objects.get(pk=case.pk)
    name = f"creditruling:{CreditRuling.objects.get().pk}"
    (row,) = contents_of(case, user_as("zhejiang")).parts["others.json"]
    assert row["chain_name"] == name
    assert [item[2] for item in row["record"]["items"]] == [WHY, "", ""]
    own = contents_of(case, user_as("enterprise"))
    assert "others.json" not in own.parts
    assert WHY not in str(own)


def test_saying_the_same_again_is_refused_and_another_word_is_a_new_row(user_as):
    case = in_review()
    pk = the_items(case)[0].pk
    say(case, user_as, {pk: Word(YES)})
    with pytest.raises(Invalid, match="没有新的审核意见"):
        say(case, user_as, {pk: Word(YES)})
    say(case, user_as, {pk: Word(NO, WHY)})
    assert CreditLineDecision.objects.filter(line=pk).count() == 2
    assert the_items(fresh(case))[0].label == "不予认可"


def test_a_refused_item_falls_out_of_the_ledger_when_the_case_is_decided(user_as):
    case = in_review()
    before = period_of(case).result
    assert before.invested == Decimal("1000000.00")
    accept_all(case, refuse={0: WHY})
    assert period_of(case).result == before  # the firm is told nothing yet
    (change,) = changes_by(fresh(case), the_items(fresh(case)))
    assert change.after.invested == Decimal("600000.00")
    decide(Application.objects.get(pk=case.pk), Move.APPROVE, now=NOW)
    after = period_of(case).result
    assert (after.invested, after.used) == (
        Decimal("600000.00"),
        Decimal("180000.00"),
    )
    assert "逐项审核" in after.cause
    done = fresh(case)
    assert done.declared_investment == Decimal("1000000.00")
    assert done.confirmed_investment == Decimal("600000.00")
    assert done.used == Decimal("180000.00")


def test_the_firm_reads_the_words_once_it_is_sent_back(user_as, client_as):
    case = in_review()
    accept_all(case, refuse={0: WHY})
    url, firm = case.get_absolute_url(), client_as("enterprise")
    assert WHY not in firm.get(url).content.decode()
    assert WHY in client_as("zhejiang").get(url).content.decode()
    decide(Application.objects.get(pk=case.pk), Move.SEND_BACK, now=NOW)
    assert WHY in firm.get(url).content.decode()
    seen = steps_seen_by(user_as("enterprise"), fresh(case))
    assert Action.DECIDE_ITEMS not in [step.action for step in seen]


def test_after_a_correction_unchanged_items_keep_their_words(people, user_as):
    case = declaration_at(Stage.RETURNED, year=YEAR, refuse={0: WHY})
    draft = a_correction(period_of(case))
    first, *others = [line_input(line) for line in draft.lines.all()]
    lines = [replace(first, amount=Decimal("300000.00")), *others]
    by = people["enterprise"]
    filed(save_draft(draft, figures=draft.figures, lines=lines, by=by))
    as_applicant(Application.objects.get(pk=case.pk), Move.SUBMIT, now=NOW)
    items = the_items(fresh(case))
    assert [item.label for item in items] == ["未审核", "认可", "认可"]
    review = review_of(fresh(case))
    assert (review.undecided, review.pool_confirmed) == (1, True)


def test_a_ledger_corrected_in_the_meantime_keeps_it_from_approval():
    case = in_review()
    accept_all(case)
    filed(a_correction(period_of(case)))
    with pytest.raises(Invalid) as refused:
        decide(Application.objects.get(pk=case.pk), Move.APPROVE, now=NOW)
    assert "更正了" in refused.value.issues[0].sentence


def test_a_further_declaration_takes_the_place_of_the_first_when_approved():
    first = declaration_at(Stage.LISTED, year=YEAR)
    second = declaration_draft(year=YEAR)
    assert second.supplements_id == first.pk
    case = as_applicant(second, Move.SUBMIT, now=NOW)
    rows = CreditDeclaration.objects.of_year(YEAR)
    assert list(rows.declared()) == list(rows.confirmed()) == [fresh(first)]
    accept_all_or_none(case)
    decide(Application.objects.get(pk=case.pk), Move.APPROVE, now=NOW)
    assert list(rows.declared()) == list(rows.confirmed()) == [fresh(second)]
    assert fresh(first).replaced_by_id == second.pk


def accept_all_or_none(case):
    """The words on unchanged lines stand; the pool is confirmed anew."""
    handler = User.objects.get(username="zhejiang")
    decide_items(fresh(case), words={}, pool=Word(YES), by=handler, now=NOW)


def test_a_confirmed_declaration_is_not_struck_off():
    case = declaration_at(Stage.LISTED, year=YEAR)
    with pytest.raises(Invalid):
        decide(Application.objects.get(pk=case.pk), Move.DELIST, now=NOW)


def test_the_reviewer_hears_of_a_voucher_that_another_firm_has_used(people, user_as):
    case = in_review()
    line, other = the_items(case)[0].line, an_account("enterprise_ningbo")
    same = line_input(line)
    a_filed_period(other, YEAR, [replace(same, key=None, voucher=None)], vat="600")
    told = {"zhejiang": "其他管理单位的企业", "ndrc": str(other.enterprise)}
    for name, words in told.items():
        items = the_items(case)
        find_shared_vouchers(items, case.enterprise_id, user_as(name))
        assert words in items[0].warnings[-1]
        assert items[1].shared == []
