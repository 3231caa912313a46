"""Applications for money: their way, and what is allotted on them."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from incentives.choices.projects import FundSource, FundStep
from incentives.models import FundApplication
from incentives.services.fund_applications import start_fund_application
from incentives.services.funds import correct_entry
from tests.factories.projects import (
    a_project,
    application_draft,
    application_in,
    enter,
    user,
)
from tests.factories.workflow import as_applicant
from ui.refusals import Closed, Invalid, NotAllowed
from workflow.choices import Move, Stage

pytestmark = pytest.mark.django_db
C, L = FundSource.CENTRAL, FundSource.LOCAL


def test_central_money_goes_to_the_nation_and_local_money_ends_with_the_unit():
    central = application_in(Stage.NATIONAL_REVIEW, a_project(), C)
    assert central.stage == Stage.NATIONAL_REVIEW
    local = application_in(Stage.LISTED, a_project(), L)
    assert local.stage == Stage.LISTED
    seen = [step.from_stage for step in local.steps.all()]
    assert Stage.CITY_REVIEW in seen
    assert Stage.NATIONAL_REVIEW not in seen


def test_a_city_office_does_not_review_its_own_application():
    case = application_in(Stage.PROVINCIAL_REVIEW, a_project("hangzhou"), L)
    assert Stage.CITY_REVIEW not in [step.to_stage for step in case.steps.all()]


def test_only_the_owner_applies_and_once_at_a_time():
    project = a_project()
    with pytest.raises(NotAllowed):
        start_fund_application(project, source=C, by=user("hangzhou"))
    with pytest.raises(Invalid):
        start_fund_application(project, source="enterprise", by=user("enterprise"))
    start_fund_application(project, source=C, by=user("enterprise"))
    with pytest.raises(Closed):
        start_fund_application(project, source=C, by=user("enterprise"))
    assert start_fund_application(project, source=L, by=user("enterprise"))


def test_more_than_the_investment_is_not_handed_in():
    draft = application_draft(a_project(), C, amount="10000000.01")
    with pytest.raises(Invalid) as refused:
        as_applicant(draft, Move.SUBMIT, now=timezone.now())
    assert {issue.field for issue in refused.value.issues} == {"request.amount"}


def allot(case, amount, **papers):
    given = {"by": "ndrc", "application": case.pk} | papers
    return enter(case.project, case.source, FundStep.ALLOCATION, amount, **given)


def test_no_more_is_allotted_than_was_approved():
    case = application_in(Stage.LISTED, a_project(), C, amount="1000000")
    first = allot(case, "600000")
    with pytest.raises(Invalid) as refused:
        allot(case, "400000.01")
    assert {issue.field for issue in refused.value.issues} == {"amount"}
    allot(case, "400000")
    correct_entry(first, reason="文号有误。", by=user("ndrc"))
    allot(case, "600000")
    assert case.project.sources.get(source=C).allocated == Decimal(1_000_000)


def test_nothing_is_allotted_on_what_is_not_approved_or_of_another_project():
    waiting = application_in(Stage.NATIONAL_REVIEW, a_project(), C)
    with pytest.raises(Invalid):
        allot(waiting, "1")
    case = application_in(Stage.LISTED, a_project(), L)
    with pytest.raises(Invalid):
        enter(a_project(), L, FundStep.ALLOCATION, "1", application=case.pk)


def test_an_application_is_begun_read_and_allotted_on_the_pages(client_as):
    project = a_project()
    owner = client_as("enterprise")
    start = reverse("incentives:fund-application-start", args=[project.public_id])
    assert owner.post(start, {"source": "central"}).status_code == 302
    draft = FundApplication.objects.get()
    edit = reverse("incentives:fund-application-edit", args=[draft.pk])
    assert "申请事项" in owner.get(edit).content.decode()
    case = application_in(Stage.LISTED, a_project(), C)
    nation = client_as("ndrc")
    page = nation.get(case.get_absolute_url()).content.decode()
    assert "登记下达" in page
    assert "列入年度投资计划。" in page
    assert "登记下达" not in owner.get(case.get_absolute_url()).content.decode()
    form = reverse("incentives:fund-entry-new", args=[case.project.public_id])
    asked = f"{form}?source=central&step=allocation&application={case.pk}"
    assert f'value="{case.pk}"' in nation.get(asked).content.decode()
    entry = {
        "source": "central",
        "step": "allocation",
        "application": case.pk,
        "amount": "1000000",
        "day": "2026-02-01",
        "document_number": "发改投资〔2026〕1号",
    }
    assert nation.post(form, entry).status_code == 302
    shown = nation.get(case.get_absolute_url()).content.decode()
    assert "发改投资〔2026〕1号" in shown


def test_the_list_and_the_api_show_them(client_as, api_as):
    case = application_in(Stage.PROVINCIAL_REVIEW, a_project(), L)
    for name, sees in (("zhejiang", True), ("enterprise", True), ("sichuan", False)):
        page = client_as(name).get(reverse("incentives:fund-applications"))
        assert (case.title in page.content.decode()) is sees
    row = api_as("zhejiang").get(f"/api/v1/fund-applications/{case.pk}/").json()
    assert (row["amount"], row["source"]) == ("1000000.00", "local")
