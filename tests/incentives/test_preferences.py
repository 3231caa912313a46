"""Preferences: entered, confirmed, corrected by a counter entry, summed up."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Organisation
from incentives.models import Preference
from incentives.services.preferences import (
    propose_counter,
    propose_preference,
)
from industries.models import Industry
from tests.factories.grants import a_preference, hangzhou, preference_given, user
from tests.incentives.test_grants import fresh, refused_at
from ui.refusals import Closed, NotAllowed
from workflow.services import confirm_proposed, drop_proposed

pytestmark = pytest.mark.django_db


def test_a_lead_confirms_what_a_handler_entered(people):
    made = a_preference(confirmed=False)
    for who in ("zhejiang", "sichuan_lead", "enterprise"):
        with pytest.raises(NotAllowed):
            confirm_proposed(made, by=user(who))
    confirm_proposed(made, by=user("zhejiang_lead"), version=1)
    assert fresh(made).state == "confirmed"
    with pytest.raises(Closed):
        drop_proposed(made, by=user("zhejiang_lead"), note="不符。")


def test_receivers_are_cities_schools_and_industries_of_ones_own(people):
    school = Organisation.objects.get(posts__user__username="school")
    assert a_preference(school, kind="degree_point", quantity=Decimal(2)).school
    industry = Industry.objects.get(pk="36")
    assert a_preference(industry).managing_unit_id == "330000"
    firm = Organisation.objects.get(posts__user__username="enterprise")
    given = preference_given()
    by = user("zhejiang")
    assert refused_at(propose_preference, firm, given=given, by=by)[0] == "school"
    other = user("sichuan")
    assert refused_at(propose_preference, hangzhou(), given=given, by=other)[0] == (
        "city"
    )
    assert propose_preference(hangzhou(), given=given, by=user("ndrc")).pk


def test_quantities_are_positive_and_whole_where_they_are_counted(people):
    for quantity in ("0", "-5", "1.5"):
        assert refused_at(a_preference, quantity=Decimal(quantity))[0] == "quantity"
    money = a_preference(kind="project_investment", quantity=Decimal("1.50"))
    assert money.unit_words == "元"
    assert refused_at(a_preference, year=2018)[0] == "year"


def test_an_entry_is_corrected_by_a_counter_entry_and_never_below_nothing(people):
    entry = a_preference()
    by = user("zhejiang")
    counter = propose_counter(entry, quantity=Decimal(150), reason="多报。", by=by)
    assert fresh(entry).left == 200
    field, words = refused_at(
        propose_counter, entry, quantity=Decimal(51), reason="多报。", by=by
    )
    assert (field, "尚余的50名" in words) == ("quantity", True)
    confirm_proposed(counter, by=user("zhejiang_lead"))
    assert fresh(entry).left == 50
    row = Preference.objects.totals().get(kind="enrolment_plan")
    assert (row["quantity"], row["entries"]) == (50, 2)
    with pytest.raises(NotAllowed):
        propose_counter(counter, quantity=Decimal(1), reason="再。", by=by)


def test_what_is_confirmed_stays_as_it_is(people):
    entry = a_preference()
    for act in (
        lambda: Preference.objects.filter(pk=entry.pk).update(quantity=1),
        lambda: Preference.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_what_is_only_proposed_is_seen_by_who_proposes(people):
    proposed, confirmed = a_preference(confirmed=False), a_preference()

    def seen(who):
        return set(Preference.objects.visible_to(user(who)))

    assert seen("zhejiang") == seen("ndrc") == {proposed, confirmed}
    assert seen("hangzhou") == {confirmed}
    assert seen("sichuan") == seen("enterprise") == set()
