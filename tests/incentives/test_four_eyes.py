"""What two people do outside a life cycle, as all its kinds have it in common."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.factories.grants import a_preference, pool_firm, proposed, user
from workflow.models import FourEyes
from workflow.services import confirm_proposed, take_effect

pytestmark = pytest.mark.django_db


def test_every_kind_says_what_follows_from_a_confirmation():
    assert get_resolver().reverse_dict  # the apps' services are loaded with their pages
    kinds = [model for model in apps.get_models() if issubclass(model, FourEyes)]
    silent = take_effect.dispatch(object)
    assert len(kinds) > 1
    assert [kind for kind in kinds if take_effect.dispatch(kind) is silent] == []


def test_the_database_knows_that_two_people_are_needed(people):
    row = a_preference(confirmed=False)
    rows = type(row).objects.filter(pk=row.pk)
    for who in (None, row.proposed_by):
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            rows.update(state="confirmed", decided_by=who)


def test_the_page_says_whether_one_takes_back_or_does_not(client_as):
    row = proposed(pool_firm())
    url = reverse("incentives:grant-proposal-drop", args=[row.pk])
    for who, title in (("zhejiang", "收回意见"), ("zhejiang_lead", "不予采纳")):
        page = client_as(who).get(url).content.decode()
        assert f"确定{title}吗？意见和说明留存备查。" in page


def test_who_keeps_a_copy_by_program_hears_of_the_decision(api_as):
    row, moment = a_preference(confirmed=False), timezone.now() + timedelta(hours=1)
    confirm_proposed(row, by=user("zhejiang_lead"), now=moment)
    asked = {"updated_since": moment.isoformat()}
    answer = api_as("zhejiang").get("/api/v1/preferences/", asked)
    assert [found["id"] for found in answer.json()["results"]] == [row.pk]
