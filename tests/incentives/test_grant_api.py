"""Grants and preferences through the API: the same services, problems at fields."""

from decimal import Decimal

import pytest
from django.utils import timezone

from incentives.choices.grants import PACKAGE
from incentives.demo_grants import demo_grants
from incentives.models import Grant, Preference
from tests.factories.enterprises import pooled_enterprise
from tests.factories.grants import (
    DAY,
    a_grant,
    a_preference,
    certified_firm,
    entry,
    pay,
    pool_firm,
    terms,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/"


def body(**given):
    """A direct award to the firm in Hangzhou."""
    data = terms() | {
        "enterprise": str(pool_firm().public_id),
        "awarded_on": timezone.localdate() - 50 * DAY,
        "reason": "评审确定。",
    }
    plain = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in data.items()
    }
    return plain | {"amount": "1000000.00"} | given


def test_an_award_is_proposed_confirmed_and_paid(api_as):
    handler, lead = api_as("zhejiang"), api_as("zhejiang_lead")
    made = handler.post(f"{URL}grant-proposals/", body(), format="json")
    assert made.status_code == 201, made.json()
    one = f"{URL}grant-proposals/{made.json()['id']}/"
    done = lead.post(f"{one}confirm/", {"version": 1}, format="json").json()
    assert done["state"] == "confirmed"
    grant = f"{URL}grants/{done['grant']}/"
    held = handler.get(grant).json()
    assert (held["amount"], held["paid"]) == ("1000000.00", "0.00")
    given = entry("400000")
    data = {
        "on": given.on.isoformat(), "amount": "400000.00", "voucher_number": "PZ-1",
        "file": given.upload, "version": held["version"],
    }  # fmt: skip
    paid = handler.post(f"{grant}pay/", data, format="multipart")
    assert paid.status_code == 200, paid.json()
    assert (paid.json()["paid"], paid.json()["state"]) == ("400000.00", "paying")
    kinds = [row["kind"] for row in handler.get(f"{grant}events/").json()]
    assert kinds == ["award", "payment"]


def test_refusals_are_problems_at_their_field(api_as):
    first = a_grant(basis_number="浙测〔2026〕66号")
    handler = api_as("zhejiang")
    given = body(basis_number="浙测[2026]66号")
    answer = handler.post(f"{URL}grant-proposals/", given, format="json")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "basis_number"
    assert first.number in error["sentence"]
    started = api_as("enterprise").post(
        f"{URL}incentive-grants/", {"category": "land"}, format="json"
    )
    assert started.json()["errors"][0]["field"] == "category"


def test_the_receiver_is_not_told_what_is_internal(api_as):
    grant = a_grant()
    Grant.objects.filter(pk=grant.pk).update(needs_review=True)
    own = api_as("enterprise").get(f"{URL}grants/{grant.public_id}/").json()
    assert own["needs_review"] is None


def test_the_public_is_told_the_amount_only_where_it_is_public(api_as):
    a_grant(amount_is_public=True, amount=Decimal("5.00"))
    a_grant(category="reward", amount=Decimal("6.00"))
    rows = api_as("visitor").get(f"{URL}public-grants/").json()["results"]
    assert {row["category"]: row["amount"] for row in rows} == {
        "subsidy": "5.00",
        "reward": None,
    }


def test_preferences_are_entered_confirmed_and_summed(api_as):
    handler, lead = api_as("zhejiang"), api_as("zhejiang_lead")
    data = {
        "kind": "degree_point", "city": "330100", "year": timezone.localdate().year,
        "quantity": "3", "basis_name": "学位点安排（测试）",
    }  # fmt: skip
    made = handler.post(f"{URL}preferences/", data, format="json")
    assert made.status_code == 201, made.json()
    one = f"{URL}preferences/{made.json()['id']}/"
    lead.post(f"{one}confirm/", {"version": 1}, format="json")
    (total,) = handler.get(f"{URL}preferences/totals/").json()
    assert (total["quantity"], total["unit"], total["entries"]) == ("3.00", "个", 1)
    wrong = data | {"school": 1}
    answer = handler.post(f"{URL}preferences/", wrong, format="json")
    assert answer.status_code == 422


def test_a_list_costs_the_same_however_many_rows(api_as, django_assert_max_num_queries):
    firm = certified_firm()
    for category in ("subsidy", "reward", "fiscal", "land"):
        a_grant(firm, category=category)
        a_preference()
    for name in ("grants", "grant-proposals", "preferences"):
        with django_assert_max_num_queries(8):
            answer = api_as("zhejiang").get(f"{URL}{name}/")
        assert len(answer.json()["results"]) == 4


def test_the_figure_of_the_dashboard_leads_to_its_rows(client_as):
    grant = a_grant()
    pay(grant, "400000")
    client = client_as("zhejiang")
    shown = client.get("/dashboard/")
    figure = next(f for f in shown.context["headline"] if f.key == "grants")
    assert (figure.value, figure.note) == (1, "已兑付40万元")
    rows = client.get(figure.href)
    assert rows.context["count"] == figure.value == figure.queryset.count()
    assert rows.context["sums"]["paid"] == Decimal("400000.00")


def test_the_pages_of_an_enterprise_tell_its_four_kinds(client_as):
    firm = certified_firm()
    firm.standing = "certified"
    firm.save()
    a_grant(firm, category="fiscal")
    public = client_as("visitor").get(firm.get_absolute_url()).content.decode()
    assert "组合式激励" in public
    assert public.count("已获得") == 1
    assert public.count("未获得") == 3
    assert "1,000,000.00" not in public
    inside = client_as("enterprise").get(firm.get_record_url()).content.decode()
    assert "1,000,000.00" in inside


def test_the_demonstration_is_made_once(people, clock):
    now = timezone.now()
    firm = pooled_enterprise("enterprise_ningbo", now=now)
    clock.move_to(
        timezone.make_aware(timezone.datetime(firm.pooled_on.year + 1, 6, 1, 9))
    )
    now = timezone.now()
    assert demo_grants(now, people) == 9
    assert demo_grants(now, people) == 0
    assert Grant.objects.get(enterprise=firm).paid == Decimal("300000.00")
    assert Preference.objects.confirmed().count() == 1
    package = Grant.objects.filter(category__in=PACKAGE)
    assert set(package.values_list("category", flat=True)) == set(PACKAGE)
    assert package.values("receiver_key").distinct().count() == 1
