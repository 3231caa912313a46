"""Totals of declarations: what the dashboard says is what its rows add up to."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from incentives.filters.declarations import DeclarationFilter
from regions.calendar import BEIJING
from reporting.dashboard.credit import CreditTotals
from reporting.gather.content import gather
from reporting.pdf.document import document_of
from reporting.periods import parse_period
from reporting.scopes import parse_scope
from tests.factories.declarations import (
    accept_all,
    declaration_at,
    declaration_draft,
)
from tests.factories.workflow import as_applicant, decide
from workflow.choices import Move, Stage
from workflow.models import Application

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 3, 10, tzinfo=BEIJING)
YEAR = 2030
FIRMS = ("enterprise", "enterprise_ningbo", "enterprise_central")
WHY = "凭证与合作协议不符。"


@pytest.fixture(autouse=True)
def _today(people, clock):
    clock.move_to(NOW)


def shown(client, total):
    """What the page of a total adds up to, in the column of the total."""
    answer = client.get(total.href)
    assert answer.status_code == 200, total
    if total.is_count:
        return answer.context["count"]
    return sum(
        (getattr(row, total.column) for row in answer.context["view"].rows),
        Decimal("0.00"),
    )


@pytest.fixture
def declared(people):
    """In review in Zhejiang; confirmed in Ningbo, without one item; a group's."""
    declaration_at(Stage.PROVINCIAL_REVIEW, "enterprise", year=YEAR)
    declaration_at(Stage.LISTED, "enterprise_ningbo", year=YEAR, refuse={1: WHY})
    declaration_at(Stage.LISTED, "enterprise_central", year=YEAR)


@pytest.mark.parametrize("name", ["ndrc", "mof", "zhejiang", "ningbo", "sichuan"])
def test_every_total_is_the_sum_of_the_rows_to_which_it_leads(
    name, declared, user_as, client_as
):
    totals, client = CreditTotals(user_as(name)), client_as(name)
    wrong = {
        total.key: (total.value, total.summed, shown(client, total))
        for total in totals.figures()
        if not total.value == total.summed == shown(client, total)
    }
    assert wrong == {}
    assert bool(totals.figures()) == (name != "sichuan")


def test_a_total_leads_to_its_rows_also_after_the_schema_was_read(declared, client_as):
    assert DeclarationFilter.base_filters["managing_unit"].field is not None
    url = reverse("incentives:declarations")
    answer = client_as("ndrc").get(url, {"managing_unit": "330200"})
    assert answer.context["count"] == 1


def test_the_nation_is_the_sum_of_its_units(declared, user_as):
    whole, *units = CreditTotals(user_as("ndrc")).places
    names = [place.name for place in units]
    assert names == ["浙江省", "宁波市", "国家直接受理"]
    for place, total in enumerate(whole.totals):
        assert total.value == sum(unit.totals[place].value for unit in units)
    said = {total.column: total.value for total in whole.totals}
    assert (said["firms"], said["confirmed_firms"]) == (3, 2)
    assert said["declared_investment"] == Decimal("3000000.00")
    assert said["confirmed_investment"] == Decimal("1750000.00")


def test_a_unit_reads_the_same_totals_by_page_and_api(declared, client_as, api_as):
    page = client_as("ningbo").get(reverse("reporting:dashboard"))
    given = api_as("ningbo").get(f"/api/v1/credit-totals/?year={YEAR}").json()
    shown = page.context["credit"].figures()
    assert [(t["key"], t["value"]) for t in given] == [(t.key, t.text) for t in shown]
    assert "抵免信息申报（2030年" in page.content.decode()
    assert api_as("enterprise").get("/api/v1/credit-totals/").json() == []


def test_a_report_says_what_was_confirmed_at_its_cut_off(declared):
    data = gather(parse_scope("nation"), parse_period("2031H1"), NOW, "国家发展改革委")
    assert [row["name"] for row in data["credit"]["rows"]] == ["宁波市", "国家直接受理"]
    assert data["credit"]["total"]["confirmed_investment"] == "1750000.00"
    document = document_of(data, "0" * 64)
    assert document.parts[-1].heading.endswith("抵免信息认定情况")
    assert "1,750,000.00元" in document.parts[-1].paragraphs[0]
    assert document.parts[-1].sheets[0].total[1] == "2"
    own = gather(parse_scope("330000"), parse_period("2031H1"), NOW, "浙江省")
    assert own["credit"] == {
        "year": None,
        "rows": [],
        "total": {
            "firms": 0,
            "confirmed_investment": "0.00",
            "used": "0.00",
            "carried_forward": "0.00",
            "to_repay": "0.00",
        },
    }
    assert "抵免" not in document_of(own, "0" * 64).parts[-1].heading


# What becomes of a firm's declaration, and of each of its three items.
fates = st.tuples(
    st.sampled_from(["none", "draft", "review", "returned", "rejected", "listed"]),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
MOVE_OF = {"returned": Move.SEND_BACK, "rejected": Move.REJECT, "listed": Move.APPROVE}


@settings(max_examples=12)
@given(found=st.tuples(fates, fates, fates))
def test_totals_add_up_whatever_became_of_items_and_cases(found, user_as):
    with transaction.atomic():  # each example begins with an empty register
        declared, confirmed = follow(found)
        totals = CreditTotals(user_as("ndrc"))
        assert all(total.value == total.summed for total in totals.figures())
        whole = totals.places[0].totals if totals.places else []
        said = {total.column: total.value for total in whole}
        assert said.get("firms", 0) == declared
        assert said.get("confirmed_investment", 0) == confirmed
        transaction.set_rollback(True)


def follow(found):
    """Let each firm's declaration meet its fate: how many declare, and what is left."""
    declared, confirmed = 0, Decimal(0)
    for name, (fate, refusals) in zip(FIRMS, found, strict=True):
        if fate == "none":
            continue
        case = declaration_draft(name, year=YEAR)
        if fate == "draft":
            continue
        case = as_applicant(case, Move.SUBMIT, now=NOW)
        if fate in MOVE_OF:
            accept_all(case, refuse={n: WHY for n, no in enumerate(refusals) if no})
            decide(Application.objects.get(pk=case.pk), MOVE_OF[fate], now=NOW)
        declared += fate in ("review", "returned", "listed")
        if fate == "listed":
            amounts = zip((40, 25, 35), refusals, strict=True)
            confirmed += sum(Decimal(wan * 10_000) for wan, no in amounts if not no)
    return declared, confirmed
